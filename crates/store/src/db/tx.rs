//! A transaction and its verbs.

use tenure_domain::id::OrganizationId;

use super::postgres::{PostgresTx, WAKE_CHANNEL};
use super::row::FromRow;
use super::sqlite::SqliteConnection;
use super::wakes::Wake;
use super::{Engine, Error, Value};

/// A transaction: what a closure given to [`super::Db`] works with.
///
/// The engines differ in what a failed statement leaves behind (PostgreSQL takes no further one,
/// SQLite goes on), so the stricter one holds for both: after a failure every verb fails, and
/// nothing is kept. A conflict that is expected is written as `ON CONFLICT DO NOTHING`.
#[derive(Debug)]
pub struct Tx {
    pub(super) engine: TxEngine,
    pub(super) failed: bool,
    /// Whose waiting readers the commit wakes.
    pub(super) wakes: Vec<Wake>,
}

#[derive(Debug)]
pub(super) enum TxEngine {
    Sqlite(SqliteConnection),
    Postgres(PostgresTx),
}

impl Tx {
    pub(super) const fn new(engine: TxEngine) -> Self {
        Self {
            engine,
            failed: false,
            wakes: Vec::new(),
        }
    }

    /// The engine, for the fragments of [`super::dialect`].
    pub(crate) const fn dialect(&self) -> Engine {
        match &self.engine {
            TxEngine::Sqlite(_) => Engine::Sqlite,
            TxEngine::Postgres(_) => Engine::Postgres,
        }
    }

    /// All rows of a query.
    pub(crate) async fn all<T: FromRow + Send>(
        &mut self,
        sql: impl AsRef<str> + Send,
        values: &[Value<'_>],
    ) -> Result<Vec<T>, Error> {
        self.guard()?;
        let sql = sql.as_ref();
        let rows = match &mut self.engine {
            TxEngine::Sqlite(connection) => connection.all(sql, values),
            TxEngine::Postgres(tx) => tx.all(sql, values).await,
        };
        self.note(rows)
    }

    /// The one row of a query, if there is one.
    pub(crate) async fn optional<T: FromRow + Send>(
        &mut self,
        sql: impl AsRef<str> + Send,
        values: &[Value<'_>],
    ) -> Result<Option<T>, Error> {
        let sql = sql.as_ref();
        let mut rows = self.all(sql, values).await?;
        match rows.len() {
            0 | 1 => Ok(rows.pop()),
            found => self.note(Err(Error::NotOneRow {
                found,
                sql: sql.to_owned(),
            })),
        }
    }

    /// The one row of a query.
    pub(crate) async fn one<T: FromRow + Send>(
        &mut self,
        sql: impl AsRef<str> + Send,
        values: &[Value<'_>],
    ) -> Result<T, Error> {
        let sql = sql.as_ref();
        match self.optional(sql, values).await? {
            Some(row) => Ok(row),
            None => self.note(Err(Error::NotOneRow {
                found: 0,
                sql: sql.to_owned(),
            })),
        }
    }

    /// Runs a statement and tells how many rows it touched.
    pub(crate) async fn execute(
        &mut self,
        sql: impl AsRef<str> + Send,
        values: &[Value<'_>],
    ) -> Result<u64, Error> {
        self.guard()?;
        let sql = sql.as_ref();
        let touched = match &mut self.engine {
            TxEngine::Sqlite(connection) => connection.execute(sql, values),
            TxEngine::Postgres(tx) => tx.execute(sql, values).await,
        };
        self.note(touched)
    }

    /// Wakes who waits for an organization's events, on every server, once this is committed.
    pub(crate) async fn wake(&mut self, organization: OrganizationId) -> Result<(), Error> {
        self.wake_for(Wake::Events(organization)).await
    }

    /// Wakes who sends mail, on every server, once this is committed.
    pub(crate) async fn wake_outbox(&mut self) -> Result<(), Error> {
        self.wake_for(Wake::Outbox).await
    }

    async fn wake_for(&mut self, wake: Wake) -> Result<(), Error> {
        if !self.wakes.contains(&wake) {
            self.wakes.push(wake);
            if let TxEngine::Postgres(_) = self.engine {
                // Told by the commit itself, and only if there is one.
                let values = &[
                    Value::Text(WAKE_CHANNEL),
                    Value::OwnedText(wake.to_string()),
                ];
                self.execute("SELECT pg_notify($1, $2)", values).await?;
            }
        }
        Ok(())
    }

    /// Runs one statement for each of many sets of parameters, and tells how many rows they touched
    /// in all. On PostgreSQL they are on their way together, instead of each waiting for the last
    /// one's answer.
    pub(crate) async fn execute_each(
        &mut self,
        sql: impl AsRef<str> + Send,
        sets: &[Vec<Value<'_>>],
    ) -> Result<u64, Error> {
        self.guard()?;
        let sql = sql.as_ref();
        let touched = match &mut self.engine {
            TxEngine::Sqlite(connection) => sets
                .iter()
                .try_fold(0, |sum, values| Ok(sum + connection.execute(sql, values)?)),
            TxEngine::Postgres(tx) => tx.execute_each(sql, sets).await,
        };
        self.note(touched)
    }

    /// Runs a script of several statements without parameters.
    pub(super) async fn script(&mut self, sql: &str) -> Result<(), Error> {
        self.guard()?;
        let done = match &mut self.engine {
            TxEngine::Sqlite(connection) => connection.script(sql),
            TxEngine::Postgres(tx) => tx.script(sql).await,
        };
        self.note(done)
    }

    /// Prepares a statement without running it.
    pub(super) async fn prepare(&mut self, sql: &str) -> Result<(), Error> {
        self.guard()?;
        let prepared = match &mut self.engine {
            TxEngine::Sqlite(connection) => connection.prepare(sql),
            TxEngine::Postgres(tx) => tx.prepare(sql).await,
        };
        self.note(prepared)
    }

    /// What the work of a transaction came to: a panic is a failure, and so is a failed statement
    /// that the work took for nothing.
    pub(super) fn outcome<T, E: From<Error>>(
        &self,
        worked: std::thread::Result<Result<T, E>>,
    ) -> Result<T, E> {
        match worked {
            Ok(Ok(_)) if self.failed => Err(Error::AlreadyFailed.into()),
            Ok(outcome) => outcome,
            Err(panic) => Err(Error::panicked(panic.as_ref()).into()),
        }
    }

    const fn guard(&self) -> Result<(), Error> {
        if self.failed {
            Err(Error::AlreadyFailed)
        } else {
            Ok(())
        }
    }

    fn note<T>(&mut self, result: Result<T, Error>) -> Result<T, Error> {
        self.failed |= result.is_err();
        result
    }
}
