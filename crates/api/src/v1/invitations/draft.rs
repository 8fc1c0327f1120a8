//! `POST /organizations/{organizationId}/invitations/preview`

use axum::Json;
use tenure_app::tenancy::invitations::{Draft, Preview};
use tenure_domain::permission::CreateInvitations;

use crate::body::Body;
use crate::guard::Guard;
use crate::problem::Problem;

/// An invitation's mail as it would be sent. Nothing is written.
#[utoipa::path(post, path = "/organizations/{organizationId}/invitations/preview", operation_id = "invitations.draft", request_body = Draft, responses((status = 200, body = Preview)))]
pub(crate) async fn handler(
    guard: Guard<CreateInvitations>,
    Body(draft): Body<Draft>,
) -> Result<Json<Preview>, Problem> {
    Ok(Json(
        guard.app().preview_invitation(guard.scope, draft).await?,
    ))
}
