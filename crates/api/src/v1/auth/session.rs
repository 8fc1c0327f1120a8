//! `GET /auth/session`

use axum::Json;
use tenure_app::auth::Overview;

use crate::guard::Anyone;
use crate::problem::Problem;

/// All that a page needs at its start, in one call; `user` is null if nobody is signed in.
#[utoipa::path(get, path = "/auth/session", operation_id = "auth.session", responses((status = 200, body = Overview)))]
pub(crate) async fn handler(guard: Anyone) -> Result<Json<Overview>, Problem> {
    Ok(Json(guard.app().overview(guard.token.as_ref()).await?))
}
