//! `GET /organizations/{organizationId}/tasks`

use axum::Json;
use serde::Deserialize;
use tenure_domain::id::ProjectId;
use tenure_domain::page::Page;
use tenure_domain::permission::ReadTasks;
use tenure_domain::task::Task;
use tenure_domain::text;
use tenure_store::clients::NamePlace;
use tenure_store::tasks::TaskFilter;
use utoipa::IntoParams;

use crate::guard::Guard;
use crate::problem::Problem;
use crate::query::{Query, limit, search};

/// Which tasks.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Params {
    /// Only those of this project.
    project_id: Option<ProjectId>,
    /// Only those done, or only those that are not.
    is_done: Option<bool>,
    /// Text that the name contains, whatever its case.
    search: Option<String>,
    /// Rows of a page, 1 to 200; 50 if absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// The `continueCursor` of the page before.
    cursor: Option<String>,
}

/// Tasks by name.
#[utoipa::path(get, path = "/organizations/{organizationId}/tasks", operation_id = "tasks.list", params(Params), responses((status = 200, body = Page<Task>)))]
pub(crate) async fn handler(
    guard: Guard<ReadTasks>,
    Query(params): Query<Params>,
) -> Result<Json<Page<Task>>, Problem> {
    let filter = TaskFilter {
        project_id: params.project_id,
        is_done: params.is_done,
        search: search(params.search)?,
    };
    let list = guard.list(&filter);
    let after = list
        .open(params.cursor.as_deref())?
        .map(|(name_key, id)| NamePlace { name_key, id });
    let slice = guard
        .app()
        .list_tasks(guard.scope, filter, after, limit(params.limit)?)
        .await?;
    Ok(Json(list.page(slice, params.cursor, |task| {
        (text::key(&task.name), task.id)
    })?))
}
