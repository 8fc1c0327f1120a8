//! `DELETE /organizations/{organizationId}/clients/{clientId}`

use axum::http::StatusCode;
use tenure_domain::id::ClientId;
use tenure_domain::permission::DeleteClients;

use crate::guard::Guard;
use crate::path::Id;
use crate::problem::Problem;

/// Deletes a client that has no projects; one that has is archived instead (`still_in_use`).
#[utoipa::path(delete, path = "/organizations/{organizationId}/clients/{clientId}", operation_id = "clients.delete", responses((status = 204)))]
pub(crate) async fn handler(
    guard: Guard<DeleteClients>,
    Id(id): Id<ClientId>,
) -> Result<StatusCode, Problem> {
    guard.app().delete_client(guard.scope, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
