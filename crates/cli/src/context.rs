//! What every command needs: settings, log, database, application.

use std::net::SocketAddr;

use tenure_app::{Environment, Instance, Tenure};
use tenure_store::Db;
use tenure_store::db::{Options, Target, migrate};
use tracing_subscriber::EnvFilter;

use crate::failure::Failure;
use crate::mail::outgoing;
use crate::settings::Settings;

/// Sends the log to standard error: for people on a terminal, as JSON elsewhere.
pub fn start_log(default: &str) {
    let filter = EnvFilter::try_from_env("TENURE_LOG").unwrap_or_else(|_| EnvFilter::new(default));
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    if std::io::IsTerminal::is_terminal(&std::io::stderr()) {
        builder.init();
    } else {
        builder.json().init();
    }
}

/// Opens the database and brings its schema up to this version.
pub async fn open(settings: &Settings) -> Result<Db, Failure> {
    let target = Target::parse(&settings.database_url())?;
    if let Target::Sqlite(path) = &target
        && let Some(directory) = path
            .parent()
            .filter(|directory| !directory.as_os_str().is_empty())
    {
        std::fs::create_dir_all(directory).map_err(|error| {
            Failure::unusable(
                "data_dir",
                format!(
                    "the data directory {} cannot be made: {error}",
                    directory.display()
                ),
                "Choose another with --data-dir, or let this user write there.",
            )
        })?;
    }
    let db = Db::open(&Options::new(target)).await?;
    migrate::migrate(&db).await?;
    Ok(db)
}

/// The application over a database.
pub fn application(db: Db, settings: &Settings, bound: SocketAddr) -> Tenure {
    let instance = Instance {
        version: env!("CARGO_PKG_VERSION"),
        public_url: settings.public_url(bound),
        sign_up: settings.sign_up.into(),
    };
    Tenure::new(db, Environment::system(), instance).sending_by(outgoing(settings))
}
