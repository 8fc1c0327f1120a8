//! `DELETE /organizations/{organizationId}/invitations/{invitationId}`

use axum::http::StatusCode;
use tenure_domain::id::InvitationId;
use tenure_domain::permission::RevokeInvitations;

use crate::guard::Guard;
use crate::path::Id;
use crate::problem::Problem;

/// Revokes a pending or expired invitation: its link is dead, and it stays in the list as revoked.
#[utoipa::path(delete, path = "/organizations/{organizationId}/invitations/{invitationId}", operation_id = "invitations.revoke", responses((status = 204)))]
pub(crate) async fn handler(
    guard: Guard<RevokeInvitations>,
    Id(id): Id<InvitationId>,
) -> Result<StatusCode, Problem> {
    guard
        .app()
        .revoke_invitation(guard.scope, id, guard.origin())
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
