//! `PATCH /organizations/{organizationId}/tasks/{taskId}`

use axum::Json;
use tenure_app::tracker::tasks::TaskChange;
use tenure_domain::id::TaskId;
use tenure_domain::permission::UpdateTasks;
use tenure_domain::task::Task;

use crate::body::Body;
use crate::guard::Guard;
use crate::path::Id;
use crate::problem::Problem;

/// Changes a task: what is absent stays.
#[utoipa::path(patch, path = "/organizations/{organizationId}/tasks/{taskId}", operation_id = "tasks.update", request_body = TaskChange, responses((status = 200, body = Task)))]
pub(crate) async fn handler(
    guard: Guard<UpdateTasks>,
    Id(id): Id<TaskId>,
    Body(change): Body<TaskChange>,
) -> Result<Json<Task>, Problem> {
    Ok(Json(
        guard.app().update_task(guard.scope, id, change).await?,
    ))
}
