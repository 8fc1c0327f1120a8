//! What a stored document comes to.

use tenure_legacy::shape::{self, LegacyTable};
use tenure_store::Tx;
use tenure_store::legacy_documents::{self, StoredDocument};
use tenure_store::legacy_placement::Kind;

use super::checked_id;
use super::evidence::Evidence;
use super::rows::{Settled, Subject, same_entry};
use crate::Error;

/// What a document comes to by the evidence.
pub(super) async fn settle(
    tx: &mut Tx,
    evidence: &Evidence,
    table: &str,
    document: &StoredDocument,
) -> Result<Settled, Error> {
    let subject = Subject {
        table: LegacyTable::named(table),
        id: checked_id(table, &document.id)?,
        creation_time: document.creation_time,
        json: &document.json,
    };
    let decision = evidence.decide(subject);
    let entry_made = match same_entry(&decision) {
        Some(entry) => {
            let entries = LegacyTable::TimeEntries.as_str();
            legacy_documents::age(tx, entries, &entry.to_string()).await?
        }
        None => None,
    };
    evidence.settle(subject, decision, entry_made)
}

/// The kind of rows that the documents of a table live on as.
pub(super) const fn kind(table: LegacyTable) -> Kind {
    match table {
        LegacyTable::Users => Kind::User,
        LegacyTable::AuthAccounts => Kind::Credential,
        LegacyTable::Organizations => Kind::Organization,
        LegacyTable::Memberships => Kind::Membership,
        LegacyTable::Invitations => Kind::Invitation,
        LegacyTable::UserSettings => Kind::Settings,
        LegacyTable::Clients => Kind::Client,
        LegacyTable::Projects => Kind::Project,
        LegacyTable::Categories => Kind::Category,
        LegacyTable::TimeEntries | LegacyTable::RunningTimers => Kind::TimeEntry,
        LegacyTable::Imports => Kind::Import,
    }
}

/// Whom a document belongs to, by what it says; a user to themselves.
pub(super) fn owner(table: &str, document: &StoredDocument) -> String {
    if table == LegacyTable::Users.as_str() {
        return document.id.clone();
    }
    shape::named_user(&document.json).map_or_else(String::new, |user| user.to_string())
}
