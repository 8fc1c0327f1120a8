//! `GET /organizations/{organizationId}/clients/{clientId}`

use axum::Json;
use tenure_domain::client::Client;
use tenure_domain::id::ClientId;
use tenure_domain::permission::ReadClients;

use crate::guard::Guard;
use crate::path::Id;
use crate::problem::Problem;

/// A client.
#[utoipa::path(get, path = "/organizations/{organizationId}/clients/{clientId}", operation_id = "clients.get", responses((status = 200, body = Client)))]
pub(crate) async fn handler(
    guard: Guard<ReadClients>,
    Id(id): Id<ClientId>,
) -> Result<Json<Client>, Problem> {
    Ok(Json(guard.app().client(guard.scope, id).await?))
}
