//! `tenure legacy`

mod assign;
mod finish;
mod orphans;
mod undo;
mod verify;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Args, Subcommand};
use serde_json::{Map, Value, json};
use tenure_app::Tenure;
use tenure_app::operations::legacy::place::{BATCH, Detail, Meanwhile, PlaceOptions, Placing};
use tenure_app::operations::legacy::report::{Tables, tables_json};
use tenure_app::operations::legacy::{MoveError, TableCounts};

use self::assign::Assign;
use self::finish::{Finish, Purge};
use self::undo::Undo;
use self::verify::{Verify, write as write_report};
use crate::context::{application, open};
use crate::failure::Failure;
use crate::output::print;
use crate::progress::progress;
use crate::settings::Settings;

/// How many differences, or other things that are named one by one, are printed for people.
const SHOWN: usize = 50;

/// The steps of the move.
#[derive(Debug, Subcommand)]
pub enum Legacy {
    /// What is placed and what is not, by table and reason
    Status,
    /// What `place` would do: the same work, undone at the end. Others wait to write meanwhile
    Plan(Plan),
    /// Give every legacy document its home; run it again to go on after an interruption
    Place(Place),
    /// Compare what was placed with what the documents say; exit status 1 on any difference
    Verify(Verify),
    /// The documents without a home, why, and where each might belong
    Orphans,
    /// Give documents without a home to a user or an organization; `place` then places them there
    Assign(Assign),
    /// Put everything back to before `place`; run it again to go on after an interruption
    Undo(Undo),
    /// Declare the move done: keeps the proof, and lets nothing be placed or undone any more
    Finish(Finish),
    /// Delete the legacy documents of a finished move; the proof stays
    Purge(Purge),
}

/// What `plan` takes.
#[derive(Debug, Args)]
pub struct Plan {
    #[command(flatten)]
    particulars: Particulars,
}

/// How much to tell.
#[derive(Debug, Args)]
struct Particulars {
    /// Tell what goes where for each owner, too
    #[arg(long)]
    owners: bool,
    /// Write that, and every document that is orphaned or noted, to a file
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
}

impl Particulars {
    const fn detail(&self) -> Detail {
        if self.owners || self.report.is_some() {
            Detail::Documents
        } else {
            Detail::Tables
        }
    }

    fn tell(&self, placing: &Placing, as_json: bool) -> Result<(), Failure> {
        let mut report = placing.particulars.json();
        report["tables"] = tables_json(&placing.tables);
        if let Some(file) = &self.report {
            write_report(file, &report)?;
        }
        match (as_json, self.owners) {
            (true, true) => print(&report.to_string()),
            (true, false) => print(&json!({"tables": report["tables"]}).to_string()),
            (false, owners) => {
                let lines = placing.particulars.lines().filter(|_| owners);
                for line in lines {
                    print(&line)?;
                }
                print_tables(&placing.tables)
            }
        }
    }
}

/// What `place` takes.
#[derive(Debug, Args)]
pub struct Place {
    /// How many documents share a transaction
    #[arg(long, value_name = "DOCUMENTS", default_value_t = BATCH, value_parser = batch)]
    batch_size: usize,
    /// How long to wait between two transactions, so that others get on
    #[arg(long, value_name = "MILLISECONDS", default_value_t = 0)]
    pause: u64,
    /// Wait while another process is placing or undoing, instead of leaving
    #[arg(long)]
    wait: bool,
    #[command(flatten)]
    particulars: Particulars,
}

impl Place {
    const fn options(&self) -> PlaceOptions {
        PlaceOptions {
            batch: self.batch_size,
            pause: Duration::from_millis(self.pause),
            meanwhile: if self.wait {
                Meanwhile::Wait
            } else {
                Meanwhile::Leave
            },
            detail: self.particulars.detail(),
        }
    }
}

fn batch(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(batch @ 1..=10_000) => Ok(batch),
        _ => Err("give a number from 1 to 10000".to_owned()),
    }
}

