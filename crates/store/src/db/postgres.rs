//! PostgreSQL: a pool whose connections work as `tenure_runtime`, which owns nothing and is held
//! by row-level security.
//!
//! `BEGIN` and the tenant travel with the first statement of a transaction, and the end of a
//! reading one is not waited for, so that a single read costs a single round trip.

use std::fmt::Write as _;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Once, Weak};
use std::task::Poll;
use std::time::Duration;

use deadpool_postgres::{
    ClientWrapper, Hook, HookError, Manager, ManagerConfig, Object, Pool, PoolError,
    RecyclingMethod, Runtime,
};
use futures::FutureExt as _;
use tokio::sync::watch;
use tokio_postgres::config::SslMode;
use tokio_postgres::tls::MakeTlsConnect;
use tokio_postgres::types::ToSql;
use tokio_postgres::{AsyncMessage, NoTls, Socket};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::row::{Columns, FromRow};
use super::tx::{Tx, TxEngine};
use super::wakes::{Wake, Wakes};
use super::{Error, Options, Tenancy, Value, Work};

/// The role connections work as: no owner, no superuser, no `BYPASSRLS`.
pub(super) const RUNTIME_ROLE: &str = "tenure_runtime";
/// The channel on which servers tell each other that an organization has events.
pub(super) const WAKE_CHANNEL: &str = "tenure_events";
/// The role of the operator's commands and jobs: sees every tenant, owns nothing.
pub(super) const OPERATOR_ROLE: &str = "tenure_operator";

#[derive(Debug, Clone)]
pub(super) struct Postgres {
    runtime: Pool,
    /// Works as the login itself, which owns the tables: for migrations alone.
    owner: Pool,
    target: String,
    /// For the connection that listens, which begins when somebody first waits.
    config: Arc<tokio_postgres::Config>,
    wakes: Arc<Wakes>,
    listening: Arc<Once>,
}

/// A connection that belongs to nobody's pool.
pub(super) struct Session(#[expect(dead_code, reason = "it is kept open")] ClientWrapper);

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Session")
    }
}

impl Postgres {
    pub(super) async fn open(url: &str, options: &Options) -> Result<Self, Error> {
        let target = options.target.shown();
        let unreachable = |reason: String| Error::Unreachable {
            target: target.clone(),
            reason,
        };
        let mut config: tokio_postgres::Config = url
            .parse()
            .map_err(|error: tokio_postgres::Error| unreachable(detailed(&error)))?;
        config.connect_timeout(options.busy_timeout);
        if config.get_application_name().is_none() {
            config.application_name("tenure");
        }
        let timeout = options.statement_timeout.as_millis();
        let settings = format!(
            "SET statement_timeout = {timeout}; SET lock_timeout = {}",
            options.busy_timeout.as_millis()
        );
        let build = |size: usize, settings: String| {
            let manager = manager(config.clone()).map_err(&unreachable)?;
            Pool::builder(manager)
                .max_size(size)
                .runtime(Runtime::Tokio1)
                .wait_timeout(Some(options.busy_timeout))
                .create_timeout(Some(options.busy_timeout + Duration::from_secs(1)))
                .post_create(Hook::async_fn(move |client, _| {
                    let settings = settings.clone();
                    Box::pin(async move {
                        client
                            .batch_execute(&settings)
                            .await
                            .map_err(HookError::Backend)
                    })
                }))
                .build()
                .map_err(|error| unreachable(error.to_string()))
        };
        let runtime = build(
            options.readers.get(),
            format!("{settings}; SET ROLE {RUNTIME_ROLE}"),
        )?;
        // Migrations may take as long as they need.
        let owner = build(1, "SET statement_timeout = 0".to_owned())?;
        let postgres = Self {
            runtime,
            owner,
            target: target.clone(),
            config: Arc::new(config.clone()),
            wakes: Arc::default(),
            listening: Arc::new(Once::new()),
        };
        // A database that cannot be reached is better known now than at the first request.
        drop(postgres.connection(&postgres.owner).await?);
        Ok(postgres)
    }

    pub(super) fn subscribe(&self, wake: Wake) -> watch::Receiver<()> {
        self.listening.call_once(|| {
            tokio::spawn(listen(
                Arc::clone(&self.config),
                Arc::downgrade(&self.wakes),
            ));
        });
        self.wakes.subscribe(wake)
    }

