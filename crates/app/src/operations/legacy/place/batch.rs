//! One transaction of placing.

use std::collections::HashMap;

use tenure_domain::id::OrganizationId;
use tenure_domain::time::Instant;
use tenure_store::legacy_documents::{self, Settlement, State};
use tenure_store::legacy_placement::{self, MovedRow};
use tenure_store::settings::{self, Key};
use tenure_store::{Tx, organizations};

use super::Detail;
use super::particulars::{Settling, slugs};
use crate::operations::legacy::evidence::Evidence;
use crate::operations::legacy::report::TableCounts;
use crate::operations::legacy::rows::Settled;
use crate::operations::legacy::settling::{owner, settle};
use crate::operations::legacy::unkept::Unkept;

/// Where a run is.
#[derive(Clone)]
pub(super) struct Place {
    pub(super) table: String,
    pub(super) state: State,
    pub(super) after: String,
    pub(super) batch: usize,
    pub(super) detail: Detail,
}

/// What a batch came to.
#[derive(Default)]
pub(super) struct Batch {
    /// The last document it looked at; none if there was none left.
    pub(super) last: Option<String>,
    pub(super) seen: u64,
    pub(super) counts: TableCounts,
    /// Each document that was settled, if somebody wants to know.
    pub(super) settled: Vec<Settling>,
    pub(super) slugs: Vec<(OrganizationId, String)>,
}

/// The next documents of a table that have no home yet.
pub(super) async fn place_batch(
    tx: &mut Tx,
    evidence: &Evidence,
    place: &Place,
    now: Instant,
) -> Result<Batch, Unkept> {
    // Whoever else takes documents in or places them waits here.
    if settings::lock(tx, Key::LegacyImports).await? != evidence.imports {
        return Err(Unkept::Stale("more documents came in".to_owned()));
    }
    let Place {
        table,
        state,
        after,
        batch,
        detail,
    } = place;
    let documents = legacy_documents::page_in_state(tx, *state, table, after, *batch).await?;
    let mut done = Batch {
        last: documents.last().map(|last| last.id.clone()),
        seen: if *state == State::Imported {
            documents.len() as u64
        } else {
            0
        },
        ..Batch::default()
    };
    let mut homes = HashMap::new();
    let (mut rows, mut made, mut settlements) = (Vec::new(), Vec::new(), Vec::new());
    for document in documents {
        let mut settled = settle(tx, evidence, table, &document).await?;
        if let Some(home) = settled.home()
            && !is_there(tx, &mut homes, home).await?
        {
            settled = Settled::homeless();
        }
        if settled.outcome == document.outcome {
            // Still without a home.
            continue;
        }
        done.counts.count(&settled.outcome);
        if *detail == Detail::Documents {
            done.settled.push(Settling {
                table: table.clone(),
                id: document.id.clone(),
                owner: owner(table, &document),
                outcome: settled.outcome.clone(),
            });
        }
        rows.extend(settled.row);
        rows.extend(settled.along);
        made.extend(settled.made);
        settlements.push(Settlement {
            id: document.id,
            outcome: settled.outcome,
        });
    }
    if *detail == Detail::Documents {
        done.slugs = slugs(&rows);
    }
    legacy_placement::insert(tx, &rows, &each_once(made)).await?;
    let settled = legacy_documents::settle(tx, table, &settlements, now).await?;
    if settled != settlements.len() as u64 {
        let reason = format!("{table} after `{after}` are being placed by others too");
        return Err(Unkept::Stale(reason));
    }
    Ok(done)
}

/// Whether an organization is there: one that was placed may have been deleted and purged since.
async fn is_there(
    tx: &mut Tx,
    known: &mut HashMap<OrganizationId, bool>,
    organization: OrganizationId,
) -> Result<bool, Unkept> {
    if let Some(there) = known.get(&organization) {
        return Ok(*there);
    }
    let there = organizations::exists(tx, organization).await?;
    known.insert(organization, there);
    Ok(there)
}

/// Many entries of a batch bring the same placeholder or category.
fn each_once(made: Vec<MovedRow>) -> Vec<MovedRow> {
    let mut seen = std::collections::HashSet::new();
    made.into_iter()
        .filter(|row| seen.insert((row.table(), row.id())))
        .collect()
}
