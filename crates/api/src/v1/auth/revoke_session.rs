//! `DELETE /auth/sessions/{sessionId}`

use axum::http::StatusCode;
use tenure_domain::id::SessionId;

use crate::guard::SignedIn;
use crate::path::Id;
use crate::problem::Problem;

/// Ends one of one's own sessions: that browser is signed out at its next request.
#[utoipa::path(delete, path = "/auth/sessions/{sessionId}", operation_id = "auth.revokeSession", responses((status = 204)))]
pub(crate) async fn handler(
    guard: SignedIn,
    Id(session): Id<SessionId>,
) -> Result<StatusCode, Problem> {
    guard
        .app()
        .revoke_session(&guard.signed_in, session)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
