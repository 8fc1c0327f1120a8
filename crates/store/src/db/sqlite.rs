//! SQLite: a few reader threads, and one writer thread that commits waiting transactions together.
//!
//! Each transaction of the writer is a savepoint, so that one that fails takes no other with it.
//! With `synchronous=FULL` the disk is waited for once per commit: what many people write at the
//! same moment costs one wait, and nobody is told of success before it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use tokio::sync::{oneshot, watch};

use super::row::{Columns, FromRow};
use super::tx::{Tx, TxEngine};
use super::wakes::{Wake, Wakes};
use super::{Error, Options, Value, Work};

/// The most transactions that share a commit: enough to hide the disk, few enough that the first
/// does not wait long for the last.
const GROUP: usize = 256;

#[derive(Debug, Clone)]
pub(super) struct Sqlite {
    readers: Sender<ReadJob>,
    writer: Sender<Box<dyn WriteJob>>,
    wakes: Arc<Wakes>,
    path: Arc<Path>,
}

type ReadJob = Box<dyn FnOnce(SqliteConnection) -> SqliteConnection + Send>;

impl Sqlite {
    pub(super) fn open(path: &Path, options: &Options) -> Result<Self, Error> {
        let unreachable = |reason: &dyn std::fmt::Display| Error::Unreachable {
            target: options.target.shown(),
            reason: reason.to_string(),
        };
        // The writer opens first: it makes the file, which readers may not.
        let connection = SqliteConnection::open(path, options, Access::Write)
            .map_err(|error| unreachable(&error))?;
        let (writer, jobs) = crossbeam_channel::unbounded();
        spawn("tenure-writer", move || write_loop(connection, &jobs))
            .map_err(|error| unreachable(&error))?;
        let (readers, jobs) = crossbeam_channel::unbounded();
        for number in 0..options.readers.get() {
            let connection = SqliteConnection::open(path, options, Access::Read)
                .map_err(|error| unreachable(&error))?;
            let jobs: Receiver<ReadJob> = jobs.clone();
            spawn(&format!("tenure-reader-{number}"), move || {
                read_loop(connection, &jobs);
            })
            .map_err(|error| unreachable(&error))?;
        }
        Ok(Self {
            readers,
            writer,
            wakes: Arc::default(),
            path: path.into(),
        })
    }

    /// The file.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn subscribe(&self, wake: Wake) -> watch::Receiver<()> {
        self.wakes.subscribe(wake)
    }

    pub(super) async fn read<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t mut Tx) -> Work<'t, T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (reply, outcome) = oneshot::channel();
        let job: ReadJob = Box::new(move |mut connection| {
            // One view of the database for all statements of the work.
            if let Err(error) = connection.command("BEGIN DEFERRED") {
                let _gone = reply.send(Err(error.into()));
                return connection;
            }
            let (mut connection, outcome, _) = run(connection, work);
            let ended = connection.command("COMMIT");
            let outcome = outcome.and_then(|value| ended.map(|()| value).map_err(E::from));
            let _gone = reply.send(outcome);
            connection
        });
        self.readers.send(job).map_err(|_| E::from(Error::Closed))?;
        outcome.await.unwrap_or_else(|_| Err(Error::Closed.into()))
    }

    pub(super) async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t mut Tx) -> Work<'t, T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (reply, outcome) = oneshot::channel();
        let job = Write {
            work: Some(work),
            outcome: None,
            reply,
            woken: Vec::new(),
            wakes: Arc::clone(&self.wakes),
        };
        self.writer
            .send(Box::new(job))
            .map_err(|_| E::from(Error::Closed))?;
        outcome.await.unwrap_or_else(|_| Err(Error::Closed.into()))
    }
}

fn spawn(name: &str, run: impl FnOnce() + Send + 'static) -> std::io::Result<()> {
    std::thread::Builder::new()
        .name(name.to_owned())
        .spawn(run)
        .map(drop)
}

fn read_loop(mut connection: SqliteConnection, jobs: &Receiver<ReadJob>) {
    for job in jobs {
        connection = job(connection);
    }
}

/// A transaction that waits for the writer.
trait WriteJob: Send {
    /// Does its work in a savepoint.
    fn run(&mut self, connection: SqliteConnection) -> SqliteConnection;
    /// Tells whoever waits, once the transaction they share is done or has failed.
    fn finish(self: Box<Self>, shared: Result<(), Error>);
}

struct Write<T, E, F> {
    work: Option<F>,
    outcome: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
    /// Whom the commit wakes.
    woken: Vec<Wake>,
    wakes: Arc<Wakes>,
}

