use std::fmt;
use std::io;
use std::path::PathBuf;

/// Why there is no cluster.
#[derive(Debug)]
pub enum Error {
    /// The server's programs are not on this machine.
    NotInstalled,
    /// Root, and nobody else to run it as.
    NoAccount,
    /// Somebody else made the directory.
    Foreign(PathBuf),
    /// The directory went away.
    Vanished(PathBuf),
    /// Its programs did not bring the server up; what they printed.
    Failed(String),
    /// The machine refused.
    Io(io::Error),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotInstalled => f.write_str(
                "PostgreSQL's server programs (initdb, postgres) are neither in PATH nor in \
                 /usr/lib/postgresql/*/bin, or `flock` is missing; on Debian: \
                 apt-get install postgresql util-linux",
            ),
            Self::NoAccount => f.write_str(
                "PostgreSQL refuses to run as root, and there is no account `postgres` or \
                 `nobody` to run it as",
            ),
            Self::Foreign(path) => write!(
                f,
                "{} belongs to another account; remove it or set another TMPDIR",
                path.display()
            ),
            Self::Vanished(path) => {
                write!(f, "{} was removed while in use", path.display())
            }
            Self::Failed(printed) => {
                write!(f, "PostgreSQL did not start:\n{}", printed.trim_end())
            }
            Self::Io(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(error) => Some(error),
            _ => None,
        }
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}
