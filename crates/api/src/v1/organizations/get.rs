//! `GET /organizations/{organizationId}`

use axum::Json;
use tenure_domain::organization::Organization;
use tenure_domain::permission::ReadOrganization;

use crate::guard::Guard;
use crate::problem::Problem;

/// The organization.
#[utoipa::path(get, path = "/organizations/{organizationId}", operation_id = "organizations.get", responses((status = 200, body = Organization)))]
pub(crate) async fn handler(guard: Guard<ReadOrganization>) -> Result<Json<Organization>, Problem> {
    Ok(Json(guard.app().organization(guard.scope).await?))
}
