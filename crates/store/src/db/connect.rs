//! Where the database is and how it is used.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;

use super::Error;

/// Where the database is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A file.
    Sqlite(PathBuf),
    /// A `postgres://` URL.
    Postgres(String),
}

impl Target {
    /// Reads a database URL: `sqlite:PATH`, `sqlite://PATH`, `postgres://…` or `postgresql://…`.
    ///
    /// # Errors
    /// If it is none of these.
    pub fn parse(url: &str) -> Result<Self, Error> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(Self::Postgres(url.to_owned()));
        }
        let path = url
            .strip_prefix("sqlite://")
            .or_else(|| url.strip_prefix("sqlite:"));
        match path {
            Some(path) if !path.is_empty() => Ok(Self::Sqlite(PathBuf::from(path))),
            _ => Err(Error::UnknownUrl {
                url: without_password(url),
            }),
        }
    }

    /// The target as it may be shown: without a password.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Self::Sqlite(path) => format!("sqlite:{}", path.display()),
            Self::Postgres(url) => without_password(url),
        }
    }
}

/// A URL with its password replaced by `***`, so that it can be logged.
fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return url.to_owned();
    };
    let (authority, path) = rest
        .split_once('/')
        .map_or((rest, None), |(a, p)| (a, Some(p)));
    let Some((user, host)) = authority.rsplit_once('@') else {
        return url.to_owned();
    };
    let user = user
        .split_once(':')
        .map_or(user.to_owned(), |(name, _)| format!("{name}:***"));
    let path = path.map(|path| format!("/{path}")).unwrap_or_default();
    format!("{scheme}://{user}@{host}{path}")
}

/// How the database is used.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where it is.
    pub target: Target,
    /// Reader threads on SQLite, connections on PostgreSQL.
    pub readers: NonZeroUsize,
    /// How long one statement may take.
    pub statement_timeout: Duration,
    /// How long to wait for another process's lock, or for a free connection.
    pub busy_timeout: Duration,
}

impl Options {
    /// The usual: as many readers as the machine has cores (at least two, so that one slow report
    /// does not hold up every page), 30 s for a statement, 10 s for a lock.
    #[must_use]
    pub fn new(target: Target) -> Self {
        let cores = std::thread::available_parallelism().map_or(2, NonZeroUsize::get);
        let readers = match target {
            Target::Sqlite(_) => cores.max(2),
            Target::Postgres(_) => (cores * 4).max(8),
        };
        Self {
            target,
            readers: NonZeroUsize::new(readers).unwrap_or(NonZeroUsize::MIN),
            statement_timeout: Duration::from_secs(30),
            busy_timeout: Duration::from_secs(10),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shown_url_holds_no_password() {
        let target = Target::parse("postgres://tenure:s3cret@db:5432/tenure").unwrap();
        assert_eq!(target.shown(), "postgres://tenure:***@db:5432/tenure");
    }

    #[test]
    fn a_url_of_another_database_is_refused() {
        assert!(matches!(
            Target::parse("mysql://x"),
            Err(Error::UnknownUrl { .. })
        ));
        assert!(matches!(
            Target::parse("sqlite:"),
            Err(Error::UnknownUrl { .. })
        ));
    }
}
