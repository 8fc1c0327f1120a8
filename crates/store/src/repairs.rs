//! The journal: what was done to data beyond what people do, with what undoes it.
//!
//! An entry is begun, has images of rows added in the transactions that touch them, and is closed:
//! one that was interrupted can be told from one that is whole.

use tenure_domain::id::RepairId;
use tenure_domain::time::Instant;

use crate::db::{Column, Columns, Error, FromRow, Tx, Value, values};
use crate::statement::statements;

statements! {
    INSERT = "INSERT INTO repairs (id, code, at, state, row_count, detail) VALUES ($1, $2, $3, 'applying', 0, '{}')";
    OPEN = "SELECT id FROM repairs WHERE state = 'applying' AND code = $1 ORDER BY id DESC LIMIT 1";
    COUNT = "UPDATE repairs SET row_count = row_count + $2 WHERE id = $1";
    CLOSE = "UPDATE repairs SET state = 'applied', detail = $2 WHERE id = $1 AND state = 'applying'";
    LAST_POSITION = "SELECT COALESCE(MAX(position), 0) FROM repair_rows WHERE repair_id = $1";
    INSERT_ROW = "INSERT INTO repair_rows (repair_id, position, table_name, before, after) VALUES ($1, $2, $3, $4, $5)";
    LIST = "SELECT id, code, at, state, row_count, detail FROM repairs WHERE id < $1 ORDER BY id DESC LIMIT $2";
    ROWS = "SELECT table_name, before, after FROM repair_rows WHERE repair_id = $1 AND position > $2
        ORDER BY position LIMIT $3";
}

/// How far an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RepairState {
    /// Begun.
    Applying,
    /// Done.
    Applied,
    /// Being taken back.
    Undoing,
    /// Taken back.
    Undone,
}

impl RepairState {
    /// The word for it, everywhere.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Applying => "applying",
            Self::Applied => "applied",
            Self::Undoing => "undoing",
            Self::Undone => "undone",
        }
    }
}

impl Column for RepairState {
    fn from_next(columns: &mut Columns<'_>) -> Result<Self, Error> {
        let word: String = columns.take()?;
        [Self::Applying, Self::Applied, Self::Undoing, Self::Undone]
            .into_iter()
            .find(|state| state.as_str() == word)
            .ok_or(Error::Decode {
                column: 0,
                reason: format!("`{word}` is no state of a repair"),
            })
    }
}

/// An entry of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// Its id.
    pub id: RepairId,
    /// The check whose finding it repairs, or the step of the move.
    pub code: String,
    /// When it began.
    pub at: Instant,
    /// How far it is.
    pub state: RepairState,
    /// How many rows it touched.
    pub rows: i64,
    /// JSON of what else belongs to it.
    pub detail: String,
}

impl FromRow for Repair {
    fn from_row(columns: &mut Columns<'_>) -> Result<Self, Error> {
        Ok(Self {
            id: columns.take()?,
            code: columns.take()?,
            at: columns.take()?,
            state: columns.take()?,
            rows: columns.take()?,
            detail: columns.take()?,
        })
    }
}

/// A row that an entry touched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// The table it is in.
    pub table: String,
    /// JSON of what it was; none if it was made.
    pub before: Option<String>,
    /// JSON of what it became; none if it was removed.
    pub after: Option<String>,
}

impl FromRow for Image {
    fn from_row(columns: &mut Columns<'_>) -> Result<Self, Error> {
        Ok(Self {
            table: columns.take()?,
            before: columns.take()?,
            after: columns.take()?,
        })
    }
}

/// Begins an entry, or goes on with the one of this code that was interrupted: gives its id.
///
/// # Errors
/// If the database fails.
pub async fn begin(tx: &mut Tx, id: RepairId, code: &str, now: Instant) -> Result<RepairId, Error> {
    let open: Option<(RepairId,)> = tx.optional(OPEN, values![code]).await?;
    if let Some((open,)) = open {
        return Ok(open);
    }
    tx.execute(INSERT, values![id, code, now]).await?;
    Ok(id)
}

/// Adds to an entry that so many rows were touched, and the images of those that nothing else could
/// bring back.
///
/// # Errors
/// If the database fails.
pub async fn touch(tx: &mut Tx, id: RepairId, rows: i64, images: &[Image]) -> Result<(), Error> {
    if rows != 0 {
        tx.execute(COUNT, values![id, rows]).await?;
    }
    if images.is_empty() {
        return Ok(());
    }
    let (last,): (i64,) = tx.one(LAST_POSITION, values![id]).await?;
    let sets: Vec<Vec<Value<'_>>> = images
        .iter()
        .zip(last + 1..)
        .map(|(image, position)| {
            let (before, after) = (image.before.as_ref(), image.after.as_ref());
            vec![
                id.into(),
                position.into(),
                Value::from(&image.table),
                before.into(),
                after.into(),
            ]
        })
        .collect();
    tx.execute_each(INSERT_ROW, &sets).await.map(drop)
}

/// Closes an entry: all of it is done.
///
/// # Errors
/// If the database fails.
pub async fn close(tx: &mut Tx, id: RepairId, detail: &str) -> Result<(), Error> {
    tx.execute(CLOSE, values![id, detail]).await.map(drop)
}

/// The entries before one, newest first.
///
/// # Errors
/// If the database fails.
pub async fn list(tx: &mut Tx, before: RepairId, rows: usize) -> Result<Vec<Repair>, Error> {
    tx.all(LIST, values![before, rows]).await
}

/// The images of an entry after a position, in the order in which its rows were touched.
///
/// # Errors
/// If the database fails.
pub async fn images(
    tx: &mut Tx,
    id: RepairId,
    after: i64,
    rows: usize,
) -> Result<Vec<Image>, Error> {
    tx.all(ROWS, values![id, after, rows]).await
}
