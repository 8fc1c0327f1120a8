//! `POST /organizations/{organizationId}/timer/stop`

use axum::Json;
use tenure_app::tracker::timer::TimerStopped;
use tenure_domain::permission::UpdateTimeEntries;

use crate::guard::Guard;
use crate::problem::Problem;

/// Stops one's own timer.
#[utoipa::path(post, path = "/organizations/{organizationId}/timer/stop", operation_id = "timer.stop", responses((status = 200, body = TimerStopped)))]
pub(crate) async fn handler(
    guard: Guard<UpdateTimeEntries>,
) -> Result<Json<TimerStopped>, Problem> {
    Ok(Json(guard.app().stop_timer(guard.scope).await?))
}
