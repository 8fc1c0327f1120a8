//! `POST /organizations/{organizationId}/tasks`

use tenure_app::tracker::tasks::NewTask;
use tenure_domain::permission::CreateTasks;
use tenure_domain::task::Task;

use crate::create::{Create, CreatedAnswer, IdempotencyKey, created};
use crate::guard::Guard;
use crate::problem::Problem;

/// Adds a task to a project.
#[utoipa::path(post, path = "/organizations/{organizationId}/tasks", operation_id = "tasks.create", request_body = NewTask, params(IdempotencyKey), responses((status = 201, body = Task)))]
pub(crate) async fn handler(
    guard: Guard<CreateTasks>,
    Create { new, request }: Create<NewTask>,
) -> Result<CreatedAnswer, Problem> {
    created(&guard.app().create_task(guard.scope, new, request).await?)
}
