//! `POST /invitations/{token}/decline`

use axum::http::StatusCode;

use crate::guard::Anyone;
use crate::path::TokenInPath;
use crate::problem::Problem;

/// Declines an invitation. Whoever has the link may, signed in or not.
#[utoipa::path(post, path = "/invitations/{token}/decline", operation_id = "invitations.decline", responses((status = 204)))]
pub(crate) async fn handler(
    guard: Anyone,
    TokenInPath(link): TokenInPath,
) -> Result<StatusCode, Problem> {
    let visitor = guard.visitor()?;
    guard
        .app()
        .decline_invitation(link, visitor.browser.session.as_ref(), visitor.origin)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
