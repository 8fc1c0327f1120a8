//! `DELETE /organizations/{organizationId}/members/{membershipId}`

use axum::http::StatusCode;
use tenure_domain::id::MembershipId;
use tenure_domain::permission::RemoveMembers;

use crate::guard::Guard;
use crate::path::Id;
use crate::problem::Problem;

/// Removes a member. What they tracked stays with the organization.
#[utoipa::path(delete, path = "/organizations/{organizationId}/members/{membershipId}", operation_id = "members.remove", responses((status = 204)))]
pub(crate) async fn handler(
    guard: Guard<RemoveMembers>,
    Id(id): Id<MembershipId>,
) -> Result<StatusCode, Problem> {
    guard
        .app()
        .remove_member(guard.scope, id, guard.origin())
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
