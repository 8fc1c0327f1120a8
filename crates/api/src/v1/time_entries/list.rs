//! `GET /organizations/{organizationId}/time-entries`

use axum::Json;
use serde::Deserialize;
use tenure_domain::id::{ClientId, ProjectId, TaskId, UserId};
use tenure_domain::page::Page;
use tenure_domain::permission::ReadTimeEntries;
use tenure_domain::time::Instant;
use tenure_domain::time_entry::TimeEntry;
use tenure_store::time_entries::{StartPlace, TimeEntryFilter};
use utoipa::IntoParams;

use crate::guard::Guard;
use crate::problem::Problem;
use crate::query::{Query, limit, search};

/// Which entries.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Params {
    /// Only those of this project.
    project_id: Option<ProjectId>,
    /// Only those of this task.
    task_id: Option<TaskId>,
    /// Only those of this client's projects.
    client_id: Option<ClientId>,
    /// Only this member's.
    user_id: Option<UserId>,
    /// Only those that began then or later.
    from: Option<Instant>,
    /// Only those that began before.
    to: Option<Instant>,
    /// Only those that run, or only those that do not.
    running: Option<bool>,
    /// Text that the description contains, whatever its case.
    search: Option<String>,
    /// Rows of a page, 1 to 200; 50 if absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// The `continueCursor` of the page before.
    cursor: Option<String>,
}

/// Entries, newest start first: one's own, or everyone's with `timeEntries.readAll`.
#[utoipa::path(get, path = "/organizations/{organizationId}/time-entries", operation_id = "timeEntries.list", params(Params), responses((status = 200, body = Page<TimeEntry>)))]
pub(crate) async fn handler(
    guard: Guard<ReadTimeEntries>,
    Query(params): Query<Params>,
) -> Result<Json<Page<TimeEntry>>, Problem> {
    let filter = TimeEntryFilter {
        project_id: params.project_id,
        task_id: params.task_id,
        client_id: params.client_id,
        user_id: params.user_id,
        from: params.from,
        to: params.to,
        running: params.running,
        search: search(params.search)?,
    };
    let list = guard.list(&filter);
    let after = list
        .open(params.cursor.as_deref())?
        .map(|(started_at, id)| StartPlace { started_at, id });
    let slice = guard
        .app()
        .list_time_entries(guard.scope, filter, after, limit(params.limit)?)
        .await?;
    Ok(Json(list.page(slice, params.cursor, |entry| {
        (entry.started_at, entry.id)
    })?))
}
