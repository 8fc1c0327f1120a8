//! `GET /organizations/{organizationId}/time-entries/{timeEntryId}`

use axum::Json;
use tenure_domain::id::TimeEntryId;
use tenure_domain::permission::ReadTimeEntries;
use tenure_domain::time_entry::TimeEntry;

use crate::guard::Guard;
use crate::path::Id;
use crate::problem::Problem;

/// An entry: one's own, or anyone's with `timeEntries.readAll`.
#[utoipa::path(get, path = "/organizations/{organizationId}/time-entries/{timeEntryId}", operation_id = "timeEntries.get", responses((status = 200, body = TimeEntry)))]
pub(crate) async fn handler(
    guard: Guard<ReadTimeEntries>,
    Id(id): Id<TimeEntryId>,
) -> Result<Json<TimeEntry>, Problem> {
    Ok(Json(guard.app().time_entry(guard.scope, id).await?))
}
