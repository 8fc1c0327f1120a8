//! Reports.

use serde::Serialize;
use utoipa::ToSchema;

use crate::id::ProjectId;

/// What was tracked on one project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProjectSummary {
    /// The project; none for time without one.
    #[schema(required)]
    pub project_id: Option<ProjectId>,
    /// How many entries, running ones too.
    pub entries: i64,
    /// Seconds of the entries that do not run.
    pub seconds: i64,
}

/// What was tracked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    /// How many entries, running ones too.
    pub entries: i64,
    /// How many of them run.
    pub running: i64,
    /// Seconds of the entries that do not run.
    pub seconds: i64,
    /// The same by project, most time first.
    pub by_project: Vec<ProjectSummary>,
}
