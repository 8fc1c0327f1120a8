//! What stands in the way of undoing the move: rows that refer to what it placed and that are not
//! its own. Which tables can, the schema says, so that a new one is not forgotten.
//!
//! The operator's, like [`crate::legacy_placement`], and for the same reason without a scope.

use tenure_domain::id::OrganizationId;
use uuid::Uuid;

use crate::db::schema::{Reference, columns_of};
use crate::db::{Error, Query, Tx, Value, values};
use crate::legacy_placement::MovedRow;
use crate::repairs::Image;

/// Tables whose rows are only traces of what happened to other rows, and go with those.
const TRACES: [&str; 7] = [
    "address_changes",
    "events",
    "idempotency_keys",
    "known_devices",
    "links",
    "outbox",
    "sessions",
];

/// Whether rows of a table are only traces.
#[must_use]
pub fn is_trace(table: &str) -> bool {
    TRACES.contains(&table)
}

/// How many rows refer to each id by one column.
///
/// # Errors
/// If the database fails.
pub async fn counts(tx: &mut Tx, table: &str, column: &str) -> Result<Vec<(Uuid, i64)>, Error> {
    let sql = format!(
        "SELECT {column}, COUNT(*) FROM {table} WHERE {column} IS NOT NULL GROUP BY {column}"
    );
    tx.all(sql, values![]).await
}

/// A row that may stand in the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Its id, if its table has such a column.
    pub id: Option<Uuid>,
    /// The organization it is in, if its table has such a column.
    pub organization_id: Option<OrganizationId>,
}

/// The rows that refer to `to` by one column.
///
/// # Errors
/// If the database fails.
pub async fn candidates(
    tx: &mut Tx,
    table: &str,
    column: &str,
    to: Uuid,
) -> Result<Vec<Candidate>, Error> {
    let columns = columns_of(tx, table).await?;
    let has = |name: &str| columns.iter().any(|column| column == name);
    let (id, organization) = (has("id"), has("organization_id"));
    let select = match (id, organization) {
        (true, true) => "id, organization_id",
        (true, false) => "id",
        (false, true) => "organization_id",
        (false, false) => column,
    };
    let sql = format!("SELECT {select} FROM {table} WHERE {column} = $1");
    let found = |id, organization_id| Candidate {
        id,
        organization_id,
    };
    if id && organization {
        let rows: Vec<(Uuid, Option<OrganizationId>)> = tx.all(sql, values![to]).await?;
        let rows = rows.into_iter();
        return Ok(rows.map(|(id, home)| found(Some(id), home)).collect());
    }
    let rows: Vec<(Option<Uuid>,)> = tx.all(sql, values![to]).await?;
    let rows = rows.into_iter().map(|(value,)| match (id, organization) {
        (true, _) => found(value, None),
        (_, true) => found(None, value.map(OrganizationId::from_uuid)),
        _ => found(None, None),
    });
    Ok(rows.collect())
}

/// A table with a row that refers to `row` and is none of `but`, nor a trace.
///
/// # Errors
/// If the database fails.
pub async fn referring(
    tx: &mut Tx,
    references: &[Reference],
    row: &MovedRow,
    but: &[MovedRow],
) -> Result<Option<String>, Error> {
    for reference in references {
        if reference.to != row.table() || is_trace(&reference.table) {
            continue;
        }
        let mut query = Query::new(&format!("SELECT TRUE FROM {}", reference.table), values![]);
        for (place, (own, other)) in reference.columns.iter().enumerate() {
            let word = if place == 0 { " WHERE" } else { " AND" };
            let value = column(row, other);
            query.bind(&format!("{word} {own} = ?"), &[value]);
        }
        for other in but.iter().filter(|other| other.table() == reference.table) {
            query.bind(" AND id <> ?", values![other.id()]);
        }
        query.push(" LIMIT 1");
        let found: Option<(bool,)> = tx.optional(query.sql(), query.values()).await?;
        if found.is_some() {
            return Ok(Some(reference.table.clone()));
        }
    }
    Ok(None)
}

/// What a row has in a column; nothing refers to what it does not have.
fn column<'a>(row: &'a MovedRow, name: &str) -> Value<'a> {
    let place = row.columns().iter().position(|column| *column == name);
    place
        .and_then(|place| row.values().into_iter().nth(place))
        .unwrap_or(Value::Null)
}

/// Removes the traces that refer to an id by any of these references.
///
/// # Errors
/// If the database fails.
pub async fn remove_traces(
    tx: &mut Tx,
    references: &[Reference],
    row: &MovedRow,
) -> Result<(), Error> {
    for reference in references {
        if let [(own, other)] = reference.columns.as_slice()
            && reference.to == row.table()
            && is_trace(&reference.table)
        {
            let sql = format!("DELETE FROM {} WHERE {own} = $1", reference.table);
            tx.execute(sql, &[column(row, other)]).await?;
        }
    }
    Ok(())
}

/// The images of a table's rows that have this in a column, and this id if one is given.
///
/// # Errors
/// If the database fails.
pub async fn images(
    tx: &mut Tx,
    table: &str,
    column: &str,
    value: Uuid,
    id: Option<Uuid>,
) -> Result<Vec<Image>, Error> {
    let columns = columns_of(tx, table).await?;
    let json = tx.dialect().row_as_json(&columns);
    let mut query = Query::new(
        &format!("SELECT {json} FROM {table} r WHERE r.{column} = $1"),
        values![value],
    );
    query.bind_if(" AND r.id = ?", id);
    let rows: Vec<(String,)> = tx.all(query.sql(), query.values()).await?;
    let rows = rows.into_iter().map(|(before,)| Image {
        table: table.to_owned(),
        before: Some(before),
        after: None,
    });
    Ok(rows.collect())
}

/// Removes those rows.
///
/// # Errors
/// If the database fails, or something refers to one of them.
pub async fn remove(
    tx: &mut Tx,
    table: &str,
    column: &str,
    value: Uuid,
    id: Option<Uuid>,
) -> Result<u64, Error> {
    let mut query = Query::new(
        &format!("DELETE FROM {table} WHERE {column} = $1"),
        values![value],
    );
    query.bind_if(" AND id = ?", id);
    tx.execute(query.sql(), query.values()).await
}
