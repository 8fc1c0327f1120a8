//! `GET /timers`

use axum::Json;
use tenure_app::tracker::timer::RunningTimer;
use tenure_domain::page::Page;

use crate::guard::SignedIn;
use crate::problem::Problem;

/// One's own running timers in all organizations one is in, in one page.
#[utoipa::path(get, path = "/timers", operation_id = "timer.listRunning", responses((status = 200, body = Page<RunningTimer>)))]
pub(crate) async fn handler(guard: SignedIn) -> Result<Json<Page<RunningTimer>>, Problem> {
    let page = guard.app().running_timers(guard.user()).await?;
    Ok(Json(Page {
        page,
        is_done: true,
        continue_cursor: String::new(),
    }))
}
