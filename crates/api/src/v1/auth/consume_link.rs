//! `POST /auth/link/{token}`

use axum::Json;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse};
use tenure_app::auth::{LinkAnswer, LinkUse};

use crate::body::Body;
use crate::guard::Anyone;
use crate::path::LinkToken;
use crate::problem::Problem;

/// Uses a link, once: signs in, with a new password if the link is for choosing one, or proves a new
/// address. Whatever is wrong with a link, the answer is `link_not_found`.
#[utoipa::path(post, path = "/auth/link/{token}", operation_id = "auth.consumeLink", params(("token" = String, Path)), request_body = LinkUse, responses((status = 200, body = LinkAnswer)))]
pub(crate) async fn handler(
    guard: Anyone,
    LinkToken(token): LinkToken,
    Body(form): Body<LinkUse>,
) -> Result<impl IntoResponse, Problem> {
    guard.limits().redeem(guard.network)?;
    let (begun, answer) = guard
        .app()
        .consume_link(&token, form, guard.browser())
        .await?;
    let cookie = begun.map(|token| (SET_COOKIE, guard.cookies().give(&token)));
    Ok((AppendHeaders(cookie), Json(answer)))
}
