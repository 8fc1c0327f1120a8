//! Moving in: a single-owner database of the legacy application comes into organizations.
//!
//! 1. [`import`] takes a snapshot's documents in, byte for byte.
//! 2. [`place`] gives each a home, in batches; its plan is the same work, undone.
//! 3. [`verify`] reads back what was placed and compares it with what the documents say.
//! 4. [`undo`] puts everything back to before placing; [`finish`] declares the move done.
//!
//! Where a document goes is decided by `tenure_legacy`, which knows no database; here its decisions
//! become rows. All of it is the operator's: it works across organizations, without a scope.

pub mod assign;
mod evidence;
pub mod finish;
mod ids;
pub mod import;
pub mod orphans;
pub mod place;
pub mod progress;
mod reading;
mod refusal;
mod relink;
pub mod report;
mod rows;
mod settling;
mod status;
pub mod undo;
mod unkept;
pub mod verify;

pub use progress::{Progress, Silent};
pub use refusal::MoveError;
pub use report::TableCounts;
pub use tenure_legacy::snapshot::{BadLine, Limits, Snapshot, SnapshotError};

use tenure_legacy::convex_id::ConvexId;
use tenure_legacy::shape::LegacyTable;

use crate::Error;

/// The order in which tables are placed: what is referred to comes first, and ways to sign in come
/// last. Nobody signs in to a workspace that is half there, or has one made that is about to come.
pub(crate) const ORDER: [LegacyTable; 12] = [
    LegacyTable::Users,
    LegacyTable::Organizations,
    LegacyTable::Memberships,
    LegacyTable::Invitations,
    LegacyTable::UserSettings,
    LegacyTable::Clients,
    LegacyTable::Projects,
    LegacyTable::Categories,
    LegacyTable::TimeEntries,
    LegacyTable::RunningTimers,
    LegacyTable::Imports,
    LegacyTable::AuthAccounts,
];

/// The id of a document that was checked when it was taken in.
fn checked_id(table: &str, id: &str) -> Result<ConvexId, Error> {
    id.parse()
        .map_err(|error| Error::Internal(format!("legacy document {table} {id}: {error}")))
}
