//! `PATCH /organizations/{organizationId}/time-entries/{timeEntryId}`

use axum::Json;
use tenure_app::tracker::time_entries::TimeEntryChange;
use tenure_domain::id::TimeEntryId;
use tenure_domain::permission::UpdateTimeEntries;
use tenure_domain::time_entry::TimeEntry;

use crate::body::Body;
use crate::guard::Guard;
use crate::path::Id;
use crate::problem::Problem;

/// Changes an entry: one's own, or anyone's with `timeEntries.updateAll`.
#[utoipa::path(patch, path = "/organizations/{organizationId}/time-entries/{timeEntryId}", operation_id = "timeEntries.update", request_body = TimeEntryChange, responses((status = 200, body = TimeEntry)))]
pub(crate) async fn handler(
    guard: Guard<UpdateTimeEntries>,
    Id(id): Id<TimeEntryId>,
    Body(change): Body<TimeEntryChange>,
) -> Result<Json<TimeEntry>, Problem> {
    Ok(Json(
        guard
            .app()
            .update_time_entry(guard.scope, id, change)
            .await?,
    ))
}
