//! The schema as the engine has it, in terms both engines share.

use super::{Backend, Db, Engine, Error, Tenancy, Tx, values};

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

/// A foreign key: rows of one table refer to rows of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The table that refers.
    pub table: String,
    /// The table that is referred to.
    pub to: String,
    /// Its columns, each with the one it refers to.
    pub columns: Vec<(String, String)>,
}

/// Every foreign key between tables that the transaction may read.
///
/// # Errors
/// If the database fails.
pub async fn references(tx: &mut Tx) -> Result<Vec<Reference>, Error> {
    let sql = match tx.dialect() {
        Engine::Sqlite => {
            "SELECT t.name, CAST(f.id AS TEXT), f.\"table\", f.\"from\", f.\"to\"
             FROM sqlite_schema t, pragma_foreign_key_list(t.name) f
             WHERE t.type = 'table' ORDER BY t.name, f.id, f.seq"
        }
        Engine::Postgres => {
            "SELECT c.conrelid::regclass::text, c.conname::text, c.confrelid::regclass::text,
                    a.attname::text, b.attname::text
             FROM pg_constraint c
             CROSS JOIN LATERAL unnest(c.conkey, c.confkey) WITH ORDINALITY AS k (own, other, place)
             JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.own
             JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = k.other
             WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace
                AND has_table_privilege(c.conrelid, 'SELECT')
             ORDER BY c.conrelid::regclass::text COLLATE \"C\", c.conname, k.place"
        }
    };
    let columns: Vec<(String, String, String, String, String)> = tx.all(sql, values![]).await?;
    let mut references: Vec<(String, Reference)> = Vec::new();
    for (table, name, to, from, into) in columns {
        match references.last_mut() {
            Some((last, reference)) if *last == name && reference.table == table => {
                reference.columns.push((from, into));
            }
            _ => references.push((
                name,
                Reference {
                    table,
                    to,
                    columns: vec![(from, into)],
                },
            )),
        }
    }
    Ok(references
        .into_iter()
        .map(|(_, reference)| reference)
        .collect())
}

/// The columns of a table, in its order.
///
/// # Errors
/// If the database fails.
pub async fn columns_of(tx: &mut Tx, table: &str) -> Result<Vec<String>, Error> {
    let sql = match tx.dialect() {
        Engine::Sqlite => "SELECT name FROM pragma_table_info($1)",
        Engine::Postgres => {
            "SELECT column_name::text FROM information_schema.columns
             WHERE table_schema = 'public' AND table_name = $1 ORDER BY ordinal_position"
        }
    };
    let columns: Vec<(String,)> = tx.all(sql, values![table]).await?;
    Ok(columns.into_iter().map(|(column,)| column).collect())
}
