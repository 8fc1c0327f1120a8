//! `POST /organizations/{organizationId}/members/{placeholderId}/merge`

use axum::Json;
use tenure_app::tenancy::merge::Merge;
use tenure_domain::membership::Member;
use tenure_domain::permission::MergeMembers;

use crate::body::Body;
use crate::guard::Guard;
use crate::path::PlaceholderId;
use crate::problem::Problem;

/// Gives all that a placeholder holds to the member it stands for, and removes the placeholder. If a
/// timer of both runs, the placeholder's ends.
#[utoipa::path(post, path = "/organizations/{organizationId}/members/{placeholderId}/merge", operation_id = "members.merge", request_body = Merge, responses((status = 200, body = Member)))]
pub(crate) async fn handler(
    guard: Guard<MergeMembers>,
    PlaceholderId(placeholder): PlaceholderId,
    Body(merge): Body<Merge>,
) -> Result<Json<Member>, Problem> {
    Ok(Json(
        guard
            .app()
            .merge_member(guard.scope, placeholder, merge.into, guard.origin())
            .await?,
    ))
}
