//! Legacy documents: what a snapshot held, byte for byte, and what the move made of each.
//!
//! They hold every tenant's rows and belong to none, so nothing here takes a scope: only the
//! operator's commands reach them, under [`crate::Tenancy::Operator`]. On PostgreSQL no other role
//! may.

use tenure_domain::id::OrganizationId;
use tenure_domain::time::Instant;
use uuid::Uuid;

use crate::db::{Column, Columns, Error, FromRow, Query, Tx, Value, values};
use crate::statement::statements;

statements! {
    INSERT = "INSERT INTO legacy_documents (table_name, id, creation_time, document, state, notes, imported_at)
        VALUES ($1, $2, $3, $4, 'imported', '[]', $5) ON CONFLICT (table_name, id) DO NOTHING";
    SOME_OF_TABLE = "SELECT id FROM legacy_documents WHERE table_name = $1 LIMIT 1";
    AMONG = "SELECT id, document FROM legacy_documents WHERE table_name = $1";
    PAGE = "SELECT id, creation_time, document, state, reason, field, organization_id, row_id, notes
        FROM legacy_documents WHERE table_name = $1 AND id > $2 ORDER BY id LIMIT $3";
    PAGE_IN_STATE = "SELECT id, creation_time, document, state, reason, field, organization_id, row_id, notes
        FROM legacy_documents WHERE state = $1 AND table_name = $2 AND id > $3 ORDER BY id LIMIT $4";
    FIND = "SELECT id, creation_time, document, state, reason, field, organization_id, row_id, notes
        FROM legacy_documents WHERE table_name = $1 AND id = $2";
    OF_ROW = "SELECT id FROM legacy_documents WHERE table_name = $1 AND row_id = $2 AND state = 'placed'";
    NOTE = "UPDATE legacy_documents SET notes = $3 WHERE table_name = $1 AND id = $2 AND state = 'placed'";
    AGES = "SELECT id, creation_time FROM legacy_documents WHERE table_name = $1 AND id > $2 ORDER BY id LIMIT $3";
    AGE = "SELECT creation_time FROM legacy_documents WHERE table_name = $1 AND id = $2";
    SETTLE = "UPDATE legacy_documents SET state = $3, reason = $4, field = $5, organization_id = $6, row_id = $7,
            notes = $8, placed_at = $9
        WHERE table_name = $1 AND id = $2 AND state IN ('imported', 'orphaned')";
    RESET = "UPDATE legacy_documents SET state = 'imported', reason = NULL, field = NULL, organization_id = NULL,
            row_id = NULL, notes = '[]', placed_at = NULL
        WHERE table_name = $1 AND id = $2 AND state = $3";
    PURGE = "DELETE FROM legacy_documents WHERE (table_name, id) IN (
        SELECT table_name, id FROM legacy_documents ORDER BY table_name, id LIMIT $1)";
    COUNTS = "SELECT table_name, state, COUNT(*) FROM legacy_documents GROUP BY state, table_name";
    REASONS = "SELECT table_name, reason, COUNT(*) FROM legacy_documents WHERE state = 'orphaned'
        GROUP BY table_name, reason";
}

/// What the move made of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    /// Nothing yet.
    Imported,
    /// It lives on as a row.
    Placed,
    /// Another one counts in its stead.
    Superseded,
    /// It has no home.
    Orphaned,
    /// Its table is not placed.
    Kept,
}

impl State {
    /// The word for it, everywhere.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Imported => "imported",
            Self::Placed => "placed",
            Self::Superseded => "superseded",
            Self::Orphaned => "orphaned",
            Self::Kept => "kept",
        }
    }
}

impl Column for State {
    fn from_next(columns: &mut Columns<'_>) -> Result<Self, Error> {
        let word: String = columns.take()?;
        [
            Self::Imported,
            Self::Placed,
            Self::Superseded,
            Self::Orphaned,
            Self::Kept,
        ]
        .into_iter()
        .find(|state| state.as_str() == word)
        .ok_or(Error::Decode {
            column: 0,
            reason: format!("`{word}` is no state of a legacy document"),
        })
    }
}

/// A document to take in.
#[derive(Debug, Clone, PartialEq)]
pub struct NewDocument {
    /// Its table.
    pub table: String,
    /// Its id.
    pub id: String,
    /// When it was made, in milliseconds since 1970, as exactly as the snapshot has it.
    pub creation_time: Option<f64>,
    /// Its JSON, byte for byte.
    pub json: String,
}

/// What was made of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// What became of it.
    pub state: State,
    /// Why it is orphaned.
    pub reason: Option<String>,
    /// The field that cannot be read, if that is why.
    pub field: Option<String>,
    /// The organization it lives in.
    pub organization_id: Option<OrganizationId>,
    /// The row it lives on as.
    pub row_id: Option<Uuid>,
    /// JSON array of `kind:field`.
    pub notes: String,
}

/// A document as it was taken in, and what was made of it.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredDocument {
    /// Its id.
    pub id: String,
    /// When it was made.
    pub creation_time: Option<f64>,
    /// Its JSON.
    pub json: String,
    /// What was made of it.
    pub outcome: Outcome,
}

impl FromRow for StoredDocument {
    fn from_row(columns: &mut Columns<'_>) -> Result<Self, Error> {
        Ok(Self {
            id: columns.take()?,
            creation_time: columns.take()?,
            json: columns.take()?,
            outcome: Outcome {
                state: columns.take()?,
                reason: columns.take()?,
                field: columns.take()?,
                organization_id: columns.take()?,
                row_id: columns.take()?,
                notes: columns.take()?,
            },
        })
    }
}

