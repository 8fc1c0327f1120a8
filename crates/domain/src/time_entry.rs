//! Time entries.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::id::{CategoryId, ProjectId, TaskId, TimeEntryId, UserId};
use crate::time::Instant;

/// What made an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum Source {
    /// Written down by hand.
    Manual,
    /// Tracked by a timer.
    Timer,
    /// Tracked by a timer that was stopped at its last sign of life.
    AutoStop,
    /// The part of a timer after its last sign of life.
    Overrun,
    /// A break of a pomodoro.
    PomodoroBreak,
}

impl Source {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Manual,
        Self::Timer,
        Self::AutoStop,
        Self::Overrun,
        Self::PomodoroBreak,
    ];

    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Manual => "manual",
            Self::Timer => "timer",
            Self::AutoStop => "autoStop",
            Self::Overrun => "overrun",
            Self::PomodoroBreak => "pomodoroBreak",
        }
    }
}

/// Time spent on something; without an end it is a running timer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TimeEntry {
    /// Its id.
    pub id: TimeEntryId,
    /// Whose time it is.
    pub user_id: UserId,
    /// The project.
    #[schema(required)]
    pub project_id: Option<ProjectId>,
    /// The task, which is one of the project's.
    #[schema(required)]
    pub task_id: Option<TaskId>,
    /// The category.
    #[schema(required)]
    pub category_id: Option<CategoryId>,
    /// What was done; may be empty.
    pub description: String,
    /// When it began.
    pub started_at: Instant,
    /// When it ended; none while it runs.
    #[schema(required)]
    pub stopped_at: Option<Instant>,
    /// How long it counts, in seconds; none while it runs. For an entry of the legacy application
    /// this may differ from end less start: what was recorded there counts.
    #[schema(required)]
    pub seconds: Option<i64>,
    /// What made it.
    pub source: Source,
    /// When it was made.
    pub created_at: Instant,
    /// When it was last changed.
    pub updated_at: Instant,
}
