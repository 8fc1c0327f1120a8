//! The database: SQLite or PostgreSQL behind a handful of verbs.
//!
//! Work is a closure over a transaction. On SQLite it travels to a database thread and runs there
//! to its end, so that several statements cost one hop; a closure that waits for anything else than
//! its transaction is refused. On PostgreSQL it runs where it is, on a pooled connection.

mod connect;
pub mod dialect;
mod error;
mod hold;
pub mod migrate;
mod postgres;
mod query;
mod row;
pub mod schema;
mod scratch;
mod sqlite;
mod tx;
mod value;
mod wakes;

use std::future::Future;
use std::pin::Pin;

use tenure_domain::id::{OrganizationId, UserId};

pub use connect::{Options, Target};
pub use dialect::Engine;
pub use error::{Error, Violation};
pub use hold::{Held, Hold};
pub use query::Query;
pub use row::{Column, Columns, FromRow};
pub(crate) use row::{Raw, RawRow};
pub use scratch::Scratch;
pub use tx::Tx;
pub use value::Value;
pub(crate) use value::values;
use wakes::Wake;

/// The future of a transaction's work, borrowing the transaction.
pub type Work<'t, T, E> = Pin<Box<dyn Future<Output = Result<T, E>> + Send + 't>>;

/// Whose rows a transaction may touch. PostgreSQL's row-level security enforces it; on SQLite it
/// is documentation that the same code path carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tenancy {
    /// Only tables without a tenant: users, credentials, sessions, settings.
    Global,
    /// One organization's rows.
    Organization(OrganizationId),
    /// A user's own memberships and organizations, wherever they are.
    User(UserId),
    /// A user's own rows and one organization's: where the one is made or found by the other.
    UserIn(UserId, OrganizationId),
    /// The one invitation whose token hashes to this: how the bearer of a link finds the organization.
    Invitation([u8; 32]),
    /// Every tenant's rows: for the operator's commands and jobs, named for the log.
    Operator(&'static str),
}

/// A database. Cloning shares it.
#[derive(Debug, Clone)]
pub struct Db {
    backend: Backend,
}

#[derive(Debug, Clone)]
enum Backend {
    Sqlite(sqlite::Sqlite),
    Postgres(postgres::Postgres),
}

impl Db {
    /// Opens the database that `options` name. It is not migrated: see [`migrate`].
    ///
    /// # Errors
    /// If it cannot be reached or opened; the message says where it was looked for.
    pub async fn open(options: &Options) -> Result<Self, Error> {
        let backend = match &options.target {
            Target::Sqlite(path) => Backend::Sqlite(sqlite::Sqlite::open(path, options)?),
            Target::Postgres(url) => {
                Backend::Postgres(postgres::Postgres::open(url, options).await?)
            }
        };
        Ok(Self { backend })
    }

    /// The engine underneath, for messages and reports; SQL asks [`dialect`] instead.
    #[must_use]
    pub const fn engine(&self) -> Engine {
        match &self.backend {
            Backend::Sqlite(_) => Engine::Sqlite,
            Backend::Postgres(_) => Engine::Postgres,
        }
    }

    /// Reads from one consistent view of the database.
    ///
    /// # Errors
    /// What the work gives, or that the database failed.
    pub async fn read<T, E, F>(&self, tenancy: Tenancy, work: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t mut Tx) -> Work<'t, T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        match &self.backend {
            Backend::Sqlite(sqlite) => sqlite.read(work).await,
            Backend::Postgres(postgres) => postgres.read(tenancy, work).await,
        }
    }

    /// Does the work in one transaction: all of it, and on disk once this returns, or, if the work
    /// gives an error, nothing.
    ///
    /// # Errors
    /// What the work gives, or that the database failed.
    pub async fn write<T, E, F>(&self, tenancy: Tenancy, work: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t mut Tx) -> Work<'t, T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        match &self.backend {
            Backend::Sqlite(sqlite) => sqlite.write(work).await,
            Backend::Postgres(postgres) => postgres.write(tenancy, work).await,
        }
    }

    /// Waits for an organization's events from now on: the receiver changes after each commit that
    /// tells of one, here or on another server.
    #[must_use]
    pub fn subscribe(&self, organization: OrganizationId) -> tokio::sync::watch::Receiver<()> {
        match &self.backend {
            Backend::Sqlite(sqlite) => sqlite.subscribe(Wake::Events(organization)),
            Backend::Postgres(postgres) => postgres.subscribe(Wake::Events(organization)),
        }
    }

    /// Waits for mail to send from now on: the receiver changes after each commit that puts some
    /// into the outbox, here or on another server.
    #[must_use]
    pub fn subscribe_outbox(&self) -> tokio::sync::watch::Receiver<()> {
        match &self.backend {
            Backend::Sqlite(sqlite) => sqlite.subscribe(Wake::Outbox),
            Backend::Postgres(postgres) => postgres.subscribe(Wake::Outbox),
        }
    }

    /// Checks that each statement can be prepared as it stands; for the test that does so on both
    /// engines.
    ///
    /// # Errors
    /// The first statement that cannot be, by name.
    pub async fn prepare_all(
        &self,
        statements: &[crate::statement::Statement],
    ) -> Result<(), Error> {
        for statement in statements {
            let sql = statement.sql;
            self.read(Tenancy::Global, move |tx| {
                Box::pin(async move { tx.prepare(sql).await })
            })
            .await
            .map_err(|error: Error| error.within(statement.name))?;
        }
        Ok(())
    }
}
