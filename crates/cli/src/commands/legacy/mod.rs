//! `tenure legacy`

mod finish;
mod undo;
mod verify;

use std::process::ExitCode;

use clap::{Args, Subcommand};
use serde_json::{Map, Value, json};
use tenure_app::Tenure;
use tenure_app::operations::legacy::place::BATCH;
use tenure_app::operations::legacy::report::{Tables, tables_json};
use tenure_app::operations::legacy::{MoveError, TableCounts};

use self::finish::{Finish, Purge};
use self::undo::Undo;
use self::verify::Verify;
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
    Plan,
    /// Give every legacy document its home; run it again to go on after an interruption
    Place(Place),
    /// Compare what was placed with what the documents say; exit status 1 on any difference
    Verify(Verify),
    /// Put everything back to before `place`; run it again to go on after an interruption
    Undo(Undo),
    /// Declare the move done: keeps the proof, and lets nothing be placed or undone any more
    Finish(Finish),
    /// Delete the legacy documents of a finished move; the proof stays
    Purge(Purge),
}

/// What `place` takes.
#[derive(Debug, Args)]
pub struct Place {
    /// How many documents share a transaction
    #[arg(long, value_name = "DOCUMENTS", default_value_t = BATCH, value_parser = batch)]
    batch_size: usize,
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
            Self::Plan => {
                let progress = progress(json);
                let planned = app.plan_legacy(std::sync::Arc::clone(&progress)).await;
                progress.end();
                let tables = planned?;
                tell_tables(&tables, json)?;
                if !json {
                    print(&words_of(&tables, "would be", "Nothing was written."))?;
                }
                Ok(ExitCode::SUCCESS)
            }
            Self::Place(place) => {
                let progress = progress(json);
                let placed = app
                    .place_legacy(place.batch_size, std::sync::Arc::clone(&progress))
                    .await;
                progress.end();
                let tables = placed?;
                tell_tables(&tables, json)?;
                if !json {
                    print(&words_of(&tables, "were", "Next: tenure legacy verify"))?;
                }
                Ok(ExitCode::SUCCESS)
            }
            Self::Verify(verify) => verify.run(&app, json).await,
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
                "Wait until it is done, and try again.",
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

fn tell_tables(tables: &Tables, as_json: bool) -> Result<(), Failure> {
    if as_json {
        print(&json!({"tables": tables_json(tables)}).to_string())
    } else {
        print_tables(tables)
    }
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
