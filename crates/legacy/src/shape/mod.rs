//! The tables of the legacy application as types, read from a document's JSON.
//!
//! What cannot be read names its field ([`Invalid`]). Fields that are not listed are left alone:
//! the legacy document keeps them.

mod people;
mod reader;
mod tenancy;
mod time;
mod words;
mod work;

use std::borrow::Cow;

use crate::convex_id::ConvexId;
use crate::json::Fields;
use crate::note::Note;

pub use people::{AuthAccount, User, UserSettings};
pub use reader::Reader;
pub(crate) use reader::whole;
pub use tenancy::{Invitation, Membership, Organization};
pub use tenure_domain::role::Role;
pub use tenure_domain::time_entry::Source;
pub use time::{Interrupts, RunningTimer, TimeEntry, Timing};
pub use words::{BudgetKind, Currency, InvitationStatus};
pub use work::{Address, Category, Client, Import, Ownership, Project};

/// A legacy table whose documents are placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is the table of that name")]
pub enum LegacyTable {
    Users,
    AuthAccounts,
    Organizations,
    Memberships,
    Invitations,
    UserSettings,
    Clients,
    Projects,
    Categories,
    TimeEntries,
    RunningTimers,
    Imports,
}

impl LegacyTable {
    /// All of them, in the order in which rows can be written: what is referred to comes first.
    pub const ALL: [Self; 12] = [
        Self::Users,
        Self::AuthAccounts,
        Self::Organizations,
        Self::Memberships,
        Self::Invitations,
        Self::UserSettings,
        Self::Clients,
        Self::Projects,
        Self::Categories,
        Self::TimeEntries,
        Self::RunningTimers,
        Self::Imports,
    ];

    /// Its name in the snapshot.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Users => "users",
            Self::AuthAccounts => "authAccounts",
            Self::Organizations => "organizations",
            Self::Memberships => "memberships",
            Self::Invitations => "invitations",
            Self::UserSettings => "userSettings",
            Self::Clients => "clients",
            Self::Projects => "projects",
            Self::Categories => "categories",
            Self::TimeEntries => "timeEntries",
            Self::RunningTimers => "runningTimers",
            Self::Imports => "imports",
        }
    }

    /// The table of this name; none for tables that are kept and not placed.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|table| table.as_str() == name)
    }
}

/// A field because of which a document cannot be read as its table's shape.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("field `{field}` is missing, of another type, or has a value it cannot have")]
pub struct Invalid {
    /// The field; `address.city` for one inside another.
    pub field: Cow<'static, str>,
}

/// What a document says about another: an id, or a text that is none (and so names nothing).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reference {
    /// A well-formed id; whether the document is there is another question.
    Id(ConvexId),
    /// Some other text.
    Other(Box<str>),
}

impl Reference {
    /// Reads the text of a reference.
    #[must_use]
    pub fn read(text: &str) -> Self {
        // Databases cannot hold U+0000, and placeholders are told apart by this text.
        text.parse()
            .map_or_else(|_| Self::Other(text.replace('\0', "").into()), Self::Id)
    }

    /// The id, if it is one.
    #[must_use]
    pub const fn id(&self) -> Option<ConvexId> {
        match self {
            Self::Id(id) => Some(*id),
            Self::Other(_) => None,
        }
    }
}

impl std::fmt::Display for Reference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Id(id) => id.fmt(f),
            Self::Other(text) => f.write_str(text),
        }
    }
}

/// A table's shape.
pub trait Shape: Sized {
    /// Reads the table's fields.
    fn read(reader: &mut Reader<'_>) -> Result<Self, Invalid>;
}

/// A document read as its table's shape.
#[derive(Debug, Clone, PartialEq)]
pub struct Shaped<T> {
    /// When it was made, in milliseconds since 1970; the fraction orders what one transaction made.
    pub creation_time: f64,
    /// Its fields.
    pub value: T,
    /// What was remarked while reading.
    pub notes: Vec<Note>,
}

/// Reads a document's JSON.
pub fn read<T: Shape>(json: &str) -> Result<Shaped<T>, Invalid> {
    // The snapshot was checked when it was read; a legacy document that is no object has no field
    // to name but its id.
    let fields = Fields::parse(json).map_err(|_| Invalid {
        field: Cow::Borrowed("_id"),
    })?;
    let mut reader = Reader::new(&fields);
    let value = T::read(&mut reader)?;
    let creation_time = reader.number("_creationTime")?.value;
    Ok(Shaped {
        creation_time,
        value,
        notes: reader.into_notes(),
    })
}

/// The user a document names: the first that is there of `userId`, `ownerId`, `createdBy`,
/// `requestedBy`. For lists by owner; placement reads the same ([`Ownership`]).
#[must_use]
pub fn named_user(json: &str) -> Option<Reference> {
    Reader::new(&Fields::parse(json).ok()?).named_user()
}