/// A document and what is made of it now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settlement {
    /// Its id.
    pub id: String,
    /// What is made of it.
    pub outcome: Outcome,
}

/// Takes documents in and tells how many; those that are there stay as they are.
///
/// # Errors
/// If the database fails.
pub async fn insert(tx: &mut Tx, documents: &[NewDocument], now: Instant) -> Result<u64, Error> {
    let sets: Vec<Vec<Value<'_>>> = documents
        .iter()
        .map(|document| {
            values![
                &document.table,
                &document.id,
                document.creation_time,
                &document.json,
                now,
            ]
            .to_vec()
        })
        .collect();
    tx.execute_each(INSERT, &sets).await
}

/// Whether a table has any document.
///
/// # Errors
/// If the database fails.
pub async fn has_any(tx: &mut Tx, table: &str) -> Result<bool, Error> {
    let some: Option<(String,)> = tx.optional(SOME_OF_TABLE, values![table]).await?;
    Ok(some.is_some())
}

/// The JSON of those documents that are there.
///
/// # Errors
/// If the database fails.
pub async fn among(
    tx: &mut Tx,
    table: &str,
    ids: &[String],
) -> Result<Vec<(String, String)>, Error> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = Query::new(AMONG.sql, values![table]);
    for (place, id) in ids.iter().enumerate() {
        query.bind(
            if place == 0 { " AND id IN (?" } else { ", ?" },
            values![id],
        );
    }
    query.push(")");
    tx.all(query.sql(), query.values()).await
}

/// A table's documents in the order of their ids, after `after`.
///
/// # Errors
/// If the database fails.
pub async fn page(
    tx: &mut Tx,
    table: &str,
    after: &str,
    rows: usize,
) -> Result<Vec<StoredDocument>, Error> {
    tx.all(PAGE, values![table, after, rows]).await
}

/// The same of those in one state.
///
/// # Errors
/// If the database fails.
pub async fn page_in_state(
    tx: &mut Tx,
    state: State,
    table: &str,
    after: &str,
    rows: usize,
) -> Result<Vec<StoredDocument>, Error> {
    tx.all(PAGE_IN_STATE, values![state.as_str(), table, after, rows])
        .await
}

/// One document.
///
/// # Errors
/// If the database fails.
pub async fn find(tx: &mut Tx, table: &str, id: &str) -> Result<Option<StoredDocument>, Error> {
    tx.optional(FIND, values![table, id]).await
}

/// The document of a table that lives on as a row.
///
/// # Errors
/// If the database fails.
pub async fn of_row(tx: &mut Tx, table: &str, row: Uuid) -> Result<Option<String>, Error> {
    let id: Option<(String,)> = tx.optional(OF_ROW, values![table, row]).await?;
    Ok(id.map(|(id,)| id))
}

/// Changes what is noted at a placed document.
///
/// # Errors
/// If the database fails.
pub async fn note(tx: &mut Tx, table: &str, id: &str, notes: &str) -> Result<u64, Error> {
    tx.execute(NOTE, values![table, id, notes]).await
}

/// When a table's documents were made, in the order of their ids, after `after`.
///
/// # Errors
/// If the database fails.
pub async fn ages(
    tx: &mut Tx,
    table: &str,
    after: &str,
    rows: usize,
) -> Result<Vec<(String, Option<f64>)>, Error> {
    tx.all(AGES, values![table, after, rows]).await
}

/// When a document was made.
///
/// # Errors
/// If the database fails.
pub async fn age(tx: &mut Tx, table: &str, id: &str) -> Result<Option<f64>, Error> {
    let age: Option<(Option<f64>,)> = tx.optional(AGE, values![table, id]).await?;
    Ok(age.and_then(|(age,)| age))
}

/// Notes what is made of documents that wait for a home, and tells how many did.
///
/// # Errors
/// If the database fails.
pub async fn settle(
    tx: &mut Tx,
    table: &str,
    settlements: &[Settlement],
    now: Instant,
) -> Result<u64, Error> {
    let sets: Vec<Vec<Value<'_>>> = settlements
        .iter()
        .map(|Settlement { id, outcome }| {
            let row_id = outcome.row_id.map_or(Value::Null, Value::Uuid);
            vec![
                table.into(),
                id.into(),
                outcome.state.as_str().into(),
                outcome.reason.as_ref().into(),
                outcome.field.as_ref().into(),
                outcome.organization_id.into(),
                row_id,
                Value::from(&outcome.notes),
                now.into(),
            ]
        })
        .collect();
    tx.execute_each(SETTLE, &sets).await
}

/// Puts documents of one state back to where they wait for a home, and tells how many.
///
/// # Errors
/// If the database fails.
pub async fn reset(tx: &mut Tx, table: &str, state: State, ids: &[String]) -> Result<u64, Error> {
    let sets: Vec<Vec<Value<'_>>> = ids
        .iter()
        .map(|id| vec![table.into(), id.into(), state.as_str().into()])
        .collect();
    tx.execute_each(RESET, &sets).await
}

/// Deletes so many documents, and tells how many were.
///
/// # Errors
/// If the database fails.
pub async fn purge(tx: &mut Tx, rows: usize) -> Result<u64, Error> {
    tx.execute(PURGE, values![rows]).await
}

/// How many documents each table has in each state.
///
/// # Errors
/// If the database fails.
pub async fn counts(tx: &mut Tx) -> Result<Vec<(String, State, i64)>, Error> {
    tx.all(COUNTS, values![]).await
}

/// How many orphaned documents each table has for each reason.
///
/// # Errors
/// If the database fails.
pub async fn reasons(tx: &mut Tx) -> Result<Vec<(String, String, i64)>, Error> {
    tx.all(REASONS, values![]).await
}
