//! Undoing: everything is as it was before `place`.
//!
//! A look at everything comes first. What people changed since, or made that refers to what was
//! placed, stops it there, unless it is told to keep those rows or to drop them. Then rows go table
//! by table, what refers before what is referred to, in batches: each removes rows and puts their
//! documents back in one transaction, so that a run that is killed is simply run again. A row is
//! removed only if it still is, in every column, as it was looked at.

mod batch;
mod survey;
mod touched;

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::{Value, json};
use tenure_domain::id::RepairId;
use tenure_legacy::shape::LegacyTable;
use tenure_store::db::schema::Reference;
use tenure_store::legacy_documents::{self, State};
use tenure_store::legacy_placement::MovedRow;
use tenure_store::settings::{self, Key};
use tenure_store::{Tenancy, Tx, repairs};

use self::batch::{Batch, drop_foreign, remove_made, reset_settled, undo_placed};
use self::survey::{Foreign, Survey};
pub use self::touched::Touched;
use super::evidence::Evidence;
use super::settling::kind;
use super::unkept::Unkept;
use super::{MoveError, Progress};
use crate::{Error, Tenure};

/// The journal's word for it.
const CODE: &str = "legacy.undo";
/// How often in a row a run begins anew because the database changed under it.
const ATTEMPTS: u32 = 5;
const REASON: Tenancy = Tenancy::Operator("undoes the placing of legacy documents");

/// What becomes of rows that people changed since they were placed, or that refer to those.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// Nothing is undone, and they are named.
    Refuse,
    /// They stay, with what they need; their documents stay placed.
    Keep,
    /// They go too; the journal holds what they were.
    Drop,
}

/// What undoing came to.
#[derive(Debug, Clone, Default)]
pub struct UndoReport {
    /// What was changed or made since.
    pub touched: Touched,
    /// Of those, what not even dropping may remove: it is the reason for a refusal then.
    pub lasting: Touched,
    /// Whether it was done; else it was refused and nothing was.
    pub is_done: bool,
    /// How many documents wait for a home again.
    pub documents: u64,
    /// How many rows were removed.
    pub rows: u64,
    /// How many documents stayed placed.
    pub kept: u64,
    /// The journal's entry, if anything was undone.
    pub repair: Option<RepairId>,
}

impl UndoReport {
    /// The report for scripts.
    #[must_use]
    pub fn json(&self) -> Value {
        json!({
            "done": self.is_done,
            "documents": self.documents,
            "rows": self.rows,
            "kept": self.kept,
            "repair": self.repair.map(|id| id.to_string()),
            "changed": self.touched.named,
            "changedCount": self.touched.count,
            "lasting": self.lasting.named,
        })
    }
}

/// What all batches of a run share.
struct Run {
    evidence: Arc<Evidence>,
    references: Vec<Reference>,
    since: Since,
    size: usize,
    repair: RepairId,
}

/// One thing after another.
enum Step {
    /// Rows of people.
    Foreign(Vec<Foreign>),
    /// The documents of a table that are placed.
    Placed(String),
    /// Rows that no document carries.
    Made(Vec<MovedRow>),
    /// The documents of a table in another state.
    Settled(String, State),
}

impl Tenure {
    /// Puts everything back to before [`Tenure::place_legacy`], in batches of `size` documents.
    ///
    /// # Errors
    /// If another process is at it, or the database fails; what was undone before stays so.
    pub async fn undo_legacy(
        &self,
        since: Since,
        size: usize,
        progress: &dyn Progress,
    ) -> Result<UndoReport, MoveError> {
        let _held = self.hold_move().await?;
        let mut report = UndoReport::default();
        let mut disturbed = String::new();
        for _ in 0..ATTEMPTS {
            let evidence = self.evidence(progress).await?;
            let survey = self.survey(&evidence, progress).await?;
            report.touched = survey.touched.clone();
            report.lasting = survey.lasting.clone();
            let is_refused = match since {
                Since::Refuse => !survey.touched.is_empty(),
                Since::Keep => false,
                Since::Drop => !survey.lasting.is_empty(),
            };
            if is_refused {
                return Ok(report);
            }
            let run = self.begin_undo(evidence, &survey, since, size).await?;
            progress.begin("Undoes", Some(survey.settled));
            let undone = match &run {
                Some(run) => self.undo_with(run, &survey, &mut report, progress).await,
                None => Ok(()),
            };
            progress.end();
            match undone {
                Ok(()) => {
                    report.repair = run.map(|run| run.repair);
                    self.end_undo(&mut report).await?;
                    report.is_done = true;
                    return Ok(report);
                }
                Err(Unkept::Failed(error)) => return Err(error.into()),
                Err(Unkept::Stale(reason)) => disturbed = reason,
            }
        }
        Err(MoveError::Disturbed(disturbed))
    }

    /// Begins, or goes on with, the journal's entry; none if there is nothing to undo.
    async fn begin_undo(
        &self,
        evidence: Arc<Evidence>,
        survey: &Survey,
        since: Since,
        size: usize,
    ) -> Result<Option<Arc<Run>>, Error> {
        if survey.settled == 0 && survey.made.is_empty() {
            return Ok(None);
        }
        let now = self.now();
        let id = RepairId::new(now, self.randomness());
        let repair = self
            .db
            .write(REASON, move |tx| {
                Box::pin(async move { repairs::begin(tx, id, CODE, now).await })
            })
            .await?;
        Ok(Some(Arc::new(Run {
            evidence,
            references: survey.references.clone(),
            since,
            size: size.max(1),
            repair,
        })))
    }

