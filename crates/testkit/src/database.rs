//! Databases of a test's own.
//!
//! SQLite: a file in a temporary folder. PostgreSQL: a copy of a migrated template, on the server
//! that `TENURE_TEST_POSTGRES_URL` names or else on a throwaway one that the processes of a test
//! run share. A machine without PostgreSQL fails such a test; it does not skip it.

use std::sync::OnceLock;

use tempfile::TempDir;
use tenure_pg_cluster::Cluster;
use tenure_store::Db;
use tenure_store::db::migrate::{MIGRATIONS, migrate};
use tenure_store::db::{Options, Target};
use tokio_postgres::NoTls;

pub use tenure_store::db::Engine;

const POSTGRES_URL: &str = "TENURE_TEST_POSTGRES_URL";

/// A migrated database that ends with the test.
#[derive(Debug)]
pub struct TestDatabase {
    /// The database.
    pub db: Db,
    /// Its URL, as the command line takes it.
    pub url: String,
    _home: Home,
}

#[derive(Debug)]
enum Home {
    Folder { _removed_with_it: TempDir },
    Server(String),
}

impl TestDatabase {
    /// A database of this engine.
    ///
    /// # Panics
    /// If there is none to be had: the test cannot run.
    pub async fn on(engine: Engine) -> Self {
        let database = Self::unmigrated(engine).await;
        migrate(&database.db)
            .await
            .expect("the database is migrated");
        database
    }

    /// The same database, as another process has it.
    ///
    /// # Panics
    /// If it does not open.
    pub async fn open_again(&self) -> Db {
        let options = Options::new(Target::parse(&self.url).expect("a database URL"));
        Db::open(&options).await.expect("the database opens")
    }

    /// A database without tables; on PostgreSQL one that is migrated already, since the copy of a
    /// template costs a fraction of the migrations.
    async fn unmigrated(engine: Engine) -> Self {
        let (url, home) = match engine {
            Engine::Sqlite => {
                let folder = TempDir::new().expect("a temporary folder");
                (
                    format!("sqlite:{}", folder.path().join("tenure.sqlite").display()),
                    Home::Folder {
                        _removed_with_it: folder,
                    },
                )
            }
            Engine::Postgres => {
                let name = copy_of_template().await;
                (on_server(&name), Home::Server(name))
            }
        };
        let mut options = Options::new(Target::parse(&url).expect("a database URL"));
        options.readers = std::num::NonZeroUsize::new(4).expect("four");
        let db = Db::open(&options).await.expect("the database opens");
        Self {
            db,
            url,
            _home: home,
        }
    }
}

impl Drop for Home {
    /// A copy on the server would only fill the disk.
    fn drop(&mut self) {
        if let Self::Server(name) = self {
            let statement = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
            let dropped = std::thread::spawn(move || {
                let runtime = tokio::runtime::Builder::new_current_thread()
                    .enable_all()
                    .build();
                runtime
                    .expect("a runtime")
                    .block_on(async move { administer(&[&statement]).await });
            });
            // The test's own outcome counts; a leftover copy goes with the cluster.
            drop(dropped.join());
        }
    }
}

fn server() -> &'static str {
    static SERVER: OnceLock<(String, Option<Cluster>)> = OnceLock::new();
    let (url, _cluster) = SERVER.get_or_init(|| {
        if let Ok(url) = std::env::var(POSTGRES_URL) {
            (url, None)
        } else {
            let cluster = Cluster::shared("tenure-tests").expect(
                "a throwaway PostgreSQL starts (`cargo xtask test` installs its programs where it may)",
            );
            (cluster.url(), Some(cluster))
        }
    });
    url
}

/// The URL of another database on the server.
fn on_server(name: &str) -> String {
    let (base, _) = server().rsplit_once('/').expect("a URL with a database");
    format!("{base}/{name}")
}

async fn connect() -> tokio_postgres::Client {
    let (client, connection) = tokio_postgres::connect(server(), NoTls)
        .await
        .expect("the test server answers");
    tokio::spawn(connection);
    client
}

async fn administer(statements: &[&str]) {
    let client = connect().await;
    for statement in statements {
        client
            .batch_execute(statement)
            .await
            .expect("the statement runs");
    }
}

/// A fresh copy of the migrated template, which the first test to come makes.
async fn copy_of_template() -> String {
    let client = connect().await;
    // Another build's template is another template.
    let schema = MIGRATIONS.iter().fold(0, |sum: i64, step| {
        sum.rotate_left(1) ^ step.checksum(Engine::Postgres)
    });
    let template = format!("tenure_template_{:x}", schema.cast_unsigned());
    // Any number will do, as long as all tests take the same.
    client
        .batch_execute("SELECT pg_advisory_lock(7305)")
        .await
        .expect("the lock is taken");
    let exists = client
        .query_one(
            "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)",
            &[&template],
        )
        .await
        .expect("the server lists its databases");
    if !exists.get::<_, bool>(0) {
        let unfinished = format!("{template}_unfinished");
        administer(&[
            &format!("DROP DATABASE IF EXISTS {unfinished} WITH (FORCE)"),
            &format!("CREATE DATABASE {unfinished}"),
        ])
        .await;
        let options = Options::new(Target::parse(&on_server(&unfinished)).expect("a database URL"));
        migrate(&Db::open(&options).await.expect("the template opens"))
            .await
            .expect("the template is migrated");
        // A name that is there is a template that is done; connections to it are closed first.
        administer(&[
            &format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{unfinished}'"),
            &format!("ALTER DATABASE {unfinished} RENAME TO {template}"),
        ])
        .await;
    }
    let name = format!("tenure_test_{}_{}", std::process::id(), next_number());
    client
        .batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        .await
        .expect("no older copy is left");
    client
        .batch_execute(&format!("CREATE DATABASE {name} TEMPLATE {template}"))
        .await
        .expect("the template is copied");
    client
        .batch_execute("SELECT pg_advisory_unlock(7305)")
        .await
        .expect("the lock is given back");
    name
}

fn next_number() -> usize {
    static NEXT: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
    NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed)
}
