//! What the database itself takes: the same rows, by one prepared statement in one transaction,
//! from memory, into an empty database of the same schema.

use std::path::Path;
use std::time::{Duration, Instant as Stopwatch};

use anyhow::Result;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

/// How many rows went in, and how long it took.
#[derive(Clone, Copy)]
pub(super) struct Limit {
    pub(super) rows: u64,
    pub(super) took: Duration,
}

impl Limit {
    pub(super) fn per_second(self) -> f64 {
        per_second(self.rows, self.took)
    }
}

/// Rows per second.
pub(super) fn per_second(rows: u64, took: Duration) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "fewer rows than 2^53")]
    let rows = rows as f64;
    rows / took.as_secs_f64()
}

/// The legacy documents, as they are when they have been taken in.
pub(super) fn documents(from: &Path, into: &Path) -> Result<Limit> {
    copy(from, into, "legacy_documents")
}

/// The time entries: nearly all of what placing writes.
pub(super) fn entries(from: &Path, into: &Path) -> Result<Limit> {
    copy(from, into, "time_entries")
}

fn copy(from: &Path, into: &Path, table: &str) -> Result<Limit> {
    let source = Connection::open(from)?;
    let mut target = Connection::open(into)?;
    target.pragma_update(None, "journal_mode", "WAL")?;
    target.pragma_update(None, "synchronous", "FULL")?;
    let mut schema = source.prepare(
        "SELECT sql FROM sqlite_schema WHERE tbl_name = ?1 AND sql IS NOT NULL ORDER BY type DESC",
    )?;
    let statements = schema.query_map([table], |row| row.get::<_, String>(0))?;
    for statement in statements {
        target.execute_batch(&statement?)?;
    }
    let mut all = source.prepare(&format!("SELECT * FROM {table}"))?;
    let columns = all.column_count();
    let rows = all.query_map([], |row| {
        (0..columns)
            .map(|column| row.get(column))
            .collect::<rusqlite::Result<Vec<Value>>>()
    })?;
    let rows: Vec<Vec<Value>> = rows.collect::<rusqlite::Result<_>>()?;
    let places: Vec<String> = (1..=columns).map(|place| format!("?{place}")).collect();
    let insert = format!("INSERT INTO {table} VALUES ({})", places.join(", "));
    // What they refer to is not there: the limit is without looking that up.
    target.pragma_update(None, "foreign_keys", false)?;
    let began = Stopwatch::now();
    let transaction = target.transaction()?;
    {
        let mut insert = transaction.prepare(&insert)?;
        for row in &rows {
            insert.execute(params_from_iter(row))?;
        }
    }
    transaction.commit()?;
    Ok(Limit {
        rows: rows.len() as u64,
        took: began.elapsed(),
    })
}
