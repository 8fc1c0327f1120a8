//! `tenure legacy undo`

use std::process::ExitCode;

use clap::Args;
use tenure_app::Tenure;
use tenure_app::operations::legacy::place::BATCH;
use tenure_app::operations::legacy::undo::{Since, UndoReport};

use super::{SHOWN, batch};
use crate::failure::Failure;
use crate::output::print;
use crate::progress::progress;

/// What `undo` takes.
#[derive(Debug, Args)]
pub struct Undo {
    /// Leave what people changed or made since, with what it needs
    #[arg(long, conflicts_with = "drop_changed")]
    keep_changed: bool,
    /// Remove that too; the journal holds what it was
    #[arg(long)]
    drop_changed: bool,
    /// How many documents share a transaction
    #[arg(long, value_name = "DOCUMENTS", default_value_t = BATCH, value_parser = batch)]
    batch_size: usize,
}

impl Undo {
    pub(super) async fn run(self, app: &Tenure, as_json: bool) -> Result<ExitCode, Failure> {
        let since = match (self.keep_changed, self.drop_changed) {
            (true, _) => Since::Keep,
            (_, true) => Since::Drop,
            _ => Since::Refuse,
        };
        let progress = progress(as_json);
        let undone = app
            .undo_legacy(since, self.batch_size, progress.as_ref())
            .await;
        progress.end();
        let report = undone?;
        if as_json {
            print(&report.json().to_string())?;
        }
        if !report.is_done {
            return refuse_undo(&report, since, as_json);
        }
        if !as_json {
            print(&match report.repair {
                None => "There was nothing to undo.".to_owned(),
                Some(_) if report.kept > 0 => format!(
                    "{} documents wait for a home again, {} rows were removed; {} documents stay placed.",
                    report.documents, report.rows, report.kept
                ),
                Some(_) => format!(
                    "{} documents wait for a home again, {} rows were removed. Nothing is placed any more.",
                    report.documents, report.rows
                ),
            })?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn refuse_undo(report: &UndoReport, since: Since, as_json: bool) -> Result<ExitCode, Failure> {
    let (what, hint) = if since == Since::Drop {
        (
            &report.lasting,
            "The audit log, and what lies in organizations that were not moved in, is never dropped. Undo the rest with --keep-changed.",
        )
    } else {
        (
            &report.touched,
            "Leave those as they are with --keep-changed, or remove them too with --drop-changed; the journal then holds what they were.",
        )
    };
    if !as_json {
        for one in what.named.iter().take(SHOWN) {
            print(one)?;
        }
        if what.count > SHOWN as u64 {
            print(&format!("and {} more", what.count - SHOWN as u64))?;
        }
    }
    Err(Failure::refused(
        "changed_since",
        format!(
            "{} rows were changed or made since the documents were placed; nothing was undone",
            what.count
        ),
        hint,
    ))
}