impl Legacy {
    /// Does the step.
    pub async fn run(self, settings: &Settings, json: bool) -> Result<ExitCode, Failure> {
        let app = application(open(settings).await?, settings, settings.listen);
        match self {
            Self::Status => status(&app, json).await,
            Self::Plan(Plan { particulars }) => {
                let progress = progress(json);
                let planned = app
                    .plan_legacy(particulars.detail(), std::sync::Arc::clone(&progress))
                    .await;
                progress.end();
                let planned = planned?;
                particulars.tell(&planned, json)?;
                if !json {
                    print(&words_of(
                        &planned.tables,
                        "would be",
                        "Nothing was written.",
                    ))?;
                }
                Ok(ExitCode::SUCCESS)
            }
            Self::Place(place) => {
                let progress = progress(json);
                let placed = app
                    .place_legacy(place.options(), std::sync::Arc::clone(&progress))
                    .await;
                progress.end();
                let placed = placed?;
                place.particulars.tell(&placed, json)?;
                if !json {
                    print(&words_of(
                        &placed.tables,
                        "were",
                        "Next: tenure legacy verify",
                    ))?;
                }
                Ok(ExitCode::SUCCESS)
            }
            Self::Verify(verify) => verify.run(&app, json).await,
            Self::Orphans => orphans::run(&app, json).await,
            Self::Assign(assign) => assign.run(&app, json).await,
            Self::Undo(undo) => undo.run(&app, json).await,
            Self::Finish(finish) => finish.run(&app, json).await,
            Self::Purge(purge) => purge.run(&app, json).await,
        }
    }
}

impl From<MoveError> for Failure {
    fn from(error: MoveError) -> Self {
        match error {
            MoveError::App(error) => error.into(),
            MoveError::Held => Self::refused(
                "move_running",
                error.to_string(),
                "Wait until it is done, and try again; `tenure legacy place --wait` does so by itself.",
            ),
            MoveError::NoRecipient(_) => Self::refused(
                "no_recipient",
                error.to_string(),
                "Only who and what came with the snapshot can be given documents; nothing was assigned.",
            ),
            MoveError::NotAssignable(_) => Self::refused(
                "not_assignable",
                error.to_string(),
                "Leave those out; nothing was assigned. `tenure legacy orphans` lists what can be.",
            ),
            MoveError::Finished => Self::refused(
                "move_finished",
                error.to_string(),
                "Its documents can still be verified. For another move, delete them first: tenure legacy purge",
            ),
            MoveError::Unfinished => Self::refused(
                "move_unfinished",
                error.to_string(),
                "Finish it first: tenure legacy finish",
            ),
            MoveError::Disturbed(_) => Self::refused(
                "disturbed",
                error.to_string(),
                "What was done before stays done.",
            ),
        }
    }
}

async fn status(app: &Tenure, as_json: bool) -> Result<ExitCode, Failure> {
    let tables = app.legacy_status().await?;
    if as_json {
        let tables: Map<String, Value> = tables
            .iter()
            .map(|(table, counts)| (table.clone(), status_json(counts)))
            .collect();
        print(&json!({"tables": tables}).to_string())?;
        return Ok(ExitCode::SUCCESS);
    }
    if tables.is_empty() {
        print("There are no legacy documents. Next: tenure import convex FILE")?;
    }
    print_tables(&tables)?;
    Ok(ExitCode::SUCCESS)
}

/// Only what there is: a state that no document is in is left out, but for `placed`.
fn status_json(counts: &TableCounts) -> Value {
    let mut json =
        json!({"total": counts.total, "placed": counts.placed, "orphaned": counts.orphaned});
    let states = [
        ("imported", counts.imported),
        ("superseded", counts.superseded),
        ("kept", counts.kept),
    ];
    for (state, count) in states.into_iter().filter(|(_, count)| *count > 0) {
        json[state] = count.into();
    }
    json
}

/// A line for each table that has documents.
fn print_tables(tables: &Tables) -> Result<(), Failure> {
    let width = tables.keys().map(String::len).max().unwrap_or(0);
    for (table, counts) in tables.iter().filter(|(_, counts)| counts.total > 0) {
        let states = [
            ("waiting", counts.imported),
            ("placed", counts.placed),
            ("superseded", counts.superseded),
            ("kept", counts.kept),
            ("orphaned", counts.orphans()),
        ];
        let mut words = vec![format!("{table:width$}  {:>9}", counts.total)];
        let states = states.into_iter().filter(|(_, count)| *count > 0);
        words.extend(states.map(|(state, count)| format!("{count} {state}")));
        if counts.orphans() > 0 {
            words.push(format!("({})", listed(&counts.orphaned)));
        }
        if !counts.notes.is_empty() {
            words.push(format!("noted: {}", listed(&counts.notes)));
        }
        print(&words.join("  "))?;
    }
    Ok(())
}

fn listed(counts: &std::collections::BTreeMap<String, u64>) -> String {
    let words: Vec<String> = counts
        .iter()
        .map(|(word, count)| format!("{count} {word}"))
        .collect();
    words.join(", ")
}

fn words_of(tables: &Tables, were: &str, next: &str) -> String {
    let placed: u64 = tables.values().map(|table| table.placed).sum();
    let orphans: u64 = tables.values().map(TableCounts::orphans).sum();
    let total: u64 = tables.values().map(|table| table.total).sum();
    if total == 0 {
        return "There was nothing left to place.".to_owned();
    }
    format!("{placed} documents {were} placed, {orphans} have no home. {next}")
}
