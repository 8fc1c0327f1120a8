//! The schema as the engine has it, in terms both engines share.

use super::{Backend, Db, Error, Tenancy, values};

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SchemaColumn {
    /// The table.
    pub table: String,
    /// The column.
    pub column: String,
    /// `INTEGER`, `REAL`, `TEXT` or `BLOB`: what SQLite holds. PostgreSQL's `bigint` and `boolean`
    /// are the first, `uuid` and `bytea` the last.
    pub kind: String,
    /// Whether it must be filled in.
    pub required: bool,
}

/// Every column of every table of ours, by table and column.
///
/// # Errors
/// If the database fails.
pub async fn columns(db: &Db) -> Result<Vec<SchemaColumn>, Error> {
    let sql = match &db.backend {
        Backend::Sqlite(_) => {
            "SELECT t.name, c.name, CASE c.type WHEN 'BIGINT' THEN 'INTEGER' ELSE c.type END, c.\"notnull\" = 1
             FROM sqlite_schema t, pragma_table_info(t.name) c
             WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite!_%' ESCAPE '!'
             ORDER BY t.name, c.name"
        }
        Backend::Postgres(_) => {
            "SELECT table_name::text, column_name::text,
                    CASE data_type
                        WHEN 'bigint' THEN 'INTEGER' WHEN 'boolean' THEN 'INTEGER'
                        WHEN 'double precision' THEN 'REAL'
                        WHEN 'uuid' THEN 'BLOB' WHEN 'bytea' THEN 'BLOB'
                        WHEN 'text' THEN 'TEXT' ELSE data_type END,
                    is_nullable = 'NO'
             FROM information_schema.columns WHERE table_schema = 'public'
             ORDER BY table_name COLLATE \"C\", column_name COLLATE \"C\""
        }
    };
    let rows: Vec<(String, String, String, bool)> = db
        .read(Tenancy::Operator("reads the schema"), move |tx| {
            Box::pin(async move { tx.all(sql, values![]).await })
        })
        .await?;
    Ok(rows
        .into_iter()
        .map(|(table, column, kind, required)| SchemaColumn {
            table,
            column,
            kind,
            required,
        })
        .collect())
}
