//! `GET /organizations/{organizationId}/timer`

use axum::Json;
use tenure_app::tracker::timer::Timer;
use tenure_domain::permission::ReadTimeEntries;

use crate::guard::Guard;
use crate::problem::Problem;

/// One's own timer in the organization, and the server's time to count against.
#[utoipa::path(get, path = "/organizations/{organizationId}/timer", operation_id = "timer.current", responses((status = 200, body = Timer)))]
pub(crate) async fn handler(guard: Guard<ReadTimeEntries>) -> Result<Json<Timer>, Problem> {
    Ok(Json(guard.app().timer(guard.scope).await?))
}
