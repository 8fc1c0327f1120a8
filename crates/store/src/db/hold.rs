//! Holds: work that only one process may do at a time says so for as long as it lasts.
//!
//! The system knows who holds it (a locked file, a session of PostgreSQL), so that a process that is
//! killed lets go at once and nobody waits for a lease to run out.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use super::postgres::{Postgres, Session};
use super::{Backend, Db, Error};

/// Work that only one process may do at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    /// Placing legacy documents, or anything else that changes what became of them.
    Move,
}

impl Hold {
    const fn name(self) -> &'static str {
        match self {
            Self::Move => "move",
        }
    }

    /// Its number among PostgreSQL's advisory locks of this database; any will do.
    pub(super) const fn number(self) -> i64 {
        match self {
            Self::Move => 7_305_001,
        }
    }
}

/// A hold, until it is dropped.
#[derive(Debug)]
pub struct Held {
    #[expect(dead_code, reason = "it holds by being there")]
    holder: Holder,
}

#[derive(Debug)]
#[expect(dead_code, reason = "they hold by being there")]
enum Holder {
    File(File),
    Session(Session),
}

impl Db {
    /// Takes a hold; none if another process, or another hold of this one, has it.
    ///
    /// # Errors
    /// If the database, or the file that is locked beside it, cannot be used.
    pub async fn hold(&self, hold: Hold) -> Result<Option<Held>, Error> {
        let holder = match &self.backend {
            Backend::Sqlite(sqlite) => lock(&beside(sqlite.path(), hold))?,
            Backend::Postgres(postgres) => session(postgres, hold).await?,
        };
        Ok(holder.map(|holder| Held { holder }))
    }
}

/// The file that is locked: not the database itself, whose locks SQLite would lose.
fn beside(database: &Path, hold: Hold) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(format!("-{}.lock", hold.name()));
    PathBuf::from(name)
}

fn lock(path: &Path) -> Result<Option<Holder>, Error> {
    let unusable = |error: &std::io::Error| {
        Error::NotWritable(format!("{} cannot be locked: {error}", path.display()))
    };
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)
        .map_err(|error| unusable(&error))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(Holder::File(file))),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(unusable(&error)),
    }
}

async fn session(postgres: &Postgres, hold: Hold) -> Result<Option<Holder>, Error> {
    let session = postgres.session_with_lock(hold.number()).await?;
    Ok(session.map(Holder::Session))
}