    async fn connection(&self, pool: &Pool) -> Result<Object, Error> {
        pool.get().await.map_err(|error| match error {
            PoolError::Timeout(_) => Error::Busy("no connection was free in time".to_owned()),
            PoolError::Backend(error) | PoolError::PostCreateHook(HookError::Backend(error)) => {
                Error::Unreachable {
                    target: self.target.clone(),
                    reason: detailed(&error),
                }
            }
            error => Error::Unreachable {
                target: self.target.clone(),
                reason: error.to_string(),
            },
        })
    }

    /// A connection of its own that has an advisory lock until it is closed; none if another
    /// session has it.
    pub(super) async fn session_with_lock(&self, number: i64) -> Result<Option<Session>, Error> {
        const LOCK: &str = "SELECT pg_try_advisory_lock($1)";
        let connection = Object::take(self.connection(&self.runtime).await?);
        let row = connection.query_one(LOCK, &[&number]).await;
        let has_it = row
            .and_then(|row| row.try_get(0))
            .map_err(|error| Error::postgres(LOCK, error))?;
        Ok(if has_it {
            Some(Session(connection))
        } else {
            None
        })
    }

    /// A connection that works as the login itself.
    pub(super) async fn owner_connection(&self) -> Result<Object, Error> {
        self.connection(&self.owner).await
    }

    pub(super) async fn read<T, E, F>(&self, tenancy: Tenancy, work: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t mut Tx) -> Work<'t, T, E> + Send,
        E: From<Error>,
    {
        let tx = PostgresTx::new(
            self.connection(&self.runtime).await?,
            begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", tenancy),
        );
        let (mut tx, outcome, _) = run(tx, work).await;
        tx.end_without_waiting();
        outcome
    }

    pub(super) async fn write<T, E, F>(&self, tenancy: Tenancy, work: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t mut Tx) -> Work<'t, T, E> + Send,
        E: From<Error>,
    {
        let tx = PostgresTx::new(
            self.connection(&self.runtime).await?,
            begin("BEGIN", tenancy),
        );
        self.finish(tx, work).await
    }

    /// Works as the owner of the tables: for migrations alone.
    pub(super) async fn own<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t mut Tx) -> Work<'t, T, E> + Send,
        E: From<Error>,
    {
        let tx = PostgresTx::new(self.connection(&self.owner).await?, "BEGIN".to_owned());
        self.finish(tx, work).await
    }

    async fn finish<T, E, F>(&self, tx: PostgresTx, work: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t mut Tx) -> Work<'t, T, E> + Send,
        E: From<Error>,
    {
        let (mut tx, outcome, woken) = run(tx, work).await;
        let ended = tx
            .end(if outcome.is_ok() {
                "COMMIT"
            } else {
                "ROLLBACK"
            })
            .await;
        if outcome.is_ok() && ended.is_ok() {
            for wake in woken {
                self.wakes.wake(wake);
            }
        }
        outcome.and_then(|value| ended.map(|()| value).map_err(E::from))
    }
}

fn manager(config: tokio_postgres::Config) -> Result<Manager, String> {
    let recycling = ManagerConfig {
        recycling_method: RecyclingMethod::Fast,
    };
    Ok(match tls(&config)? {
        Some(tls) => Manager::from_config(config, tls, recycling),
        None => Manager::from_config(config, NoTls, recycling),
    })
}

/// With `sslmode=require`, TLS with a certificate that the system's authorities vouch for: a
/// network that is worth encrypting for is worth checking.
fn tls(config: &tokio_postgres::Config) -> Result<Option<MakeRustlsConnect>, String> {
    if config.get_ssl_mode() != SslMode::Require {
        return Ok(None);
    }
    let (tls, unreadable) = MakeRustlsConnect::with_native_certs()
        .map_err(|errors| format!("the system's certificates cannot be read: {errors:?}"))?;
    if !unreadable.is_empty() {
        tracing::warn!(
            ?unreadable,
            "some of the system's certificates cannot be read"
        );
    }
    Ok(Some(tls))
}

/// An error with its cause, which `tokio_postgres` leaves out of its text.
fn detailed(error: &tokio_postgres::Error) -> String {
    match (error.as_db_error(), std::error::Error::source(error)) {
        (Some(failure), _) => failure.message().to_owned(),
        (None, Some(source)) => format!("{error}: {source}"),
        (None, None) => error.to_string(),
    }
}

