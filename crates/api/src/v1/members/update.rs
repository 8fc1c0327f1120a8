//! `PATCH /organizations/{organizationId}/members/{membershipId}`

use axum::Json;
use tenure_app::tenancy::members::MemberChange;
use tenure_domain::id::MembershipId;
use tenure_domain::membership::Member;
use tenure_domain::permission::UpdateMembers;

use crate::body::Body;
use crate::guard::Guard;
use crate::path::Id;
use crate::problem::Problem;

/// Gives a member another role (up to one's own), deactivates or reactivates them. It counts from
/// the member's next request on. The last active owner stays one.
#[utoipa::path(patch, path = "/organizations/{organizationId}/members/{membershipId}", operation_id = "members.update", request_body = MemberChange, responses((status = 200, body = Member)))]
pub(crate) async fn handler(
    guard: Guard<UpdateMembers>,
    Id(id): Id<MembershipId>,
    Body(change): Body<MemberChange>,
) -> Result<Json<Member>, Problem> {
    Ok(Json(
        guard
            .app()
            .update_member(guard.scope, id, change, guard.origin())
            .await?,
    ))
}
