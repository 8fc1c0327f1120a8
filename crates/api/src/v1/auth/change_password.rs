//! `POST /auth/password`

use axum::http::StatusCode;
use tenure_app::auth::NewPasswordForm;

use crate::body::Body;
use crate::guard::SignedIn;
use crate::problem::Problem;

/// Changes one's password, knowing the one of now. All other sessions end, and a notice is mailed.
#[utoipa::path(post, path = "/auth/password", operation_id = "auth.changePassword", request_body = NewPasswordForm, responses((status = 204)))]
pub(crate) async fn handler(
    guard: SignedIn,
    Body(form): Body<NewPasswordForm>,
) -> Result<StatusCode, Problem> {
    guard.attempt()?;
    guard.app().change_password(&guard.signed_in, form).await?;
    Ok(StatusCode::NO_CONTENT)
}