/// The first words of a transaction. `SET LOCAL` takes no parameters; the ids are typed UUIDs.
fn begin(begin: &str, tenancy: Tenancy) -> String {
    let mut sql = begin.to_owned();
    // Writing to a `String` cannot fail.
    let (organization, user) = match tenancy {
        Tenancy::Global => (None, None),
        Tenancy::Invitation(token_hash) => {
            let _ = write!(sql, "; SET LOCAL app.invitation_token = '");
            for byte in token_hash {
                let _ = write!(sql, "{byte:02x}");
            }
            sql.push('\'');
            (None, None)
        }
        Tenancy::Organization(organization) => (Some(organization), None),
        Tenancy::User(user) => (None, Some(user)),
        Tenancy::UserIn(user, organization) => (Some(organization), Some(user)),
        Tenancy::Operator(reason) => {
            tracing::debug!(reason, "works across organizations");
            let _ = write!(sql, "; SET LOCAL ROLE {OPERATOR_ROLE}");
            (None, None)
        }
    };
    if let Some(organization) = organization {
        let _ = write!(sql, "; SET LOCAL app.organization_id = '{organization}'");
    }
    if let Some(user) = user {
        let _ = write!(sql, "; SET LOCAL app.user_id = '{user}'");
    }
    sql
}

async fn run<T, E, F>(tx: PostgresTx, work: F) -> (PostgresTx, Result<T, E>, Vec<Wake>)
where
    F: for<'t> FnOnce(&'t mut Tx) -> Work<'t, T, E> + Send,
    E: From<Error>,
{
    let mut tx = Tx::new(TxEngine::Postgres(tx));
    // Nothing that a panic left half done is seen, since its transaction is rolled back.
    let outcome = AssertUnwindSafe(async { work(&mut tx).await })
        .catch_unwind()
        .await;
    let outcome = tx.outcome(outcome);
    match tx.engine {
        TxEngine::Postgres(postgres) => (postgres, outcome, tx.wakes),
        TxEngine::Sqlite(_) => unreachable!("a transaction does not change its engine"),
    }
}

