//! `DELETE /organizations/{organizationId}/tasks/{taskId}`

use axum::http::StatusCode;
use tenure_domain::id::TaskId;
use tenure_domain::permission::DeleteTasks;

use crate::guard::Guard;
use crate::path::Id;
use crate::problem::Problem;

/// Deletes a task that has no time entries; one that has is marked done instead (`still_in_use`).
#[utoipa::path(delete, path = "/organizations/{organizationId}/tasks/{taskId}", operation_id = "tasks.delete", responses((status = 204)))]
pub(crate) async fn handler(
    guard: Guard<DeleteTasks>,
    Id(id): Id<TaskId>,
) -> Result<StatusCode, Problem> {
    guard.app().delete_task(guard.scope, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
