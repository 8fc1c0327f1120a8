//! `POST /auth/sign-out`

use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse};

use crate::guard::Anyone;
use crate::problem::Problem;

/// Ends the session, here and on the server. Without one nothing happens.
#[utoipa::path(post, path = "/auth/sign-out", operation_id = "auth.signOut", responses((status = 204)))]
pub(crate) async fn handler(guard: Anyone) -> Result<impl IntoResponse, Problem> {
    if let Some(token) = guard.token.clone() {
        guard.app().sign_out(token).await?;
    }
    Ok((
        StatusCode::NO_CONTENT,
        AppendHeaders([(SET_COOKIE, guard.cookies().take_back())]),
    ))
}
