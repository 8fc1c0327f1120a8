//! `POST /organizations/{organizationId}/clients`

use axum::Json;
use axum::http::StatusCode;
use tenure_app::tracker::clients::NewClient;
use tenure_domain::client::Client;
use tenure_domain::permission::CreateClients;

use crate::body::Body;
use crate::guard::Guard;
use crate::problem::Problem;

/// Adds a client.
#[utoipa::path(post, path = "/organizations/{organizationId}/clients", operation_id = "clients.create", request_body = NewClient, responses((status = 201, body = Client)))]
pub(crate) async fn handler(
    guard: Guard<CreateClients>,
    Body(new): Body<NewClient>,
) -> Result<(StatusCode, Json<Client>), Problem> {
    Ok((
        StatusCode::CREATED,
        Json(guard.app().create_client(guard.scope, new).await?),
    ))
}
