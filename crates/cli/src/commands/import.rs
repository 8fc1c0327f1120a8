//! `tenure import`

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use tenure_app::operations::legacy::SnapshotError;
use tenure_app::operations::legacy::import::{
    ImportError, ImportOptions, ImportReport, open_snapshot,
};

use crate::context::{application, open};
use crate::failure::Failure;
use crate::output::{print, warn};
use crate::progress::progress;
use crate::settings::Settings;

/// What can be taken in.
#[derive(Debug, Subcommand)]
pub enum Import {
    /// A Convex snapshot, as legacy documents that `tenure legacy place` then moves
    Convex(Convex),
}

/// A Convex snapshot.
#[derive(Debug, Args)]
pub struct Convex {
    /// The ZIP of `npx convex export`, the folder it was unpacked to, or one table's .jsonl
    file: PathBuf,
    /// The table that a single .jsonl file holds
    #[arg(long, value_name = "NAME")]
    table: Option<String>,
    /// Read and compare, and take nothing in
    #[arg(long)]
    dry_run: bool,
    /// Leave out lines that cannot be read, and take in the rest
    #[arg(long)]
    skip_invalid: bool,
}

impl Import {
    /// Takes it in.
    pub async fn run(self, settings: &Settings, json: bool) -> Result<ExitCode, Failure> {
        let Self::Convex(import) = self;
        import.run(settings, json).await
    }
}

impl Convex {
    async fn run(self, settings: &Settings, json: bool) -> Result<ExitCode, Failure> {
        // The file first: a mistyped name must not make a database.
        let snapshot = open_snapshot(&self.file, self.table.as_deref())?;
        let app = application(open(settings).await?, settings, settings.listen);
        let options = ImportOptions {
            dry_run: self.dry_run,
            skip_invalid: self.skip_invalid,
        };
        let progress = progress(json);
        let imported = app
            .import_convex(snapshot, options, progress.as_ref())
            .await;
        progress.end();
        let report = imported?;
        if json {
            print(&report.json().to_string())?;
        } else {
            self.tell(&report)?;
        }
        let bad = report.bad_lines.len();
        if bad > 0 && !self.skip_invalid {
            return Err(Failure::unusable(
                "bad_lines",
                format!(
                    "{bad} {} of {} cannot be read; nothing was taken in",
                    if bad == 1 { "line" } else { "lines" },
                    self.file.display()
                ),
                "Correct the lines named above, or take in the rest with --skip-invalid.",
            ));
        }
        Ok(ExitCode::SUCCESS)
    }

    fn tell(&self, report: &ImportReport) -> Result<(), Failure> {
        for bad in &report.bad_lines {
            let (file, line) = (&bad.file, bad.line);
            warn(&format!(
                "{file}:{line}: {} ({})",
                bad.reason.as_str(),
                bad.detail
            ));
        }
        for warning in &report.warnings {
            warn(&format!("note: {warning}"));
        }
        let width = report.tables.keys().map(String::len).max().unwrap_or(0);
        for (table, counts) in &report.tables {
            let bad = match counts.bad {
                0 => String::new(),
                bad => format!("  {bad:>5} bad"),
            };
            print(&format!(
                "{table:width$}  {:>9} new  {:>9} unchanged{bad}",
                counts.new, counts.unchanged
            ))?;
        }
        let totals = report.totals();
        print(&match (report.is_committed, self.dry_run) {
            (true, _) if totals.new == 0 => {
                format!(
                    "Nothing new: all {} documents are here already.",
                    totals.unchanged
                )
            }
            (true, _) => format!("Took in {} documents. Next: tenure legacy plan", totals.new),
            (false, true) => format!(
                "Would take in {} documents. This was a dry run: nothing was.",
                totals.new
            ),
            (false, false) => "Took in nothing.".to_owned(),
        })
    }
}

impl From<SnapshotError> for Failure {
    fn from(error: SnapshotError) -> Self {
        // Its message ends with what to do.
        Self::unusable("snapshot", error.to_string(), "Nothing was taken in.")
    }
}

impl From<ImportError> for Failure {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::Snapshot(error) => error.into(),
            ImportError::App(error) => error.into(),
            ImportError::Changed { .. } => Self::refused(
                "document_changed",
                error.to_string(),
                "A later snapshot of the same deployment cannot be taken in over an earlier one. Use a fresh database, or the snapshot that was taken in first.",
            ),
            ImportError::Finished => Self::refused(
                "move_finished",
                error.to_string(),
                "For another move, delete the documents of this one first: tenure legacy purge",
            ),
            ImportError::Disturbed => Self::refused(
                "disturbed",
                error.to_string(),
                "Check that nothing else writes the file or imports, and try again.",
            ),
        }
    }
}
