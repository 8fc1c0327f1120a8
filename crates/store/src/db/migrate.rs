//! The schema's migrations: the same numbers and names on both engines.

use super::postgres::{OPERATOR_ROLE, RUNTIME_ROLE};
use super::{Backend, Db, Engine, Error, Tx, Work, values};

/// One step of the schema.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// Its number, from 1 without gaps.
    pub version: i64,
    /// What it does, as in its files' names.
    pub name: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
}

macro_rules! migrations {
    ($($version:literal $name:literal;)+) => {
        /// Every migration, in order.
        pub const MIGRATIONS: &[Migration] = &[$(Migration {
            version: $version,
            name: $name,
            sqlite: include_str!(concat!("../../migrations/", $name, ".sqlite.sql")),
            postgres: include_str!(concat!("../../migrations/", $name, ".postgres.sql")),
        },)+];
    };
}

migrations! {
    1 "0001_people_and_organizations";
    2 "0002_tracker";
    3 "0003_legacy_documents";
    4 "0004_idempotency_keys";
    5 "0005_organization_management";
    6 "0006_events";
    7 "0007_outbox";
    8 "0008_invitations";
    9 "0009_deletion";
    10 "0010_repairs";
    11 "0011_accounts";
    12 "0012_former_slugs_for_good";
    13 "0013_organization_settings";
    14 "0014_legacy_assignments";
    15 "0015_invitation_links";
    16 "0016_tasks";
}

impl Migration {
    const fn sql(&self, engine: Engine) -> &'static str {
        match engine {
            Engine::Sqlite => self.sqlite,
            Engine::Postgres => self.postgres,
        }
    }

    /// FNV-1a, 64 bits, of the script, to notice a build whose migration is another one.
    #[must_use]
    pub fn checksum(&self, engine: Engine) -> i64 {
        let hash = self
            .sql(engine)
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
            });
        hash.cast_signed()
    }
}

/// Brings the schema up to this version, one transaction a step. Servers that start together wait
/// for each other.
///
/// # Errors
/// If the database is newer than this version, or a step fails; earlier steps stay.
pub async fn migrate(db: &Db) -> Result<(), Error> {
    if let Backend::Postgres(_) = &db.backend {
        own(db, |tx| Box::pin(set_up_roles(tx))).await?;
    }
    let engine = db.engine();
    loop {
        let done: bool = own(db, move |tx| Box::pin(step(tx, engine))).await?;
        if done {
            return Ok(());
        }
    }
}

async fn own<T, F>(db: &Db, work: F) -> Result<T, Error>
where
    F: for<'t> FnOnce(&'t mut Tx) -> Work<'t, T, Error> + Send + 'static,
    T: Send + 'static,
{
    match &db.backend {
        Backend::Sqlite(sqlite) => sqlite.write(work).await,
        Backend::Postgres(postgres) => postgres.own(work).await,
    }
}

/// Applies the next migration, if there is one, and tells whether the schema is complete.
async fn step(tx: &mut Tx, engine: Engine) -> Result<bool, Error> {
    if engine == Engine::Postgres {
        wait_for_others(tx).await?;
    }
    tx.script(
        "CREATE TABLE IF NOT EXISTS schema_migrations (
             version BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, checksum BIGINT NOT NULL
         )",
    )
    .await?;
    let applied: Vec<(i64, String, i64)> = tx
        .all(
            "SELECT version, name, checksum FROM schema_migrations ORDER BY version",
            values![],
        )
        .await?;
    for (version, name, checksum) in &applied {
        let known = MIGRATIONS
            .iter()
            .find(|migration| migration.version == *version);
        let Some(known) = known else {
            return Err(Error::Newer {
                found: *version,
                known: newest(),
            });
        };
        if known.name != name || known.checksum(engine) != *checksum {
            return Err(Error::Altered {
                version: *version,
                name: name.clone(),
            });
        }
    }
    let Some(next) = MIGRATIONS.get(applied.len()) else {
        return Ok(true);
    };
    tracing::info!(
        version = next.version,
        name = next.name,
        "migrates the schema"
    );
    tx.script(next.sql(engine)).await?;
    tx.execute(
        "INSERT INTO schema_migrations (version, name, checksum) VALUES ($1, $2, $3)",
        values![next.version, next.name, next.checksum(engine)],
    )
    .await?;
    Ok(next.version == newest())
}

/// The newest schema this version knows.
fn newest() -> i64 {
    MIGRATIONS.last().map_or(0, |migration| migration.version)
}

/// Lets servers that start together go one after the other, on PostgreSQL.
async fn wait_for_others(tx: &mut Tx) -> Result<(), Error> {
    // Any number will do, as long as nothing else takes it: the letters "tenure".
    let lock = values![0x7465_6e75_7265_i64];
    tx.execute("SELECT pg_advisory_xact_lock($1)", lock)
        .await
        .map(drop)
}

/// Makes the roles that connections work as, where they are missing, and lets the login be them.
async fn set_up_roles(tx: &mut Tx) -> Result<(), Error> {
    wait_for_others(tx).await?;
    let (login,): (String,) = tx.one("SELECT session_user::text", values![]).await?;
    for role in [RUNTIME_ROLE, OPERATOR_ROLE] {
        let (exists,): (bool,) = tx
            .one(
                "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1)",
                values![role],
            )
            .await?;
        let (member,): (bool,) = if exists {
            tx.one(
                "SELECT pg_has_role(session_user, $1, 'MEMBER')",
                values![role],
            )
            .await?
        } else {
            (false,)
        };
        let mut sql = String::new();
        if !exists {
            sql.push_str("CREATE ROLE ");
            sql.push_str(role);
            sql.push_str(" NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;");
        }
        if !member {
            sql.push_str("GRANT ");
            sql.push_str(role);
            sql.push_str(" TO SESSION_USER;");
        }
        if !sql.is_empty() {
            tx.script(&sql).await.map_err(|error| Error::Roles {
                login: login.clone(),
                reason: error.to_string(),
            })?;
        }
    }
    Ok(())
}
