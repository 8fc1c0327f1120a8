//! `POST /auth/sign-in`

use tenure_app::auth::{Overview, SignIn};
use tenure_domain::email::EmailAddress;

use super::answer::{SignedInAnswer, signed_in};
use crate::body::Body;
use crate::guard::Anyone;
use crate::problem::Problem;

/// Signs in. The personal workspace is made if it is missing; the browser's earlier session ends.
#[utoipa::path(post, path = "/auth/sign-in", operation_id = "auth.signIn", request_body = SignIn, responses((status = 200, body = Overview)))]
pub(crate) async fn handler(
    guard: Anyone,
    Body(form): Body<SignIn>,
) -> Result<SignedInAnswer, Problem> {
    guard
        .limits()
        .attempt(&EmailAddress::on_record(&form.email).key(), guard.network)?;
    let begun = guard.app().sign_in(form, guard.browser()).await?;
    Ok(signed_in(guard.cookies(), begun))
}
