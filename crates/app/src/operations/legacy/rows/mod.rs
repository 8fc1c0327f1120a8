//! What a decision comes to: the document's outcome, its row, and the rows that no document carries.

mod people;
mod work;

use tenure_domain::id::OrganizationId;
use tenure_domain::role::Role;
use tenure_domain::time::Instant;
use tenure_legacy::convex_id::ConvexId;
use tenure_legacy::placement::{Decision, Home, OrphanReason, Placed, Row, WorkspaceRule};
use tenure_legacy::shape::{self, LegacyTable};
use tenure_store::legacy_documents::{Outcome, State};
use tenure_store::legacy_placement::{MovedMembership, MovedRow};
use uuid::Uuid;

use super::evidence::Evidence;
use super::ids::{document_bits, moment};
use crate::Error;

/// A document that is being placed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Subject<'a> {
    /// Its table; none if its documents are not placed.
    pub(super) table: Option<LegacyTable>,
    /// Its id.
    pub(super) id: ConvexId,
    /// When it was made.
    pub(super) creation_time: Option<f64>,
    /// Its JSON.
    pub(super) json: &'a str,
}

/// What a decision comes to.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Settled {
    /// What is noted at the document.
    pub(super) outcome: Outcome,
    /// The row it lives on as, unless that is another document's.
    pub(super) row: Option<MovedRow>,
    /// Rows that no document carries, and that are made with this one.
    pub(super) along: Vec<MovedRow>,
    /// Rows that no document carries, and that may be there already, made with another one.
    pub(super) made: Vec<MovedRow>,
    /// Of a user: by which rule their personal workspace is theirs.
    pub(super) rule: Option<WorkspaceRule>,
}

impl Settled {
    /// The organization that must be there before its row can be.
    pub(super) fn home(&self) -> Option<OrganizationId> {
        match self.row.as_ref()? {
            MovedRow::Organization(_) => None,
            row => row.organization_id(),
        }
    }

    /// The same document after its organization was purged.
    pub(super) fn homeless() -> Self {
        let mut settled = Self::without_row(State::Orphaned);
        settled.outcome.reason = Some(OrphanReason::OrganizationMissing.as_str().to_owned());
        settled
    }

    fn without_row(state: State) -> Self {
        Self {
            outcome: Outcome {
                state,
                reason: None,
                field: None,
                organization_id: None,
                row_id: None,
                notes: "[]".to_owned(),
            },
            row: None,
            along: Vec::new(),
            made: Vec::new(),
            rule: None,
        }
    }
}

/// The entry that a timer is the same as, if its decision says so: whoever settles the timer must
/// bring when the entry was made.
pub(super) fn same_entry(decision: &Decision) -> Option<ConvexId> {
    match decision {
        Decision::Placed(placed) => match placed.row {
            Row::SameAs(entry) => Some(entry),
            _ => None,
        },
        _ => None,
    }
}

impl Evidence {
    /// What becomes of a document.
    pub(super) fn decide(&self, subject: Subject<'_>) -> Decision {
        match subject.table {
            Some(table) => self.index.decide(table.as_str(), subject.id, subject.json),
            None => Decision::Kept,
        }
    }

    /// What the decision on a document comes to. `entry_made` is when the entry was made that a
    /// timer is the same as.
    pub(super) fn settle(
        &self,
        subject: Subject<'_>,
        decision: Decision,
        entry_made: Option<f64>,
    ) -> Result<Settled, Error> {
        match decision {
            Decision::Kept => Ok(Settled::without_row(State::Kept)),
            Decision::Superseded { .. } => Ok(Settled::without_row(State::Superseded)),
            Decision::Orphaned(orphaned) => {
                let mut settled = Settled::without_row(State::Orphaned);
                settled.outcome.reason = Some(orphaned.reason.as_str().to_owned());
                settled.outcome.field = orphaned.field.map(std::borrow::Cow::into_owned);
                Ok(settled)
            }
            Decision::Placed(placed) => self.settle_placed(subject, *placed, entry_made),
        }
    }

    fn settle_placed(
        &self,
        subject: Subject<'_>,
        placed: Placed,
        entry_made: Option<f64>,
    ) -> Result<Settled, Error> {
        let Placed { home, notes, row } = placed;
        let mut settled = Settled::without_row(State::Placed);
        let notes: Vec<String> = notes.iter().map(ToString::to_string).collect();
        settled.outcome.notes = serde_json::to_string(&notes)
            .map_err(|error| Error::Internal(format!("notes of {}: {error}", subject.id)))?;
        settled.outcome.organization_id = home.map(|home| self.ids.organization(home));
        let own = Own { subject, home };
        let row = match row {
            Row::User(row) => {
                settled.rule = Some(row.workspace_rule);
                self.user(row, &mut settled.along)
            }
            Row::Account(row) => self.account(row, &own),
            Row::Settings(row) => self.settings(row, &own),
            Row::Organization(row) => self.organization(row, &own, &mut settled.along)?,
            Row::Membership(row) => self.membership(&row, &own)?,
            Row::Invitation(row) => self.invitation(row, &own)?,
            Row::Client(row) => self.client(row, &own)?,
            Row::Project(row) => self.project(row, &own)?,
            Row::Category(row) => self.category(row, &own)?,
            Row::Import(row) => self.import(row, &own)?,
            Row::Entry(row) => self.entry(row, &own, &mut settled.made)?,
            Row::SameAs(entry) => {
                settled.outcome.row_id =
                    Some(entry_id(LegacyTable::TimeEntries, entry, entry_made));
                return Ok(settled);
            }
        };
        settled.outcome.row_id = Some(row.id());
        settled.row = Some(row);
        Ok(settled)
    }

    /// A membership that no document carries.
    fn made_membership(
        &self,
        home: Home,
        user: ConvexId,
        role: Role,
        is_active: bool,
        at: Instant,
    ) -> MovedRow {
        MovedRow::Membership(MovedMembership {
            organization_id: self.ids.organization(home),
            id: self.ids.made_membership(home, user),
            user_id: self.ids.user(user),
            role,
            is_active,
            invited_by: None,
            invited_at: None,
            accepted_at: is_active.then_some(at),
            created_at: at,
            updated_at: at,
        })
    }
}

/// A placed document's own circumstances.
struct Own<'a> {
    subject: Subject<'a>,
    home: Option<Home>,
}

impl Own<'_> {
    fn home(&self) -> Result<Home, Error> {
        let id = self.subject.id;
        self.home
            .ok_or_else(|| Error::Internal(format!("legacy document {id} was placed nowhere")))
    }

    /// When the document was made.
    fn at(&self) -> Instant {
        moment(self.subject.creation_time)
    }

    /// What its row's id is made of.
    fn bits(&self) -> [u8; 10] {
        let table = self.subject.table.unwrap_or(LegacyTable::Users);
        document_bits(table, self.subject.id)
    }
}

/// The id of the time entry that a document is.
pub(super) fn entry_id(table: LegacyTable, id: ConvexId, creation_time: Option<f64>) -> Uuid {
    tenure_domain::id::TimeEntryId::derived(moment(creation_time), document_bits(table, id)).uuid()
}

/// The currency of a legacy word.
fn currency(currency: shape::Currency) -> tenure_domain::money::Currency {
    // Its words are ISO 4217 codes.
    currency
        .as_str()
        .parse()
        .unwrap_or(tenure_domain::money::Currency::DEFAULT)
}
