//! Placing: every legacy document that can have a home gets one.
//!
//! In batches, each of which commits its rows together with what is noted at their documents: a
//! run that is killed is simply run again. Documents without a home are looked at again each time,
//! since what they lack may have come in since.

use std::collections::HashMap;
use std::sync::Arc;

use tenure_domain::id::OrganizationId;
use tenure_domain::time::Instant;
use tenure_store::legacy_documents::{self, Settlement, State};
use tenure_store::legacy_placement::{self, MovedRow};
use tenure_store::settings::{self, Key};
use tenure_store::{Tenancy, Tx, organizations};

use super::evidence::Evidence;
use super::report::{TableCounts, Tables, no_documents};
use super::rows::Settled;
use super::settling::settle;
use super::unkept::Unkept;
use super::{MoveError, Progress};
use crate::{Error, Tenure};

/// How many documents share a transaction, if nobody says otherwise.
pub const BATCH: usize = 500;
/// How often in a row a run begins anew because the database changed under it.
const ATTEMPTS: u32 = 5;
const REASON: Tenancy = Tenancy::Operator("places legacy documents");

/// How a plan ends: an error is what undoes it.
enum Undone {
    Planned(Tables),
    Unkept(Unkept),
}

impl<E: Into<Unkept>> From<E> for Undone {
    fn from(error: E) -> Self {
        Self::Unkept(error.into())
    }
}

/// Where a run is.
#[derive(Clone)]
struct Place {
    table: String,
    state: State,
    after: String,
    batch: usize,
}

/// What a batch came to.
struct Batch {
    /// The last document it looked at; none if there was none left.
    last: Option<String>,
    seen: u64,
    counts: TableCounts,
}

impl Tenure {
    /// What [`Tenure::place_legacy`] would do: the same work, in one transaction that is undone.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn plan_legacy(&self, progress: Arc<dyn Progress>) -> Result<Tables, MoveError> {
        let mut disturbed = String::new();
        for _ in 0..ATTEMPTS {
            let evidence = self.evidence(progress.as_ref()).await?;
            let (watch, now) = (Arc::clone(&progress), self.now());
            progress.begin("Plans", Some(evidence.documents));
            let planned = self
                .db
                .write(REASON, move |tx| {
                    Box::pin(async move {
                        let tables = place_all(tx, &evidence, watch.as_ref(), now).await?;
                        // An error is what undoes it.
                        Err::<(), _>(Undone::Planned(tables))
                    })
                })
                .await;
            progress.end();
            match planned {
                Err(Undone::Planned(tables)) => return Ok(tables),
                Err(Undone::Unkept(Unkept::Failed(error))) => return Err(error.into()),
                Err(Undone::Unkept(Unkept::Stale(reason))) => disturbed = reason,
                // A plan always ends as an error: that is what undoes it.
                Ok(()) => return Err(Error::Internal("a plan was kept".to_owned()).into()),
            }
        }
        Err(MoveError::Disturbed(disturbed))
    }

    /// Places every document that is not placed yet, `batch` of them in a transaction, and tells
    /// what became of those this run settled.
    ///
    /// # Errors
    /// If the database fails; what was placed before stays.
    pub async fn place_legacy(
        &self,
        batch: usize,
        progress: Arc<dyn Progress>,
    ) -> Result<Tables, MoveError> {
        let _held = self.hold_move().await?;
        self.fix_move_time().await?;
        let mut tables = no_documents();
        let mut attempts = 0;
        loop {
            let evidence = self.evidence(progress.as_ref()).await?;
            progress.begin("Places", Some(evidence.documents));
            match self
                .place_with(
                    &evidence,
                    batch.max(1),
                    &mut tables,
                    &mut attempts,
                    progress.as_ref(),
                )
                .await
            {
                Ok(()) => {
                    progress.end();
                    return Ok(tables);
                }
                Err(Unkept::Failed(error)) => return Err(error.into()),
                Err(Unkept::Stale(reason)) => {
                    progress.end();
                    attempts += 1;
                    if attempts >= ATTEMPTS {
                        return Err(MoveError::Disturbed(reason));
                    }
                }
            }
        }
    }

    /// All runs of a move take the same moment for the present: else an invitation could expire
    /// between two of them.
    async fn fix_move_time(&self) -> Result<(), Error> {
        let now = self.now();
        self.db
            .write(REASON, move |tx| {
                Box::pin(async move {
                    let time = now.as_millis().to_string();
                    settings::find_or_put(tx, Key::LegacyMoveTime, &time, now).await?;
                    Ok::<_, Error>(())
                })
            })
            .await
    }

    async fn place_with(
        &self,
        evidence: &Arc<Evidence>,
        batch: usize,
        tables: &mut Tables,
        attempts: &mut u32,
        progress: &dyn Progress,
    ) -> Result<(), Unkept> {
        for table in &evidence.tables {
            for state in [State::Imported, State::Orphaned] {
                let mut place = Place {
                    table: table.clone(),
                    state,
                    after: String::new(),
                    batch,
                };
                loop {
                    let (evidence, now) = (Arc::clone(evidence), self.now());
                    let here = place.clone();
                    let done = self
                        .db
                        .write(REASON, move |tx| {
                            Box::pin(async move { place_batch(tx, &evidence, &here, now).await })
                        })
                        .await?;
                    *attempts = 0;
                    add(tables, table, &done.counts);
                    progress.advance(done.seen);
                    match done.last {
                        Some(last) => place.after = last,
                        None => break,
                    }
                }
            }
        }
        Ok(())
    }
}

/// Everything, in one transaction.
async fn place_all(
    tx: &mut Tx,
    evidence: &Evidence,
    progress: &dyn Progress,
    now: Instant,
) -> Result<Tables, Unkept> {
    let mut tables = no_documents();
    for table in &evidence.tables {
        for state in [State::Imported, State::Orphaned] {
            let mut place = Place {
                table: table.clone(),
                state,
                after: String::new(),
                batch: BATCH,
            };
            loop {
                let done = place_batch(tx, evidence, &place, now).await?;
                add(&mut tables, table, &done.counts);
                progress.advance(done.seen);
                match done.last {
                    Some(last) => place.after = last,
                    None => break,
                }
            }
        }
    }
    Ok(tables)
}

/// The next documents of a table that have no home yet.
async fn place_batch(
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
    } = place;
    let documents = legacy_documents::page_in_state(tx, *state, table, after, *batch).await?;
    let mut done = Batch {
        last: documents.last().map(|last| last.id.clone()),
        seen: if *state == State::Imported {
            documents.len() as u64
        } else {
            0
        },
        counts: TableCounts::default(),
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
        rows.extend(settled.row);
        rows.extend(settled.along);
        made.extend(settled.made);
        settlements.push(Settlement {
            id: document.id,
            outcome: settled.outcome,
        });
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

fn add(tables: &mut Tables, table: &str, counts: &TableCounts) {
    if counts.total == 0 {
        return;
    }
    let sum = tables.entry(table.to_owned()).or_default();
    sum.total += counts.total;
    sum.placed += counts.placed;
    sum.superseded += counts.superseded;
    sum.kept += counts.kept;
    for (reason, count) in &counts.orphaned {
        *sum.orphaned.entry(reason.clone()).or_default() += count;
    }
    for (kind, count) in &counts.notes {
        *sum.notes.entry(kind.clone()).or_default() += count;
    }
}
