//! `PATCH /organizations/{organizationId}/clients/{clientId}`

use axum::Json;
use tenure_app::tracker::clients::ClientChange;
use tenure_domain::client::Client;
use tenure_domain::id::ClientId;
use tenure_domain::permission::UpdateClients;

use crate::body::Body;
use crate::guard::Guard;
use crate::path::Id;
use crate::problem::Problem;

/// Changes a client: what is absent stays, `null` clears.
#[utoipa::path(patch, path = "/organizations/{organizationId}/clients/{clientId}", operation_id = "clients.update", request_body = ClientChange, responses((status = 200, body = Client)))]
pub(crate) async fn handler(
    guard: Guard<UpdateClients>,
    Id(id): Id<ClientId>,
    Body(change): Body<ClientChange>,
) -> Result<Json<Client>, Problem> {
    Ok(Json(
        guard.app().update_client(guard.scope, id, change).await?,
    ))
}