/// Passes on what other servers' commits tell, for as long as somebody holds the wakes. A
/// connection that is lost is made again; readers look for themselves meanwhile.
async fn listen(config: Arc<tokio_postgres::Config>, wakes: Weak<Wakes>) {
    while wakes.strong_count() > 0 {
        let ended = match tls(&config) {
            Ok(Some(tls)) => listen_once(&config, tls, &wakes).await,
            Ok(None) => listen_once(&config, NoTls, &wakes).await,
            Err(reason) => return tracing::error!(reason, "cannot listen to PostgreSQL"),
        };
        // One whose database is closed here, or dropped after that, has nobody to miss it.
        if let Err(error) = ended
            && wakes.strong_count() > 0
        {
            tracing::warn!(
                error = detailed(&error),
                "no longer hears PostgreSQL; tries again"
            );
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

async fn listen_once<T>(
    config: &tokio_postgres::Config,
    tls: T,
    wakes: &Weak<Wakes>,
) -> Result<(), tokio_postgres::Error>
where
    T: MakeTlsConnect<Socket>,
{
    let (client, mut connection) = config.connect(tls).await?;
    let listening = format!("LISTEN {WAKE_CHANNEL}");
    let mut start = std::pin::pin!(client.batch_execute(&listening));
    let mut started = false;
    std::future::poll_fn(move |context| {
        loop {
            // The connection's own work is done by whoever polls it: this loop.
            let message = connection.poll_message(context);
            if !started && let Poll::Ready(outcome) = start.as_mut().poll(context) {
                outcome?;
                started = true;
            }
            match message {
                Poll::Ready(Some(Ok(AsyncMessage::Notification(told)))) => {
                    let Some(wakes) = wakes.upgrade() else {
                        return Poll::Ready(Ok(()));
                    };
                    if let Ok(wake) = told.payload().parse() {
                        wakes.wake(wake);
                    }
                }
                Poll::Ready(Some(Ok(_))) => {}
                Poll::Ready(Some(Err(error))) => return Poll::Ready(Err(error)),
                Poll::Ready(None) => return Poll::Ready(Ok(())),
                Poll::Pending => return Poll::Pending,
            }
        }
    })
    .await
}

/// A transaction on a pooled connection.
#[derive(Debug)]
pub(super) struct PostgresTx {
    /// Taken when the transaction has ended.
    connection: Option<Object>,
    /// Sent with the first statement.
    begin: Option<String>,
}

impl PostgresTx {
    const fn new(connection: Object, begin: String) -> Self {
        Self {
            connection: Some(connection),
            begin: Some(begin),
        }
    }

    fn connection(&self) -> Result<&Object, Error> {
        self.connection.as_ref().ok_or(Error::Closed)
    }

    async fn query(
        &mut self,
        sql: &str,
        values: &[Value<'_>],
    ) -> Result<Vec<tokio_postgres::Row>, Error> {
        let refused = |error| Error::postgres(sql, error);
        let begin = self.begin.take();
        let connection = self.connection()?;
        let statement = connection.prepare_cached(sql).await.map_err(refused)?;
        let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(|value| value as _).collect();
        let query = connection.query(&statement, &values);
        if let Some(begin) = begin {
            // Polled in this order, both are on their way before either is answered.
            let (started, rows) = futures::join!(connection.batch_execute(&begin), query);
            started.map_err(refused)?;
            rows.map_err(refused)
        } else {
            query.await.map_err(refused)
        }
    }

    pub(super) async fn all<T: FromRow>(
        &mut self,
        sql: &str,
        values: &[Value<'_>],
    ) -> Result<Vec<T>, Error> {
        let rows = self.query(sql, values).await?;
        rows.iter()
            .map(|row| T::from_row(&mut Columns::postgres(row)))
            .collect()
    }

    pub(super) async fn execute(&mut self, sql: &str, values: &[Value<'_>]) -> Result<u64, Error> {
        let refused = |error| Error::postgres(sql, error);
        self.start().await?;
        let connection = self.connection()?;
        let statement = connection.prepare_cached(sql).await.map_err(refused)?;
        let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(|value| value as _).collect();
        connection
            .execute(&statement, &values)
            .await
            .map_err(refused)
    }

    pub(super) async fn execute_each(
        &mut self,
        sql: &str,
        sets: &[Vec<Value<'_>>],
    ) -> Result<u64, Error> {
        let refused = |error| Error::postgres(sql, error);
        self.start().await?;
        let connection = self.connection()?;
        let statement = connection.prepare_cached(sql).await.map_err(refused)?;
        let statement = &statement;
        let each = sets.iter().map(|values| async move {
            let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(|value| value as _).collect();
            connection.execute(statement, &values).await
        });
        // All are sent as they are first polled, in this order; then all answers are taken.
        let answers = futures::future::join_all(each).await;
        answers.into_iter().try_fold(0, |sum, touched| {
            touched.map(|touched| sum + touched).map_err(refused)
        })
    }

    pub(super) async fn script(&mut self, sql: &str) -> Result<(), Error> {
        self.start().await?;
        self.connection()?
            .batch_execute(sql)
            .await
            .map_err(|error| Error::postgres("a script", error))
    }

    pub(super) async fn prepare(&mut self, sql: &str) -> Result<(), Error> {
        self.connection()?
            .prepare(sql)
            .await
            .map(drop)
            .map_err(|error| Error::postgres(sql, error))
    }

    async fn start(&mut self) -> Result<(), Error> {
        if let Some(begin) = self.begin.take() {
            let started = self.connection()?.batch_execute(&begin).await;
            started.map_err(|error| Error::postgres("BEGIN", error))?;
        }
        Ok(())
    }

    async fn end(&mut self, sql: &str) -> Result<(), Error> {
        if self.begin.is_none()
            && let Some(connection) = &self.connection
        {
            connection
                .batch_execute(sql)
                .await
                .map_err(|error| Error::postgres(sql, error))?;
        }
        self.connection = None;
        Ok(())
    }

    /// Sends the end of a reading transaction and leaves the connection to the next user, whose
    /// statements queue up behind it.
    fn end_without_waiting(&mut self) {
        let Some(connection) = self.connection.take() else {
            return;
        };
        if self.begin.is_none() {
            let end = connection.batch_execute("COMMIT").now_or_never();
            if let Some(Err(error)) = end {
                tracing::warn!(%error, "a connection to PostgreSQL was lost");
                drop(Object::take(connection));
            }
        }
    }
}

impl Drop for PostgresTx {
    /// A transaction that was given up (its request ended, say) must not go back into the pool with
    /// its tenant set: the connection is closed.
    fn drop(&mut self) {
        if self.begin.is_none()
            && let Some(connection) = self.connection.take()
        {
            drop(Object::take(connection));
        }
    }
}
