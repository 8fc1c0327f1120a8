//! `POST /organizations/{organizationId}/invitations/{invitationId}/resend`

use axum::Json;
use tenure_app::tenancy::invitations::{Resend, Resent};
use tenure_domain::id::InvitationId;
use tenure_domain::permission::ResendInvitations;

use crate::body::Body;
use crate::guard::Guard;
use crate::path::Id;
use crate::problem::Problem;

/// Makes a new link that works for seven days, and mails it or only shows it. The link before is
/// dead from then on. Pending and expired invitations can be sent again, others are settled.
#[utoipa::path(post, path = "/organizations/{organizationId}/invitations/{invitationId}/resend", operation_id = "invitations.resend", request_body = Resend, responses((status = 200, body = Resent)))]
pub(crate) async fn handler(
    guard: Guard<ResendInvitations>,
    Id(id): Id<InvitationId>,
    Body(resend): Body<Resend>,
) -> Result<Json<Resent>, Problem> {
    Ok(Json(
        guard
            .app()
            .resend_invitation(guard.scope, id, resend.deliver, guard.origin())
            .await?,
    ))
}
