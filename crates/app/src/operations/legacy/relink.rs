//! Filling in references: a row that was placed without what it refers to is linked once that is
//! placed too, because an operator gave it a home.

use std::sync::Arc;

use tenure_legacy::note::NoteKind;
use tenure_legacy::shape::LegacyTable;
use tenure_store::legacy_documents::{self, State, StoredDocument};
use tenure_store::legacy_placement::{self, MovedRow};
use tenure_store::{Tenancy, Tx};

use super::evidence::Evidence;
use super::settling::settle;
use super::unkept::Unkept;
use super::verify::compare::forgive;
use crate::Tenure;

const REASON: Tenancy = Tenancy::Operator("links rows to what was placed later");
/// The tables whose documents refer to others that may be assigned.
const REFERRING: [LegacyTable; 3] = [
    LegacyTable::Projects,
    LegacyTable::TimeEntries,
    LegacyTable::RunningTimers,
];

impl Tenure {
    /// Links what was placed without a reference to what has been placed since. Rows that people
    /// changed stay as they are, and `verify` names them.
    pub(super) async fn relink(&self, evidence: &Arc<Evidence>, size: usize) -> Result<(), Unkept> {
        for table in REFERRING.map(LegacyTable::as_str) {
            let mut after = String::new();
            loop {
                let (evidence, from) = (Arc::clone(evidence), after.clone());
                let last = self
                    .db
                    .write(REASON, move |tx| {
                        Box::pin(async move {
                            let page = legacy_documents::page_in_state(
                                tx,
                                State::Placed,
                                table,
                                &from,
                                size,
                            )
                            .await?;
                            let last = page.last().map(|last| last.id.clone());
                            for document in page {
                                relink_document(tx, &evidence, table, &document).await?;
                            }
                            Ok::<_, Unkept>(last)
                        })
                    })
                    .await?;
                match last {
                    Some(last) => after = last,
                    None => break,
                }
            }
        }
        Ok(())
    }
}

async fn relink_document(
    tx: &mut Tx,
    evidence: &Evidence,
    table: &str,
    document: &StoredDocument,
) -> Result<(), Unkept> {
    if !document
        .outcome
        .notes
        .contains(NoteKind::ReferenceMissing.as_str())
    {
        return Ok(());
    }
    let settled = settle(tx, evidence, table, document).await?;
    let mut outcome = settled.outcome;
    let notes = std::mem::replace(&mut outcome.notes, document.outcome.notes.clone());
    // Only what is noted may have changed: where it lives, and as what, stays.
    if outcome != document.outcome || notes == document.outcome.notes {
        return Ok(());
    }
    let Some(expected) = settled.row else {
        legacy_documents::note(tx, table, &document.id, &notes).await?;
        return Ok(());
    };
    let Some(found) = legacy_placement::find(tx, &expected).await? else {
        return Ok(());
    };
    let mut linked = found.clone();
    fill_in(&expected, &mut linked);
    let mut likened = linked.clone();
    forgive(&expected, &mut likened);
    if likened != expected {
        return Ok(());
    }
    if linked != found {
        legacy_placement::replace(tx, &linked).await?;
    }
    legacy_documents::note(tx, table, &document.id, &notes).await?;
    Ok(())
}

/// Takes over references where there are none.
fn fill_in(expected: &MovedRow, row: &mut MovedRow) {
    match (expected, row) {
        (MovedRow::Project(expected), MovedRow::Project(row)) => {
            row.client_id = row.client_id.or(expected.client_id);
        }
        (MovedRow::TimeEntry(expected), MovedRow::TimeEntry(row)) => {
            row.project_id = row.project_id.or(expected.project_id);
        }
        _ => {}
    }
}
