//! Placing: every legacy document that can have a home gets one.
//!
//! In batches, each of which commits its rows together with what is noted at their documents: a
//! run that is killed is simply run again. Documents without a home are looked at again each time,
//! since what they lack may have come in since.

mod batch;
mod options;
mod particulars;

use std::sync::Arc;
use std::time::Duration;

use tenure_domain::time::Instant;
use tenure_store::db::Held;
use tenure_store::legacy_documents::State;
use tenure_store::settings::{self, Key};
use tenure_store::{Tenancy, Tx};

use self::batch::{Batch, Place, place_batch};
use self::options::Throttle;
pub use self::options::{Meanwhile, PlaceOptions};
pub use self::particulars::Particulars;
use super::evidence::Evidence;
use super::report::{TableCounts, Tables, no_documents};
use super::unkept::Unkept;
use super::{MoveError, Progress};
use crate::{Error, Tenure};

/// How many documents share a transaction, if nobody says otherwise.
pub const BATCH: usize = 500;
/// How often in a row a run begins anew because the database changed under it.
const ATTEMPTS: u32 = 5;
/// How long to wait before asking again whether another process is done.
const ASK_AGAIN: Duration = Duration::from_millis(500);
const REASON: Tenancy = Tenancy::Operator("places legacy documents");

/// How much is told about what was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// The numbers of each table.
    Tables,
    /// Those of each owner too, and every document that is orphaned or noted.
    Documents,
}

/// What a plan or a placing came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placing {
    /// The numbers of each table.
    pub tables: Tables,
    /// The particulars; nothing in them unless they were asked for.
    pub particulars: Particulars,
}

impl Placing {
    fn new() -> Self {
        Self {
            tables: no_documents(),
            particulars: Particulars::default(),
        }
    }

    fn add(&mut self, table: &str, done: &mut Batch) {
        add(&mut self.tables, table, &done.counts);
        let (settled, slugs) = (
            std::mem::take(&mut done.settled),
            std::mem::take(&mut done.slugs),
        );
        self.particulars.take(settled, slugs);
    }
}

/// How a plan ends: an error is what undoes it.
enum Undone {
    Planned(Placing),
    Unkept(Unkept),
}

impl<E: Into<Unkept>> From<E> for Undone {
    fn from(error: E) -> Self {
        Self::Unkept(error.into())
    }
}

impl Tenure {
    /// What [`Tenure::place_legacy`] would do: the same work, in one transaction that is undone.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn plan_legacy(
        &self,
        detail: Detail,
        progress: Arc<dyn Progress>,
    ) -> Result<Placing, MoveError> {
        let mut disturbed = String::new();
        for _ in 0..ATTEMPTS {
            let evidence = self.evidence(progress.as_ref()).await?;
            let (watch, now) = (Arc::clone(&progress), self.now());
            progress.begin("Plans", Some(evidence.documents));
            let planned = self
                .db
                .write(REASON, move |tx| {
                    Box::pin(async move {
                        let placing = place_all(tx, &evidence, detail, watch.as_ref(), now).await?;
                        // An error is what undoes it.
                        Err::<(), _>(Undone::Planned(placing))
                    })
                })
                .await;
            progress.end();
            match planned {
                Err(Undone::Planned(placing)) => return Ok(placing),
                Err(Undone::Unkept(Unkept::Failed(error))) => return Err(error.into()),
                Err(Undone::Unkept(Unkept::Stale(reason))) => disturbed = reason,
                // A plan always ends as an error: that is what undoes it.
                Ok(()) => return Err(Error::Internal("a plan was kept".to_owned()).into()),
            }
        }
        Err(MoveError::Disturbed(disturbed))
    }

    /// Places every document that is not placed yet, in batches, and tells what became of those this
    /// run settled.
    ///
    /// # Errors
    /// If the database fails; what was placed before stays.
    pub async fn place_legacy(
        &self,
        options: PlaceOptions,
        progress: Arc<dyn Progress>,
    ) -> Result<Placing, MoveError> {
        let _held = self
            .hold_to_place(options.meanwhile, progress.as_ref())
            .await?;
        self.fix_move_time().await?;
        let mut placing = Placing::new();
        let mut attempts = 0;
        loop {
            let evidence = self.evidence(progress.as_ref()).await?;
            progress.begin("Places", Some(evidence.documents));
            match self
                .place_with(
                    &evidence,
                    options,
                    &mut placing,
                    &mut attempts,
                    progress.as_ref(),
                )
                .await
            {
                Ok(()) => {
                    progress.end();
                    return Ok(placing);
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
        options: PlaceOptions,
        placing: &mut Placing,
        attempts: &mut u32,
        progress: &dyn Progress,
    ) -> Result<(), Unkept> {
        let batch = options.batch.max(1);
        let mut throttle = Throttle::default();
        for table in &evidence.tables {
            for state in [State::Imported, State::Orphaned] {
                let mut place = Place {
                    table: table.clone(),
                    state,
                    after: String::new(),
                    batch,
                    detail: options.detail,
                };
                loop {
                    let (evidence, now) = (Arc::clone(evidence), self.now());
                    let here = place.clone();
                    let mut done = self
                        .db
                        .write(REASON, move |tx| {
                            Box::pin(async move { place_batch(tx, &evidence, &here, now).await })
                        })
                        .await?;
                    *attempts = 0;
                    placing.add(table, &mut done);
                    progress.advance(done.seen);
                    let took = self.now().as_millis() - now.as_millis();
                    let wait = options.pause + throttle.wait(took, done.seen);
                    match done.last {
                        Some(last) => place.after = last,
                        None => break,
                    }
                    if !wait.is_zero() {
                        tokio::time::sleep(wait).await;
                    }
                }
            }
        }
        if evidence.has_assigned {
            self.relink(evidence, batch).await?;
        }
        Ok(())
    }

    async fn hold_to_place(
        &self,
        meanwhile: Meanwhile,
        progress: &dyn Progress,
    ) -> Result<Held, MoveError> {
        let mut is_told = false;
        loop {
            match self.hold_move().await {
                Err(MoveError::Held) if meanwhile == Meanwhile::Wait => {
                    if !is_told {
                        progress
                            .begin("Waits for another process that is placing or undoing", None);
                        is_told = true;
                    }
                    tokio::time::sleep(ASK_AGAIN).await;
                }
                held => {
                    if is_told {
                        progress.end();
                    }
                    return held;
                }
            }
        }
    }
}

/// Everything, in one transaction.
async fn place_all(
    tx: &mut Tx,
    evidence: &Evidence,
    detail: Detail,
    progress: &dyn Progress,
    now: Instant,
) -> Result<Placing, Unkept> {
    let mut placing = Placing::new();
    for table in &evidence.tables {
        for state in [State::Imported, State::Orphaned] {
            let mut place = Place {
                table: table.clone(),
                state,
                after: String::new(),
                batch: BATCH,
                detail,
            };
            loop {
                let mut done = place_batch(tx, evidence, &place, now).await?;
                placing.add(table, &mut done);
                progress.advance(done.seen);
                match done.last {
                    Some(last) => place.after = last,
                    None => break,
                }
            }
        }
    }
    Ok(placing)
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
