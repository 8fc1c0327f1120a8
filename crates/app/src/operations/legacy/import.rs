//! Taking a snapshot in: its documents become legacy documents, each byte for byte.
//!
//! First everything is read and checked, and compared with what is there; only then, and only if
//! all of it may come in, is it read again and written, in one transaction: whatever happens on the
//! way, a snapshot is in or it is not.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::mpsc::sync_channel;

use serde_json::{Value, json};
use tenure_legacy::snapshot::{BadLine, Limits, Snapshot, SnapshotError};
use tenure_store::legacy_documents::{self, NewDocument};
use tenure_store::settings::{self, Key};
use tenure_store::{Tenancy, Tx};

use super::Progress;
use super::reading::{Piece, read};
use crate::{Error, Tenure};

/// How many pieces are read ahead of the database.
const AHEAD: usize = 4;
const REASON: Tenancy = Tenancy::Operator("takes in a snapshot");

/// Why a snapshot was not taken in.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// It cannot be read.
    #[error(transparent)]
    Snapshot(#[from] SnapshotError),
    /// A document is there already, and says something else.
    #[error("{file}, line {line}: {table} {id} was taken in before, and says something else here")]
    Changed {
        /// The file in the snapshot.
        file: String,
        /// The line, from 1.
        line: u64,
        /// The table.
        table: String,
        /// The document's id.
        id: String,
    },
    /// The move is finished.
    #[error("the move is finished: nothing is taken in any more")]
    Finished,
    /// While it was being taken in, another import took some of it in, or the file changed.
    #[error("the snapshot or the database changed while it was taken in; nothing of it was kept")]
    Disturbed,
    /// The database failed.
    #[error(transparent)]
    App(#[from] Error),
}

impl From<tenure_store::Error> for ImportError {
    fn from(error: tenure_store::Error) -> Self {
        Self::App(error.into())
    }
}

/// How to take a snapshot in.
#[derive(Debug, Clone, Copy, Default)]
pub struct ImportOptions {
    /// Only read and compare.
    pub dry_run: bool,
    /// Take in the rest if some lines cannot be read.
    pub skip_invalid: bool,
}

/// What a table of a snapshot held.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ImportCounts {
    /// Documents that were not there.
    pub new: u64,
    /// Documents that were there, byte for byte.
    pub unchanged: u64,
    /// Lines that cannot be read.
    pub bad: u64,
}

/// What came of taking a snapshot in.
#[derive(Debug, Clone, Default)]
pub struct ImportReport {
    /// Each table of the snapshot.
    pub tables: BTreeMap<String, ImportCounts>,
    /// Every line that cannot be read, in the order of the files.
    pub bad_lines: Vec<BadLine>,
    /// Components, whose tables are left alone.
    pub components: Vec<String>,
    /// What is odd about the snapshot.
    pub warnings: Vec<String>,
    /// Whether the new documents are in the database.
    pub is_committed: bool,
}

impl ImportReport {
    /// All tables together.
    #[must_use]
    pub fn totals(&self) -> ImportCounts {
        self.tables
            .values()
            .fold(ImportCounts::default(), |sum, table| ImportCounts {
                new: sum.new + table.new,
                unchanged: sum.unchanged + table.unchanged,
                bad: sum.bad + table.bad,
            })
    }

    /// The report for scripts.
    #[must_use]
    pub fn json(&self) -> Value {
        let counts = |counts: &ImportCounts| json!({"new": counts.new, "unchanged": counts.unchanged, "bad": counts.bad});
        let tables = self.tables.iter();
        let tables: serde_json::Map<_, _> = tables
            .map(|(name, table)| (name.clone(), counts(table)))
            .collect();
        let bad_lines = self.bad_lines.iter();
        let bad_lines: Vec<_> = bad_lines
            .map(|bad| json!({"file": bad.file, "line": bad.line, "reason": bad.reason.as_str()}))
            .collect();
        json!({
            "committed": self.is_committed,
            "tables": tables,
            "totals": counts(&self.totals()),
            "badLines": bad_lines,
            "components": self.components,
            "warnings": self.warnings,
        })
    }
}

/// Opens a snapshot: a ZIP, the folder it was unpacked to, or one table's JSONL, which `table`
/// names. Nothing but what it is made of is read.
///
/// # Errors
/// If it is none, or is damaged.
pub fn open_snapshot(path: &Path, table: Option<&str>) -> Result<Snapshot, SnapshotError> {
    Snapshot::open(path, table, Limits::default())
}

impl Tenure {
    /// Takes a snapshot in. If some of its lines cannot be read, nothing is, unless the options say
    /// so: see [`ImportReport::is_committed`].
    ///
    /// # Errors
    /// If the snapshot cannot be read to its end, or differs from what is there.
    pub async fn import_convex(
        &self,
        snapshot: Snapshot,
        options: ImportOptions,
        progress: &dyn Progress,
    ) -> Result<ImportReport, ImportError> {
        let mut report = ImportReport {
            components: snapshot.components().map(str::to_owned).collect(),
            warnings: snapshot.warnings().to_vec(),
            ..ImportReport::default()
        };
        for table in snapshot.tables() {
            report
                .tables
                .insert(table.name.clone(), ImportCounts::default());
        }
        if self.is_move_finished().await? {
            return Err(ImportError::Finished);
        }
        progress.begin("Checks the snapshot", None);
        let snapshot = self.check(snapshot, &mut report, progress).await?;
        progress.end();
        let totals = report.totals();
        if options.dry_run || (totals.bad > 0 && !options.skip_invalid) {
            return Ok(report);
        }
        if totals.new > 0 {
            progress.begin("Takes documents in", Some(totals.new + totals.unchanged));
            self.take_in(snapshot, totals, progress).await?;
            progress.end();
        }
        report.is_committed = true;
        Ok(report)
    }

