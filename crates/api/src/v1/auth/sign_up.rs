//! `POST /auth/sign-up`

use axum::http::StatusCode;
use tenure_app::auth::{Overview, SignUpForm};
use tenure_domain::email::EmailAddress;

use super::answer::{SignedInAnswer, signed_in};
use crate::body::Body;
use crate::guard::Anyone;
use crate::problem::Problem;

/// Makes an account and signs in to it.
#[utoipa::path(post, path = "/auth/sign-up", operation_id = "auth.signUp", request_body = SignUpForm, responses((status = 201, body = Overview)))]
pub(crate) async fn handler(
    guard: Anyone,
    Body(form): Body<SignUpForm>,
) -> Result<(StatusCode, SignedInAnswer), Problem> {
    guard
        .limits()
        .attempt(&EmailAddress::on_record(&form.email).key(), guard.network)?;
    let begun = guard.app().sign_up(form, guard.browser()).await?;
    Ok((StatusCode::CREATED, signed_in(guard.cookies(), begun)))
}
