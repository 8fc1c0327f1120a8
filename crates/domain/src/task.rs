//! Tasks: the parts of a project.

use serde::Serialize;
use utoipa::ToSchema;

use crate::id::{ProjectId, TaskId};
use crate::time::Instant;

/// A part of a project that time is tracked on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Task {
    /// Its id.
    pub id: TaskId,
    /// The project it is a part of, for good.
    pub project_id: ProjectId,
    /// Its name.
    pub name: String,
    /// Whether it is done: it is not offered any more, and what was tracked on it stays.
    pub is_done: bool,
    /// When it was made.
    pub created_at: Instant,
    /// When it was last changed.
    pub updated_at: Instant,
}
