//! What can go wrong with the database.

/// A constraint that refused a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Violation {
    /// A row with the same key is there.
    Unique,
    /// A row refers to one that is not there, or is referred to.
    ForeignKey,
    /// A value outside what the schema allows.
    Check,
}

/// What went wrong with the database.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Neither a SQLite file nor a PostgreSQL URL.
    #[error("`{url}` names no database: use sqlite:PATH or postgres://USER@HOST/DATABASE")]
    UnknownUrl {
        /// What was given, without a password.
        url: String,
    },
    /// It is not to be reached, or cannot be opened.
    #[error("the database {target} cannot be opened: {reason}")]
    Unreachable {
        /// Where it was looked for, without a password.
        target: String,
        /// What the engine or the system said.
        reason: String,
    },
    /// It was made by a newer version of Tenure.
    #[error(
        "the database is at schema {found}, and this version knows up to {known}: use a newer tenure, or restore a backup made before the upgrade"
    )]
    Newer {
        /// The schema that is there.
        found: i64,
        /// The newest schema this version knows.
        known: i64,
    },
    /// A migration that ran is not the one of this version.
    #[error(
        "migration {version} ({name}) was applied in another form than this version's: the database belongs to another build of tenure"
    )]
    Altered {
        /// Its number.
        version: i64,
        /// Its name.
        name: String,
    },
    /// The login may not make the roles Tenure works with.
    #[error(
        "the PostgreSQL login `{login}` cannot set up the roles tenure works with ({reason}): let an administrator run `CREATE ROLE tenure_runtime NOLOGIN; CREATE ROLE tenure_operator NOLOGIN; GRANT tenure_runtime, tenure_operator TO {login};`"
    )]
    Roles {
        /// The login.
        login: String,
        /// What PostgreSQL said.
        reason: String,
    },
    /// A scratch database cannot be made, or not be removed.
    #[error("a scratch database cannot be made or removed ({reason}): {remedy}")]
    Scratch {
        /// What the engine or the system said.
        reason: String,
        /// What to do.
        remedy: String,
    },
    /// The organization takes no changes.
    #[error(transparent)]
    Closing(#[from] crate::scope::Closing),
    /// A constraint refused a row.
    #[error("{violation:?} constraint {constraint}")]
    Constraint {
        /// Which kind.
        violation: Violation,
        /// The constraint's or the columns' names, as the engine gives them.
        constraint: String,
    },
    /// A statement took too long and was ended.
    #[error("a statement took longer than allowed and was ended")]
    StatementTimeout,
    /// There was no connection or lock to be had in time.
    #[error("the database is busy: {0}")]
    Busy(String),
    /// The disk is full or not writable.
    #[error("the database cannot be written: {0}")]
    NotWritable(String),
    /// A value in the database is not of the type it must be.
    #[error("column {column}: {reason}")]
    Decode {
        /// Which column of the row, from 0.
        column: usize,
        /// What is there instead.
        reason: String,
    },
    /// Exactly one row was expected.
    #[error("the statement gave {found} rows where one was expected: {sql}")]
    NotOneRow {
        /// How many there were.
        found: usize,
        /// The statement.
        sql: String,
    },
    /// A statement in this transaction had failed before; nothing of it is kept, on either engine.
    #[error("the transaction had failed before this statement")]
    AlreadyFailed,
    /// The work of a transaction waited for something else than the transaction.
    #[error("a transaction waited for something other than its database")]
    AwaitedElsewhere,
    /// The work of a transaction panicked; nothing of it was kept.
    #[error("the work of a transaction panicked: {0}")]
    Panicked(String),
    /// The database threads have ended.
    #[error("the database is closed")]
    Closed,
    /// Anything else that SQLite says.
    #[error("SQLite: {source} in {sql}")]
    Sqlite {
        /// The statement, or what was being done.
        sql: String,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// Anything else that PostgreSQL says.
    #[error("PostgreSQL: {reason} in {sql}")]
    Postgres {
        /// The statement, or what was being done.
        sql: String,
        /// What PostgreSQL said.
        reason: String,
        /// The cause.
        source: tokio_postgres::Error,
    },
    /// An error in a named statement.
    #[error("{name}: {source}")]
    Within {
        /// The statement's name.
        name: &'static str,
        /// The error.
        source: Box<Self>,
    },
}

impl Error {
    /// This error, with the name of the statement it happened in.
    #[must_use]
    pub fn within(self, name: &'static str) -> Self {
        Self::Within {
            name,
            source: Box::new(self),
        }
    }

    /// Whether a row was refused because one with the same key is there.
    #[must_use]
    pub const fn is_unique_violation(&self) -> bool {
        matches!(
            self,
            Self::Constraint {
                violation: Violation::Unique,
                ..
            }
        )
    }

    /// Whether a row was refused because it refers to one that is not there, or is referred to.
    #[must_use]
    pub const fn is_foreign_key_violation(&self) -> bool {
        matches!(
            self,
            Self::Constraint {
                violation: Violation::ForeignKey,
                ..
            }
        )
    }

    /// The work of a transaction panicked with this.
    pub(super) fn panicked(panic: &(dyn std::any::Any + Send)) -> Self {
        let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
        let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
        Self::Panicked(text.unwrap_or_default())
    }

    pub(super) fn sqlite(sql: &str, source: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        let rusqlite::Error::SqliteFailure(failure, message) = &source else {
            return Self::Sqlite {
                sql: sql.to_owned(),
                source,
            };
        };
        let message = message.clone().unwrap_or_else(|| failure.to_string());
        match (failure.code, failure.extended_code) {
            (
                Code::ConstraintViolation,
                rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE
                | rusqlite::ffi::SQLITE_CONSTRAINT_PRIMARYKEY,
            ) => Self::Constraint {
                violation: Violation::Unique,
                constraint: message,
            },
            (
                Code::ConstraintViolation,
                rusqlite::ffi::SQLITE_CONSTRAINT_FOREIGNKEY
                | rusqlite::ffi::SQLITE_CONSTRAINT_TRIGGER,
            ) => Self::Constraint {
                violation: Violation::ForeignKey,
                constraint: message,
            },
            (Code::ConstraintViolation, _) => Self::Constraint {
                violation: Violation::Check,
                constraint: message,
            },
            (Code::OperationInterrupted, _) => Self::StatementTimeout,
            (Code::DatabaseBusy | Code::DatabaseLocked, _) => Self::Busy(message),
            (Code::DiskFull | Code::ReadOnly | Code::CannotOpen | Code::SystemIoFailure, _) => {
                Self::NotWritable(message)
            }
            _ => Self::Sqlite {
                sql: sql.to_owned(),
                source,
            },
        }
    }

    pub(super) fn postgres(sql: &str, source: tokio_postgres::Error) -> Self {
        use tokio_postgres::error::SqlState;
        let Some(failure) = source.as_db_error() else {
            return Self::Postgres {
                sql: sql.to_owned(),
                reason: source.to_string(),
                source,
            };
        };
        let constraint = failure.constraint().unwrap_or("?").to_owned();
        let violation = match *failure.code() {
            SqlState::UNIQUE_VIOLATION => Violation::Unique,
            SqlState::FOREIGN_KEY_VIOLATION | SqlState::RESTRICT_VIOLATION => Violation::ForeignKey,
            SqlState::CHECK_VIOLATION | SqlState::NOT_NULL_VIOLATION => Violation::Check,
            SqlState::QUERY_CANCELED => return Self::StatementTimeout,
            SqlState::LOCK_NOT_AVAILABLE | SqlState::TOO_MANY_CONNECTIONS => {
                return Self::Busy(failure.message().to_owned());
            }
            SqlState::DISK_FULL | SqlState::READ_ONLY_SQL_TRANSACTION => {
                return Self::NotWritable(failure.message().to_owned());
            }
            _ => {
                return Self::Postgres {
                    sql: sql.to_owned(),
                    reason: failure.message().to_owned(),
                    source,
                };
            }
        };
        Self::Constraint {
            violation,
            constraint,
        }
    }
}
