//! A way into a test's database beside the store: for rows that no use case makes yet, and for
//! looking at what one left behind. On PostgreSQL it works as the superuser, so that nothing hides.

use tenure_store::db::Target;
use tokio_postgres::NoTls;
use uuid::Uuid;

use crate::TestDatabase;

impl TestDatabase {
    /// An id as the engine's SQL writes it.
    #[must_use]
    pub fn literal(&self, id: Uuid) -> String {
        match self.target() {
            Target::Sqlite(_) => format!("x'{}'", id.simple()),
            Target::Postgres(_) => format!("'{id}'"),
        }
    }

    /// Runs statements.
    ///
    /// # Panics
    /// If one fails.
    pub async fn run(&self, sql: &str) {
        match self.target() {
            Target::Sqlite(path) => {
                let file = rusqlite::Connection::open(path).expect("the file opens");
                file.busy_timeout(std::time::Duration::from_secs(10))
                    .expect("a busy timeout");
                file.execute_batch(sql).expect("the statements run");
            }
            Target::Postgres(url) => {
                let client = superuser(&url).await;
                client.batch_execute(sql).await.expect("the statements run");
            }
        }
    }

    /// The one number that a query gives.
    ///
    /// # Panics
    /// If it gives something else.
    pub async fn number(&self, sql: &str) -> i64 {
        match self.target() {
            Target::Sqlite(path) => {
                let file = rusqlite::Connection::open(path).expect("the file opens");
                file.query_row(sql, [], |row| row.get(0))
                    .expect("one number")
            }
            Target::Postgres(url) => {
                let row = superuser(&url).await.query_one(sql, &[]).await;
                row.expect("one row").get(0)
            }
        }
    }

    fn target(&self) -> Target {
        Target::parse(&self.url).expect("a database URL")
    }
}

async fn superuser(url: &str) -> tokio_postgres::Client {
    let (client, connection) = tokio_postgres::connect(url, NoTls)
        .await
        .expect("the test server answers");
    tokio::spawn(connection);
    client
}
