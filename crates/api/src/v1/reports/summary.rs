//! `GET /organizations/{organizationId}/reports/summary`

use axum::Json;
use serde::Deserialize;
use tenure_domain::id::{ClientId, ProjectId, UserId};
use tenure_domain::permission::ReadReports;
use tenure_domain::report::Summary;
use tenure_domain::time::Instant;
use tenure_store::time_entries::TimeEntryFilter;
use utoipa::IntoParams;

use crate::guard::Guard;
use crate::problem::Problem;
use crate::query::Query;

/// Which entries the report is about.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Params {
    /// Only those of this project.
    project_id: Option<ProjectId>,
    /// Only those of this client's projects.
    client_id: Option<ClientId>,
    /// Only this member's.
    user_id: Option<UserId>,
    /// Only those that began then or later.
    from: Option<Instant>,
    /// Only those that began before.
    to: Option<Instant>,
}

/// What was tracked, by project: one's own time, or everyone's with `timeEntries.readAll`.
#[utoipa::path(get, path = "/organizations/{organizationId}/reports/summary", operation_id = "reports.summary", params(Params), responses((status = 200, body = Summary)))]
pub(crate) async fn handler(
    guard: Guard<ReadReports>,
    Query(params): Query<Params>,
) -> Result<Json<Summary>, Problem> {
    let filter = TimeEntryFilter {
        project_id: params.project_id,
        task_id: None,
        client_id: params.client_id,
        user_id: params.user_id,
        from: params.from,
        to: params.to,
        ..TimeEntryFilter::default()
    };
    Ok(Json(guard.app().summary(guard.scope, filter).await?))
}
