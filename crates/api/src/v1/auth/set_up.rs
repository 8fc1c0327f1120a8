//! `POST /auth/set-up`

use axum::http::StatusCode;
use tenure_app::auth::{Overview, SetUp};
use tenure_domain::email::EmailAddress;

use super::answer::{SignedInAnswer, signed_in};
use crate::body::Body;
use crate::guard::Anyone;
use crate::problem::Problem;

/// Makes the first operator, with the token of the link that the server printed in its terminal.
#[utoipa::path(post, path = "/auth/set-up", operation_id = "auth.setUp", request_body = SetUp, responses((status = 201, body = Overview)))]
pub(crate) async fn handler(
    guard: Anyone,
    Body(form): Body<SetUp>,
) -> Result<(StatusCode, SignedInAnswer), Problem> {
    guard
        .limits()
        .attempt(&EmailAddress::on_record(&form.email).key(), guard.network)?;
    let begun = guard.app().set_up(form, guard.browser()).await?;
    Ok((StatusCode::CREATED, signed_in(guard.cookies(), begun)))
}
