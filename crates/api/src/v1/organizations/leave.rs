//! `POST /organizations/{organizationId}/leave`

use axum::http::StatusCode;
use tenure_domain::permission::LeaveOrganization;

use crate::guard::Guard;
use crate::problem::Problem;

/// Leaves the organization. What one tracked stays with it; its last owner cannot leave.
#[utoipa::path(post, path = "/organizations/{organizationId}/leave", operation_id = "organizations.leave", responses((status = 204)))]
pub(crate) async fn handler(guard: Guard<LeaveOrganization>) -> Result<StatusCode, Problem> {
    guard
        .app()
        .leave_organization(guard.scope, guard.origin())
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
