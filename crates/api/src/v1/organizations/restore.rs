//! `POST /organizations/{organizationId}/restore`

use axum::Json;
use tenure_domain::organization::Organization;
use tenure_domain::permission::RestoreOrganization;

use crate::guard::Guard;
use crate::problem::Problem;

/// Takes the organization, which waits to be deleted, back into use: its members may come in again.
#[utoipa::path(post, path = "/organizations/{organizationId}/restore", operation_id = "organizations.restore", responses((status = 200, body = Organization)))]
pub(crate) async fn handler(
    guard: Guard<RestoreOrganization>,
) -> Result<Json<Organization>, Problem> {
    Ok(Json(
        guard
            .app()
            .restore_organization(guard.scope, guard.origin())
            .await?,
    ))
}
