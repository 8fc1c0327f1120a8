//! Where each legacy document goes: the rules of the design's *Where a document goes*, as pure
//! functions over an index of facts.
//!
//! First every document passes through an [`IndexBuilder`], in any order; then
//! [`Index::decide`] says of each what becomes of it. The index holds ids, homes and a few fields
//! of users, organizations, memberships, invitations, clients, projects and categories, and of
//! entries only the running ones: a million time entries pass through without staying. The same
//! documents give the same decisions in whatever order they are read: *oldest* and *newest* go by
//! `_creationTime`, then by id.

mod addresses;
mod assigned;
mod builder;
mod decide;
mod decide_time;
mod homes;
mod index;
mod invitations;
mod memberships;
mod rows;
mod running;
mod settings;
mod slugs;
mod workspaces;

use std::borrow::Cow;

use crate::convex_id::ConvexId;
use crate::note::Note;

pub use builder::{IndexBuilder, Taken};
pub use index::Index;
pub use rows::{
    AccountRow, CategoryReference, CategoryRow, ClientRow, EntryOrigin, EntryRow, EntryState,
    ImportRow, InvitationRow, Kind, Member, MembershipRow, NewWorkspace, OrganizationRow,
    Placeholder, ProjectRow, Row, SettingsRow, TimerState, UserRow,
};
pub use workspaces::WorkspaceRule;

/// The organization a document lives in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Home {
    /// An organization of the snapshot.
    Organization(ConvexId),
    /// The personal workspace that is made for this user.
    NewPersonal(ConvexId),
}

impl std::fmt::Display for Home {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Organization(id) => id.fmt(f),
            Self::NewPersonal(user) => write!(f, "new:{user}"),
        }
    }
}

/// Whose a document is by an operator's word, where what it says gives it no home.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Assigned {
    /// A user's, as if it named them and no organization.
    User(ConvexId),
    /// An organization's, as if it named that.
    Organization(ConvexId),
}

/// What becomes of a document.
#[derive(Debug, Clone, PartialEq)]
pub enum Decision {
    /// It lives on as a row.
    Placed(Box<Placed>),
    /// Another document of the same kind counts in its stead.
    Superseded {
        /// That other document.
        by: ConvexId,
    },
    /// It has no home.
    Orphaned(Orphaned),
    /// Its table is not placed.
    Kept,
}

/// A document with a home.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// The organization it lives in; none for what belongs to a user alone.
    pub home: Option<Home>,
    /// What is remarked about it, sorted, each once.
    pub notes: Vec<Note>,
    /// The row.
    pub row: Row,
}

/// Why a document has no home.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Orphaned {
    /// The reason.
    pub reason: OrphanReason,
    /// The unreadable field, if that is the reason.
    pub field: Option<Cow<'static, str>>,
}

/// Why a document has no home; the word for it is part of the interface (`legacy status`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum OrphanReason {
    /// It cannot be read as its table's shape.
    Invalid,
    /// It names an organization that is not there.
    OrganizationMissing,
    /// It names a user who is not there.
    OwnerMissing,
    /// It names nobody.
    Unowned,
}

impl OrphanReason {
    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Invalid => "invalid",
            Self::OrganizationMissing => "organization_missing",
            Self::OwnerMissing => "owner_missing",
            Self::Unowned => "unowned",
        }
    }
}

impl From<OrphanReason> for Orphaned {
    fn from(reason: OrphanReason) -> Self {
        Self {
            reason,
            field: None,
        }
    }
}

/// Age, for *oldest* and *newest*: by `_creationTime`, then by id.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Age {
    pub(crate) creation_time: f64,
    pub(crate) id: ConvexId,
}

impl PartialEq for Age {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Age {}

impl PartialOrd for Age {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Age {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.creation_time
            .total_cmp(&other.creation_time)
            .then(self.id.cmp(&other.id))
    }
}
