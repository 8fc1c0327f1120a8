//! `POST /organizations/{organizationId}/timer/start`

use axum::Json;
use tenure_app::tracker::timer::{TimerStart, TimerStarted};
use tenure_domain::permission::CreateTimeEntries;

use crate::body::Body;
use crate::guard::Guard;
use crate::problem::Problem;

/// Starts one's own timer; one that runs in this organization is stopped at the same moment.
#[utoipa::path(post, path = "/organizations/{organizationId}/timer/start", operation_id = "timer.start", request_body = TimerStart, responses((status = 200, body = TimerStarted)))]
pub(crate) async fn handler(
    guard: Guard<CreateTimeEntries>,
    Body(start): Body<TimerStart>,
) -> Result<Json<TimerStarted>, Problem> {
    Ok(Json(guard.app().start_timer(guard.scope, start).await?))
}
