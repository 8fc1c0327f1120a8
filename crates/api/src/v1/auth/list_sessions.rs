//! `GET /auth/sessions`

use axum::Json;
use tenure_domain::page::Page;
use tenure_domain::session::Session;

use crate::guard::SignedIn;
use crate::problem::Problem;

/// One's own sessions, last used first; at most 200, in one page.
#[utoipa::path(get, path = "/auth/sessions", operation_id = "auth.listSessions", responses((status = 200, body = Page<Session>)))]
pub(crate) async fn handler(guard: SignedIn) -> Result<Json<Page<Session>>, Problem> {
    let page = guard.app().list_sessions(&guard.signed_in).await?;
    Ok(Json(Page::whole(page)))
}