    async fn undo_with(
        &self,
        run: &Arc<Run>,
        survey: &Survey,
        report: &mut UndoReport,
        progress: &dyn Progress,
    ) -> Result<(), Unkept> {
        for step in steps(&run.evidence.tables, survey, run.since) {
            let step = Arc::new(step);
            let mut after = String::new();
            loop {
                let (run, here, from) = (Arc::clone(run), Arc::clone(&step), after.clone());
                let done: Batch = self
                    .db
                    .write(REASON, move |tx| {
                        Box::pin(async move { run.batch(tx, &here, &from).await })
                    })
                    .await?;
                report.documents += done.documents;
                report.rows += done.rows;
                progress.advance(done.documents + done.kept);
                match done.last {
                    Some(last) => after = last,
                    None => break,
                }
            }
        }
        Ok(())
    }

    /// Closes the journal's entry. When nothing is placed any more, the next placing takes its own
    /// time for the present.
    async fn end_undo(&self, report: &mut UndoReport) -> Result<(), Error> {
        let repair = report.repair;
        let detail = json!({"documents": report.documents, "changed": report.touched.count});
        let detail = detail.to_string();
        report.kept = self
            .db
            .write(REASON, move |tx| {
                Box::pin(async move {
                    let counts = legacy_documents::counts(tx).await?;
                    let placed = counts
                        .iter()
                        .filter(|(_, state, _)| *state == State::Placed);
                    let placed: i64 = placed.map(|(_, _, count)| count).sum();
                    if placed == 0
                        && let Some(time) = settings::find(tx, Key::LegacyMoveTime).await?
                    {
                        settings::take(tx, Key::LegacyMoveTime, &time).await?;
                    }
                    if let Some(repair) = repair {
                        repairs::close(tx, repair, &detail).await?;
                    }
                    Ok::<_, Error>(placed.unsigned_abs())
                })
            })
            .await?;
        Ok(())
    }
}

impl Run {
    /// The next of a step.
    async fn batch(&self, tx: &mut Tx, step: &Step, after: &str) -> Result<Batch, Unkept> {
        // Whoever takes documents in or places them waits here.
        if settings::lock(tx, Key::LegacyImports).await? != self.evidence.imports {
            return Err(Unkept::Stale("more documents came in".to_owned()));
        }
        match step {
            Step::Foreign(rows) => drop_foreign(tx, self, rows, after).await,
            Step::Placed(table) => undo_placed(tx, self, table, after).await,
            Step::Made(rows) => remove_made(tx, self, rows, after).await,
            Step::Settled(table, state) => reset_settled(tx, self, table, *state, after).await,
        }
    }
}

/// All there is to do, what refers before what is referred to.
fn steps(tables: &[String], survey: &Survey, since: Since) -> Vec<Step> {
    let mut steps = Vec::new();
    for table in children_first(&survey.references) {
        let foreign = survey.foreign.iter().filter(|row| row.table == table);
        if since == Since::Drop {
            steps.push(Step::Foreign(foreign.cloned().collect()));
        }
        let own = LegacyTable::ALL.into_iter();
        let own = own.filter(|own| kind(*own).table() == table);
        steps.extend(own.map(|own| Step::Placed(own.as_str().to_owned())));
        let made = survey.made.iter().filter(|row| row.table() == table);
        steps.push(Step::Made(made.cloned().collect()));
    }
    for table in tables {
        let states = [State::Superseded, State::Orphaned, State::Kept];
        steps.extend(states.map(|state| Step::Settled(table.clone(), state)));
    }
    steps
}

/// Every table that refers or is referred to, what refers first.
fn children_first(references: &[Reference]) -> Vec<String> {
    let between = references.iter().filter(|one| one.table != one.to);
    let between: Vec<(&str, &str)> = between
        .map(|one| (one.table.as_str(), one.to.as_str()))
        .collect();
    let mut left: BTreeSet<&str> = between.iter().flat_map(|(one, to)| [*one, *to]).collect();
    let mut order = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let is_referred_to = |table: &str| {
            between
                .iter()
                .any(|(one, to)| *to == table && left.contains(one))
        };
        // Two tables that refer to each other would have none; then any is as good.
        let next = left.iter().copied().find(|table| !is_referred_to(table));
        let Some(next) = next.or_else(|| left.first().copied()) else {
            break;
        };
        left.remove(next);
        order.push(next.to_owned());
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_refers_goes_before_what_is_referred_to() {
        let reference = |table: &str, to: &str| Reference {
            table: table.to_owned(),
            to: to.to_owned(),
            columns: Vec::new(),
        };
        let references = [
            reference("a_parent", "b_child"),
            reference("c_entry", "a_parent"),
            reference("a_parent", "a_parent"),
        ];
        assert_eq!(
            children_first(&references),
            ["c_entry", "a_parent", "b_child"]
        );
    }
}
