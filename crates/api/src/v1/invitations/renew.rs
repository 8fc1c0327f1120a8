//! `POST /invitations/{token}/renew`

use axum::http::StatusCode;

use crate::guard::Anyone;
use crate::path::TokenInPath;
use crate::problem::Problem;

/// Asks whoever invited for a new link, if this one has expired; once a day at most. The answer is
/// always the same.
#[utoipa::path(post, path = "/invitations/{token}/renew", operation_id = "invitations.renew", responses((status = 202)))]
pub(crate) async fn handler(
    guard: Anyone,
    TokenInPath(link): TokenInPath,
) -> Result<StatusCode, Problem> {
    let visitor = guard.visitor()?;
    guard.app().ask_for_renewal(link, visitor.origin).await?;
    Ok(StatusCode::ACCEPTED)
}
