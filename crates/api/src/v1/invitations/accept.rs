//! `POST /invitations/{token}/accept`

use axum::Json;
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse as _, Response};
use tenure_app::tenancy::joining::{Acceptance, Accepted};

use crate::body::Body;
use crate::guard::Anyone;
use crate::path::TokenInPath;
use crate::problem::Problem;

/// Accepts an invitation: as the user who is signed in with the invited address (200), or with a new
/// account for it (201), which the link proves. The organization becomes the active one.
#[utoipa::path(post, path = "/invitations/{token}/accept", operation_id = "invitations.accept", request_body = Acceptance, responses((status = 200, body = Accepted), (status = 201, body = Accepted)))]
pub(crate) async fn handler(
    guard: Anyone,
    TokenInPath(link): TokenInPath,
    Body(form): Body<Acceptance>,
) -> Result<Response, Problem> {
    let visitor = guard.visitor()?;
    let (token, accepted) = guard.app().accept_invitation(link, form, visitor).await?;
    Ok(match token {
        None => Json(accepted).into_response(),
        Some(token) => {
            let cookie = AppendHeaders([(SET_COOKIE, guard.cookies().give(&token))]);
            (StatusCode::CREATED, cookie, Json(accepted)).into_response()
        }
    })
}
