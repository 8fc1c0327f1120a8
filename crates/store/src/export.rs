//! Reading all that an organization holds, table by table, for those who take it away.

use tenure_domain::permission::ExportOrganization;
use tenure_domain::time::Instant;
use uuid::Uuid;

use crate::db::{Error, Query, Raw, RawRow, Tx, Value, values};
use crate::scope::Scope;
use crate::tenant_tables::{Column, Export, Kind, ORGANIZATION, TENANT_TABLES};

/// What is read into files of one name.
#[derive(Debug, Clone, Copy)]
pub struct Dataset {
    /// The name of its files.
    pub file: &'static str,
    /// Its columns.
    pub columns: &'static [Column],
    /// Where its rows are, with their `organization_id`.
    from: &'static str,
    key: &'static [Column],
}

/// Who the users are that the other files name by their ids. Their addresses are their own.
const PEOPLE: Dataset = Dataset {
    file: "people",
    columns: &[
        ("id", Kind::Id),
        ("name", Kind::Text),
        ("is_placeholder", Kind::Flag),
    ],
    from: "(SELECT m.organization_id, u.id, u.name, u.is_placeholder FROM memberships m JOIN users u ON u.id = m.user_id) people",
    key: &[("id", Kind::Id)],
};

/// All of them.
pub fn datasets() -> impl Iterator<Item = Dataset> {
    let of_tables = TENANT_TABLES
        .iter()
        .rev()
        .filter_map(|table| match table.export {
            Export::Rows { file, columns, .. } => Some(Dataset {
                file,
                columns,
                from: table.name,
                key: table.key,
            }),
            Export::Nothing(_) => None,
        });
    std::iter::once(PEOPLE).chain(of_tables)
}

/// What a row holds in one column.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// An id.
    Id(Uuid),
    /// A text.
    Text(String),
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Integer(i64),
    /// A moment.
    Time(Instant),
    /// JSON, as text.
    Json(String),
}

/// A row of a dataset.
#[derive(Debug)]
pub struct ExportedRow {
    /// Its columns, in the dataset's order.
    pub cells: Vec<Cell>,
    /// Where it stands.
    key: Vec<Raw>,
}

/// The next rows of a dataset, after `after` in the order of their keys.
///
/// # Errors
/// If the database fails.
pub async fn rows(
    tx: &mut Tx,
    scope: &Scope<ExportOrganization>,
    dataset: &Dataset,
    after: Option<&ExportedRow>,
    rows: usize,
) -> Result<Vec<ExportedRow>, Error> {
    let (key, columns) = (names(dataset.key), names(dataset.columns));
    let from = dataset.from;
    let sql = format!("SELECT {key}, {columns} FROM {from} WHERE organization_id = $1");
    let mut query = Query::new(&sql, values![scope.organization_id()]);
    if let Some(after) = after {
        let places = vec!["?"; after.key.len()].join(", ");
        let place = after.key.iter().map(value).collect::<Result<Vec<_>, _>>()?;
        query.bind(&format!(" AND ({key}) > ({places})"), &place);
    }
    query.bind(&format!(" ORDER BY {key} LIMIT ?"), values![rows]);
    let found: Vec<RawRow> = tx.all(query.sql(), query.values()).await?;
    let row = |RawRow(mut raw): RawRow| {
        let cells = raw.split_off(dataset.key.len());
        Ok(ExportedRow {
            cells: typed(dataset.columns, cells)?,
            key: raw,
        })
    };
    found.into_iter().map(row).collect()
}

/// What the organization itself holds, by [`ORGANIZATION`].
///
/// # Errors
/// If the database fails.
pub async fn organization(
    tx: &mut Tx,
    scope: &Scope<ExportOrganization>,
) -> Result<Vec<Cell>, Error> {
    let sql = format!(
        "SELECT {} FROM organizations WHERE id = $1",
        names(ORGANIZATION)
    );
    let RawRow(raw) = tx.one(sql, values![scope.organization_id()]).await?;
    typed(ORGANIZATION, raw)
}

fn names(columns: &[Column]) -> String {
    let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
    names.join(", ")
}

fn value(raw: &Raw) -> Result<Value<'_>, Error> {
    Ok(match raw {
        Raw::Null => Value::Null,
        Raw::Integer(number) => Value::Integer(*number),
        Raw::Real(number) => Value::Real(*number),
        Raw::Text(text) => Value::Text(text),
        Raw::Bytes(bytes) => Value::Uuid(id(0, bytes)?),
    })
}

fn typed(columns: &[Column], raw: Vec<Raw>) -> Result<Vec<Cell>, Error> {
    let columns = columns.iter().zip(raw).enumerate();
    columns
        .map(|(place, ((_, kind), raw))| {
            Ok(match (kind, raw) {
                (_, Raw::Null) => Cell::Empty,
                (Kind::Id, Raw::Bytes(bytes)) => Cell::Id(id(place, &bytes)?),
                (Kind::Flag, Raw::Integer(number)) => Cell::Flag(number != 0),
                (Kind::Integer, Raw::Integer(number)) => Cell::Integer(number),
                (Kind::Time, Raw::Integer(millis)) => Cell::Time(Instant::from_millis(millis)),
                (Kind::Text, Raw::Text(text)) => Cell::Text(text),
                (Kind::Json, Raw::Text(text)) => Cell::Json(text),
                (kind, raw) => {
                    let reason = format!("{raw:?} is no {kind:?}");
                    return Err(Error::Decode {
                        column: place,
                        reason,
                    });
                }
            })
        })
        .collect()
}

fn id(column: usize, bytes: &[u8]) -> Result<Uuid, Error> {
    Uuid::from_slice(bytes).map_err(|error| Error::Decode {
        column,
        reason: error.to_string(),
    })
}
