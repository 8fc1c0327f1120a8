//! Scratch databases: made for one purpose, migrated, empty, and gone afterwards.

use tempfile::TempDir;
use tenure_domain::randomness::Randomness;

use super::migrate::migrate;
use super::postgres::Postgres;
use super::{Db, Error, Options, Target};

/// A migrated, empty database beside another one, of the same engine. Call [`Scratch::remove`]
/// when done: on PostgreSQL nothing else drops it.
#[derive(Debug)]
pub struct Scratch {
    db: Db,
    home: Home,
}

#[derive(Debug)]
enum Home {
    /// Goes when it is dropped.
    Folder(TempDir),
    Server {
        server: Box<Postgres>,
        name: String,
    },
}

impl Scratch {
    /// Makes one: a file in a temporary folder for SQLite, and for PostgreSQL a database of its own
    /// on the server that `options` name. The database that they name is connected to on
    /// PostgreSQL, since a connection needs one, but nothing in it is read or written; the roles
    /// that every Tenure database needs are made on the server if they are missing, and stay.
    ///
    /// # Errors
    /// [`Error::Scratch`] if it cannot be made, as when the login may not create databases; what
    /// [`Db::open`] and [`migrate`] give.
    pub async fn beside(options: &Options, randomness: &dyn Randomness) -> Result<Self, Error> {
        let scratch = match &options.target {
            Target::Sqlite(_) => Self::in_folder(options).await?,
            Target::Postgres(url) => Self::on_server(url, options, randomness).await?,
        };
        match migrate(&scratch.db).await {
            Ok(()) => Ok(scratch),
            Err(error) => {
                scratch.remove().await?;
                Err(error)
            }
        }
    }

    async fn in_folder(options: &Options) -> Result<Self, Error> {
        let folder = tempfile::Builder::new().prefix("tenure-").tempdir();
        let folder = folder.map_err(|error| Error::Scratch {
            reason: error.to_string(),
            remedy: "let TMPDIR name a directory with space that this user may write to".to_owned(),
        })?;
        let options = Options {
            target: Target::Sqlite(folder.path().join("scratch.sqlite")),
            ..options.clone()
        };
        Ok(Self {
            db: Db::open(&options).await?,
            home: Home::Folder(folder),
        })
    }

    async fn on_server(
        url: &str,
        options: &Options,
        randomness: &dyn Randomness,
    ) -> Result<Self, Error> {
        let mut random = [0; 8];
        randomness.fill(&mut random);
        let name = format!("tenure_scratch_{:016x}", u64::from_be_bytes(random));
        let target = Target::Postgres(on_the_same_server(url, &name)?);
        let server = Postgres::open(url, options).await?;
        server
            .administer(&format!("CREATE DATABASE {name}"))
            .await
            .map_err(|error| Error::Scratch {
                reason: error.to_string(),
                remedy: "let an administrator run `ALTER ROLE … CREATEDB` for this login, or name a server where it may with --database".to_owned(),
            })?;
        let options = Options {
            target,
            ..options.clone()
        };
        match Db::open(&options).await {
            Ok(db) => Ok(Self {
                db,
                home: Home::Server {
                    server: Box::new(server),
                    name,
                },
            }),
            Err(error) => {
                drop_database(&server, &name).await?;
                Err(error)
            }
        }
    }

    /// The database.
    #[must_use]
    pub const fn db(&self) -> &Db {
        &self.db
    }

    /// Removes it, with connections that are still open.
    ///
    /// # Errors
    /// [`Error::Scratch`] if it cannot be removed; the message names it.
    pub async fn remove(self) -> Result<(), Error> {
        let Self { db, home } = self;
        drop(db);
        match home {
            Home::Folder(folder) => folder.close().map_err(|error| Error::Scratch {
                reason: error.to_string(),
                remedy: "remove the folder by hand".to_owned(),
            }),
            Home::Server { server, name } => drop_database(&server, &name).await,
        }
    }
}

async fn drop_database(server: &Postgres, name: &str) -> Result<(), Error> {
    server
        .administer(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        .await
        .map_err(|error| Error::Scratch {
            reason: error.to_string(),
            remedy: format!("run `DROP DATABASE {name}` by hand"),
        })
}

/// The URL of another database of the server.
fn on_the_same_server(url: &str, name: &str) -> Result<String, Error> {
    let unusable = || Error::UnknownUrl {
        url: Target::Postgres(url.to_owned()).shown(),
    };
    let (scheme, rest) = url.split_once("://").ok_or_else(unusable)?;
    let (place, query) = rest
        .split_once('?')
        .map_or((rest, None), |(place, query)| (place, Some(query)));
    let authority = place.split('/').next().unwrap_or_default();
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    let other = format!("{scheme}://{authority}/{name}{query}");
    // A query may name the database too, and would win: the given one must not be mistaken for it.
    let parsed: Result<tokio_postgres::Config, _> = other.parse();
    match parsed {
        Ok(config) if config.get_dbname() == Some(name) => Ok(other),
        _ => Err(unusable()),
    }
}

impl Postgres {
    /// Runs a statement that no transaction takes, as the login itself.
    async fn administer(&self, sql: &str) -> Result<(), Error> {
        let connection = self.owner_connection().await?;
        connection
            .batch_execute(sql)
            .await
            .map_err(|error| Error::postgres(sql, error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tenure_domain::randomness::SystemRandomness;

    #[test]
    fn another_database_of_the_server_keeps_everything_else_of_the_url() {
        let url = "postgres://tenure:pw@db:5432/live?sslmode=require";
        assert_eq!(
            on_the_same_server(url, "scratch").unwrap(),
            "postgres://tenure:pw@db:5432/scratch?sslmode=require"
        );
        assert_eq!(
            on_the_same_server("postgres://db", "scratch").unwrap(),
            "postgres://db/scratch"
        );
    }

    #[test]
    fn a_url_whose_query_names_the_database_is_refused() {
        assert!(on_the_same_server("postgres://db/live?dbname=live", "scratch").is_err());
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_scratch_file_is_another_one_and_is_removed() {
        let options = Options::new(Target::Sqlite("never-made.sqlite".into()));
        let scratch = Scratch::beside(&options, &SystemRandomness).await.unwrap();
        assert_eq!(scratch.db().engine(), super::super::Engine::Sqlite);
        scratch.remove().await.unwrap();
        assert!(!std::path::Path::new("never-made.sqlite").exists());
    }
}
