//! `PATCH /organizations/{organizationId}`

use axum::Json;
use tenure_app::tenancy::organizations::OrganizationChange;
use tenure_domain::organization::Organization;
use tenure_domain::permission::UpdateOrganization;

use crate::body::Body;
use crate::guard::Guard;
use crate::problem::Problem;

/// Changes the organization's name, address and settings. Links with its former address still lead there.
#[utoipa::path(patch, path = "/organizations/{organizationId}", operation_id = "organizations.update", request_body = OrganizationChange, responses((status = 200, body = Organization)))]
pub(crate) async fn handler(
    guard: Guard<UpdateOrganization>,
    Body(change): Body<OrganizationChange>,
) -> Result<Json<Organization>, Problem> {
    Ok(Json(
        guard
            .app()
            .update_organization(guard.scope, change, guard.origin())
            .await?,
    ))
}
