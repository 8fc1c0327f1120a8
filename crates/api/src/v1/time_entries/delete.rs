//! `DELETE /organizations/{organizationId}/time-entries/{timeEntryId}`

use axum::http::StatusCode;
use tenure_domain::id::TimeEntryId;
use tenure_domain::permission::DeleteTimeEntries;

use crate::guard::Guard;
use crate::path::Id;
use crate::problem::Problem;

/// Deletes an entry: one's own, or anyone's with `timeEntries.updateAll`.
#[utoipa::path(delete, path = "/organizations/{organizationId}/time-entries/{timeEntryId}", operation_id = "timeEntries.delete", responses((status = 204)))]
pub(crate) async fn handler(
    guard: Guard<DeleteTimeEntries>,
    Id(id): Id<TimeEntryId>,
) -> Result<StatusCode, Problem> {
    guard.app().delete_time_entry(guard.scope, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