impl<T, E, F> WriteJob for Write<T, E, F>
where
    F: for<'t> FnOnce(&'t mut Tx) -> Work<'t, T, E> + Send,
    T: Send,
    E: From<Error> + Send,
{
    fn run(&mut self, mut connection: SqliteConnection) -> SqliteConnection {
        let Some(work) = self.work.take() else {
            return connection;
        };
        if let Err(error) = connection.command("SAVEPOINT job") {
            self.outcome = Some(Err(error.into()));
            return connection;
        }
        let (mut connection, outcome, woken) = run(connection, work);
        self.woken = woken;
        let undo = if outcome.is_ok() {
            Ok(())
        } else {
            connection.command("ROLLBACK TO job")
        };
        let ended = undo.and_then(|()| connection.command("RELEASE job"));
        self.outcome = Some(outcome.and_then(|value| ended.map(|()| value).map_err(E::from)));
        connection
    }

    fn finish(self: Box<Self>, shared: Result<(), Error>) {
        if shared.is_ok() && matches!(self.outcome, Some(Ok(_))) {
            for wake in &self.woken {
                self.wakes.wake(*wake);
            }
        }
        let outcome = match (self.outcome, shared) {
            (Some(Err(error)), _) => Err(error),
            (_, Err(error)) => Err(error.into()),
            (Some(done), Ok(())) => done,
            (None, Ok(())) => Err(Error::Closed.into()),
        };
        // Whoever asked may have stopped waiting; what is committed stays committed.
        let _gone = self.reply.send(outcome);
    }
}

fn write_loop(mut connection: SqliteConnection, jobs: &Receiver<Box<dyn WriteJob>>) {
    while let Ok(first) = jobs.recv() {
        connection = write_group(connection, first, jobs);
    }
}

/// Does the first job and those that wait behind it, and commits them together.
fn write_group(
    mut connection: SqliteConnection,
    first: Box<dyn WriteJob>,
    jobs: &Receiver<Box<dyn WriteJob>>,
) -> SqliteConnection {
    if let Err(error) = connection.command("BEGIN IMMEDIATE") {
        first.finish(Err(error));
        return connection;
    }
    let mut group = Vec::new();
    let mut next = Some(first);
    while let Some(mut job) = next {
        connection = job.run(connection);
        group.push(job);
        if connection.has_no_transaction() {
            // SQLite rolls everything back when a statement that writes is ended, or the disk is
            // full: the others of the group are told to try again, and the next group begins anew.
            for job in group {
                job.finish(Err(Error::Busy(
                    "another transaction of the same commit had to be undone".to_owned(),
                )));
            }
            return connection;
        }
        next = (group.len() < GROUP)
            .then(|| jobs.try_recv().ok())
            .flatten();
    }
    let commit = connection
        .command("COMMIT")
        .map_err(|error| error.to_string());
    if commit.is_err()
        && let Err(error) = connection.command("ROLLBACK")
    {
        tracing::error!(%error, "a failed commit could not be rolled back");
    }
    for job in group {
        job.finish(commit.clone().map_err(Error::NotWritable));
    }
    connection
}

/// Runs a transaction's work to its end on this thread. The connection comes back whatever happens.
fn run<T, E, F>(
    connection: SqliteConnection,
    work: F,
) -> (SqliteConnection, Result<T, E>, Vec<Wake>)
where
    F: for<'t> FnOnce(&'t mut Tx) -> Work<'t, T, E>,
    E: From<Error>,
{
    let mut tx = Tx::new(TxEngine::Sqlite(connection));
    // Nothing that a panic left half done is seen, since its savepoint is rolled back.
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let mut future = work(&mut tx);
        // Statements on this engine are never pending, so neither is work that awaits only them.
        match future
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()))
        {
            Poll::Ready(outcome) => outcome,
            Poll::Pending => Err(Error::AwaitedElsewhere.into()),
        }
    }));
    let outcome = tx.outcome(outcome);
    match tx.engine {
        TxEngine::Sqlite(connection) => (connection, outcome, tx.wakes),
        TxEngine::Postgres(_) => unreachable!("a transaction does not change its engine"),
    }
}

#[derive(Debug, Clone, Copy)]
enum Access {
    Read,
    Write,
}

/// A connection with the limit on how long its statements may take.
#[derive(Debug)]
pub(super) struct SqliteConnection {
    connection: Connection,
    deadline: Arc<Deadline>,
}

