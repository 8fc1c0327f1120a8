//! `GET /organizations/{organizationId}/tasks/{taskId}`

use axum::Json;
use tenure_domain::id::TaskId;
use tenure_domain::permission::ReadTasks;
use tenure_domain::task::Task;

use crate::guard::Guard;
use crate::path::Id;
use crate::problem::Problem;

/// A task.
#[utoipa::path(get, path = "/organizations/{organizationId}/tasks/{taskId}", operation_id = "tasks.get", responses((status = 200, body = Task)))]
pub(crate) async fn handler(
    guard: Guard<ReadTasks>,
    Id(id): Id<TaskId>,
) -> Result<Json<Task>, Problem> {
    Ok(Json(guard.app().task(guard.scope, id).await?))
}
