//! `GET /organizations/{organizationId}/invitations/{invitationId}/link`

use axum::Json;
use tenure_app::tenancy::invitations::InvitationLink;
use tenure_domain::id::InvitationId;
use tenure_domain::permission::ResendInvitations;

use crate::guard::Guard;
use crate::path::Id;
use crate::problem::Problem;

/// The link of a pending invitation's newest mail, while that has not left; null afterwards: make a
/// new one.
#[utoipa::path(get, path = "/organizations/{organizationId}/invitations/{invitationId}/link", operation_id = "invitations.link", responses((status = 200, body = InvitationLink)))]
pub(crate) async fn handler(
    guard: Guard<ResendInvitations>,
    Id(id): Id<InvitationId>,
) -> Result<Json<InvitationLink>, Problem> {
    Ok(Json(guard.app().invitation_link(guard.scope, id).await?))
}