impl SqliteConnection {
    fn open(path: &Path, options: &Options, access: Access) -> Result<Self, rusqlite::Error> {
        let mode = match access {
            Access::Read => OpenFlags::SQLITE_OPEN_READ_ONLY,
            Access::Write => OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
        };
        let mut connection =
            Connection::open_with_flags(path, mode | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        connection.busy_timeout(options.busy_timeout)?;
        if matches!(access, Access::Write) {
            connection.pragma_update(None, "journal_mode", "WAL")?;
        }
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        // 64 MiB of cache and 1 GiB of mapped file: a page of entries is read without a system call.
        connection.pragma_update(None, "cache_size", -65_536)?;
        connection.pragma_update(None, "mmap_size", 1_073_741_824)?;
        // With STAT4 compiled in, statements would be prepared anew for each set of bindings.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
        connection.set_prepared_statement_cache_capacity(256);
        let deadline = Arc::new(Deadline::new(options.statement_timeout));
        let watched = Arc::clone(&deadline);
        connection.progress_handler(100_000, Some(move || watched.has_passed()))?;
        Ok(Self {
            connection,
            deadline,
        })
    }

    /// Whether the transaction that was begun is gone.
    fn has_no_transaction(&self) -> bool {
        self.connection.is_autocommit()
    }

    fn command(&mut self, sql: &str) -> Result<(), Error> {
        self.execute(sql, &[]).map(drop)
    }

    pub(super) fn all<T: FromRow>(
        &mut self,
        sql: &str,
        values: &[Value<'_>],
    ) -> Result<Vec<T>, Error> {
        let refused = |error| Error::sqlite(sql, error);
        self.deadline.restart();
        let mut statement = self.connection.prepare_cached(sql).map_err(refused)?;
        bind(&mut statement, values).map_err(refused)?;
        let mut rows = statement.raw_query();
        let mut all = Vec::new();
        while let Some(row) = rows.next().map_err(refused)? {
            all.push(T::from_row(&mut Columns::sqlite(row))?);
        }
        Ok(all)
    }

    pub(super) fn execute(&mut self, sql: &str, values: &[Value<'_>]) -> Result<u64, Error> {
        let refused = |error| Error::sqlite(sql, error);
        self.deadline.restart();
        let mut statement = self.connection.prepare_cached(sql).map_err(refused)?;
        bind(&mut statement, values).map_err(refused)?;
        statement
            .raw_execute()
            .map(|touched| touched as u64)
            .map_err(refused)
    }

    pub(super) fn script(&mut self, sql: &str) -> Result<(), Error> {
        self.deadline.restart();
        self.connection
            .execute_batch(sql)
            .map_err(|error| Error::sqlite("a script", error))
    }

    pub(super) fn prepare(&mut self, sql: &str) -> Result<(), Error> {
        self.connection
            .prepare(sql)
            .map(drop)
            .map_err(|error| Error::sqlite(sql, error))
    }
}

/// Binds `$1` to the first value, and so on: SQLite itself numbers such parameters in the order in
/// which they first appear.
fn bind(
    statement: &mut rusqlite::Statement<'_>,
    values: &[Value<'_>],
) -> Result<(), rusqlite::Error> {
    for index in 1..=statement.parameter_count() {
        let number = statement
            .parameter_name(index)
            .and_then(|name| name.strip_prefix('$'))
            .and_then(|number| number.parse::<usize>().ok());
        let value = number.and_then(|number| values.get(number.wrapping_sub(1)));
        let value = value.ok_or(rusqlite::Error::InvalidParameterCount(
            values.len(),
            statement.parameter_count(),
        ))?;
        statement.raw_bind_parameter(index, value)?;
    }
    Ok(())
}

/// When the running statement must be done.
#[derive(Debug)]
struct Deadline {
    base: std::time::Instant,
    limit: Duration,
    /// Milliseconds after `base`.
    until: AtomicU64,
}

impl Deadline {
    #[expect(
        clippy::disallowed_methods,
        reason = "a limit on how long a statement runs is about the machine's time, not the application's"
    )]
    fn new(limit: Duration) -> Self {
        Self {
            base: std::time::Instant::now(),
            limit,
            until: AtomicU64::new(u64::MAX),
        }
    }

    fn millis(duration: Duration) -> u64 {
        u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
    }

    fn restart(&self) {
        self.until.store(
            Self::millis(self.base.elapsed() + self.limit),
            Ordering::Relaxed,
        );
    }

    fn has_passed(&self) -> bool {
        Self::millis(self.base.elapsed()) > self.until.load(Ordering::Relaxed)
    }
}
