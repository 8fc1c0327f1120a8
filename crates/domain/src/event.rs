//! Events: what changed, for open pages.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// What a page shows that can change under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum Table {
    /// The organization itself.
    Organizations,
    /// Who is in it.
    Members,
    /// Who is invited to it.
    Invitations,
    /// Clients.
    Clients,
    /// Projects.
    Projects,
    /// Tasks.
    Tasks,
    /// Time entries and timers.
    TimeEntries,
}

impl Table {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Organizations,
        Self::Members,
        Self::Invitations,
        Self::Clients,
        Self::Projects,
        Self::Tasks,
        Self::TimeEntries,
    ];

    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Organizations => "organizations",
            Self::Members => "members",
            Self::Invitations => "invitations",
            Self::Clients => "clients",
            Self::Projects => "projects",
            Self::Tasks => "tasks",
            Self::TimeEntries => "timeEntries",
        }
    }
}

/// What happened to a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum Happening {
    /// It is new.
    Created,
    /// It has changed.
    Updated,
    /// It is gone.
    Deleted,
}

impl Happening {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Created, Self::Updated, Self::Deleted];

    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Updated => "updated",
            Self::Deleted => "deleted",
        }
    }
}

/// One change of one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Event {
    /// Its place in the organization's events, in the order of commits.
    #[serde(skip)]
    pub position: i64,
    /// The table.
    pub table: Table,
    /// The row.
    pub id: Uuid,
    /// What happened to it.
    pub kind: Happening,
}
