//! Plain SQL on a test's database: to look behind the application, and to break what it holds.

use std::collections::BTreeSet;

use rusqlite::Connection;
use rusqlite::types::ValueRef;
use tenure_store::db::schema::columns;
use tokio_postgres::{NoTls, SimpleQueryMessage};
use uuid::Uuid;

use crate::TestDatabase;

/// What [`TestDatabase::content`] leaves out: the schema's own history, and the journal.
const NO_CONTENT: &[&str] = &["schema_migrations", "repairs", "repair_rows"];

impl TestDatabase {
    /// An id as the engine's SQL writes it.
    #[must_use]
    pub fn literal(&self, id: Uuid) -> String {
        if self.url.starts_with("sqlite:") {
            format!("x'{}'", id.simple())
        } else {
            format!("'{id}'")
        }
    }

    /// Bytes as the engine's SQL writes them.
    #[must_use]
    pub fn bytes_literal(&self, bytes: &[u8]) -> String {
        let digits = tenure_app::auth::hex(bytes);
        if self.url.starts_with("sqlite:") {
            format!("x'{digits}'")
        } else {
            format!("'\\x{digits}'")
        }
    }

    /// Runs a script behind the application's back.
    ///
    /// # Panics
    /// If the database refuses it.
    pub async fn execute(&self, script: &str) {
        if let Some(path) = self.url.strip_prefix("sqlite:") {
            let connection = Connection::open(path).expect("the database opens");
            connection.execute_batch(script).expect("the script runs");
        } else {
            // Row-level security holds for the owner too.
            self.on_postgres(&format!("SET ROLE tenure_operator; {script}"))
                .await;
        }
    }

    /// The same as the one who owns the tables: for what even the operator's role may not.
    ///
    /// # Panics
    /// If the database refuses it.
    pub async fn as_owner(&self, script: &str) {
        if self.url.starts_with("sqlite:") {
            self.execute(script).await;
        } else {
            self.on_postgres(script).await;
        }
    }

    /// The rows of a query, as text.
    ///
    /// # Panics
    /// If the database refuses it.
    pub async fn query(&self, sql: &str) -> Vec<Vec<String>> {
        if let Some(path) = self.url.strip_prefix("sqlite:") {
            let connection = Connection::open(path).expect("the database opens");
            let mut statement = connection.prepare(sql).expect("the query is right");
            let columns = statement.column_count();
            let rows = statement.query_map([], |row| {
                (0..columns)
                    .map(|column| Ok(text(row.get_ref(column)?)))
                    .collect()
            });
            return rows.and_then(Iterator::collect).expect("the query runs");
        }
        let messages = self
            .on_postgres(&format!("SET ROLE tenure_operator; {sql}"))
            .await;
        messages
            .into_iter()
            .filter_map(|message| match message {
                SimpleQueryMessage::Row(row) => Some(
                    (0..row.len())
                        .map(|column| row.get(column).unwrap_or("NULL").to_owned())
                        .collect(),
                ),
                _ => None,
            })
            .collect()
    }

    /// The one number that a query gives.
    ///
    /// # Panics
    /// If it gives something else.
    pub async fn number(&self, sql: &str) -> i64 {
        let rows = self.query(sql).await;
        let number = rows.first().and_then(|row| row.first());
        number.and_then(|text| text.parse().ok()).expect("a number")
    }

    /// Everything that is in the database but the journal, a line for each row: two of the same are
    /// the same.
    ///
    /// # Panics
    /// If the database cannot be read.
    pub async fn content(&self) -> Vec<String> {
        let columns = columns(&self.db).await.expect("the schema is read");
        let tables: BTreeSet<String> = columns.into_iter().map(|column| column.table).collect();
        let mut content = Vec::new();
        for table in tables {
            if NO_CONTENT.contains(&table.as_str()) {
                continue;
            }
            let rows = self.query(&format!("SELECT * FROM {table}")).await;
            let lines = rows
                .into_iter()
                .map(|row| format!("{table}: {}", row.join(" | ")));
            content.extend(lines);
        }
        content.sort_unstable();
        content
    }

    async fn on_postgres(&self, script: &str) -> Vec<SimpleQueryMessage> {
        let (client, connection) = tokio_postgres::connect(&self.url, NoTls)
            .await
            .expect("the test server answers");
        let served = tokio::spawn(connection);
        let messages = client.simple_query(script).await.expect("the script runs");
        drop(client);
        // Its end is of no interest.
        drop(served.await);
        messages
    }
}

fn text(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Null => "NULL".to_owned(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
        ValueRef::Blob(bytes) => tenure_app::auth::hex(bytes),
    }
}