    /// Reads everything, and compares it with what is there.
    async fn check(
        &self,
        snapshot: Snapshot,
        report: &mut ImportReport,
        progress: &dyn Progress,
    ) -> Result<Snapshot, ImportError> {
        let (sender, mut pieces) = tokio::sync::mpsc::channel(AHEAD);
        let reading = read(snapshot, move |piece| sender.blocking_send(piece).is_ok())
            .map_err(|error| Error::Internal(error.to_string()))?;
        let mut known: HashMap<String, bool> = HashMap::new();
        while let Some(piece) = pieces.recv().await {
            match piece {
                Piece::Bad(bad) => {
                    report.tables.entry(bad.table.clone()).or_default().bad += 1;
                    report.bad_lines.push(bad);
                    progress.advance(1);
                }
                Piece::Documents {
                    file,
                    lines,
                    documents,
                } => {
                    let Some(first) = documents.first() else {
                        continue;
                    };
                    let table = first.table.clone();
                    let count = documents.len() as u64;
                    let is_known = match known.get(&table) {
                        Some(known) => *known,
                        None => self.has_documents(&table).await?,
                    };
                    known.insert(table.clone(), is_known);
                    let unchanged = if is_known {
                        self.compare(file, &lines, documents).await?
                    } else {
                        0
                    };
                    let counts = report.tables.entry(table).or_default();
                    counts.unchanged += unchanged;
                    counts.new += count - unchanged;
                    progress.advance(count);
                }
            }
        }
        finished(reading.join())
    }

    async fn has_documents(&self, table: &str) -> Result<bool, Error> {
        let table = table.to_owned();
        self.db
            .read(REASON, move |tx| {
                Box::pin(async move { Ok(legacy_documents::has_any(tx, &table).await?) })
            })
            .await
    }

    /// How many of these documents are there already; none of them may say something else.
    async fn compare(
        &self,
        file: String,
        lines: &[u64],
        documents: Vec<NewDocument>,
    ) -> Result<u64, ImportError> {
        let table = documents.first().map(|first| first.table.clone());
        let table = table.unwrap_or_default();
        let ids: Vec<String> = documents
            .iter()
            .map(|document| document.id.clone())
            .collect();
        let there: HashMap<String, String> = self
            .db
            .read(REASON, move |tx| {
                Box::pin(async move {
                    legacy_documents::among(tx, &table, &ids)
                        .await
                        .map_err(Error::from)
                })
            })
            .await?
            .into_iter()
            .collect();
        let mut unchanged = 0;
        for (document, line) in documents.into_iter().zip(lines) {
            match there.get(&document.id) {
                None => {}
                Some(json) if *json == document.json => unchanged += 1,
                Some(_) => {
                    return Err(ImportError::Changed {
                        file,
                        line: *line,
                        table: document.table,
                        id: document.id,
                    });
                }
            }
        }
        Ok(unchanged)
    }

    /// Reads everything again, into one transaction.
    async fn take_in(
        &self,
        snapshot: Snapshot,
        expected: ImportCounts,
        progress: &dyn Progress,
    ) -> Result<(), ImportError> {
        // The transaction may wait for nothing but the database, so it takes the pieces from a
        // channel that blocks: the thread behind it has nothing else to do.
        let (sender, pieces) = sync_channel(AHEAD);
        let (done, mut steps) = tokio::sync::mpsc::unbounded_channel();
        let now = self.now();
        let reading = read(snapshot, move |piece| sender.send(piece).is_ok())
            .map_err(|error| Error::Internal(error.to_string()))?;
        let write = self.db.write(REASON, move |tx| {
            Box::pin(async move {
                let (mut new, mut all) = (0, 0);
                while let Ok(piece) = pieces.recv() {
                    if let Piece::Documents { documents, .. } = piece {
                        new += legacy_documents::insert(tx, &documents, now).await?;
                        all += documents.len() as u64;
                        // Nobody may be watching.
                        let _ = done.send(documents.len() as u64);
                    }
                }
                finished(reading.join())?;
                if new != expected.new || all != expected.new + expected.unchanged {
                    return Err(ImportError::Disturbed);
                }
                count_import(tx, now).await?;
                if settings::find(tx, Key::LegacyFinished).await?.is_some() {
                    return Err(ImportError::Finished);
                }
                Ok(())
            })
        });
        tokio::pin!(write);
        loop {
            tokio::select! {
                written = &mut write => return written,
                Some(step) = steps.recv() => progress.advance(step),
            }
        }
    }
}

/// Tells whoever is placing documents that there are more.
async fn count_import(tx: &mut Tx, now: tenure_domain::time::Instant) -> Result<(), Error> {
    let imports = settings::find(tx, Key::LegacyImports).await?;
    let imports: u64 = imports.and_then(|count| count.parse().ok()).unwrap_or(0);
    settings::put(tx, Key::LegacyImports, &(imports + 1).to_string(), now).await?;
    Ok(())
}

/// What a thread that read a snapshot to its end brings back.
fn finished(
    joined: std::thread::Result<(Snapshot, Result<(), SnapshotError>)>,
) -> Result<Snapshot, ImportError> {
    match joined {
        Ok((snapshot, read)) => {
            read?;
            Ok(snapshot)
        }
        Err(_) => Err(Error::Internal("reading the snapshot panicked".to_owned()).into()),
    }
}
