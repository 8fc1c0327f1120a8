//! `GET /organizations/{organizationId}/invitations/{invitationId}`

use axum::Json;
use tenure_domain::id::InvitationId;
use tenure_domain::invitation::Invitation;
use tenure_domain::permission::ReadInvitations;

use crate::guard::Guard;
use crate::path::Id;
use crate::problem::Problem;

/// An invitation with what became of its mail.
#[utoipa::path(get, path = "/organizations/{organizationId}/invitations/{invitationId}", operation_id = "invitations.get", responses((status = 200, body = Invitation)))]
pub(crate) async fn handler(
    guard: Guard<ReadInvitations>,
    Id(id): Id<InvitationId>,
) -> Result<Json<Invitation>, Problem> {
    Ok(Json(guard.app().invitation(guard.scope, id).await?))
}
