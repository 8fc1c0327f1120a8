//! `tenure doctor`

use std::fmt::Write as _;
use std::process::ExitCode;
use std::time::Duration;

use clap::Subcommand;
use indicatif::{ProgressBar, ProgressStyle};
use tenure_api::isolation::{self, Report, prove};
use tenure_domain::randomness::SystemRandomness;
use tenure_store::db::{Engine, Options, Scratch, Target};

use crate::failure::Failure;
use crate::output::print;
use crate::settings::Settings;

/// How long the command may be silent before it shows how far it is.
const PATIENCE: Duration = Duration::from_secs(1);

/// What can be checked.
#[derive(Debug, Subcommand)]
pub enum Doctor {
    /// Prove that no organization can reach another's data
    ///
    /// Makes two organizations in a scratch database of the same engine as --database (a temporary
    /// file, or a database made on that server and dropped afterwards), tries every route of the
    /// API, and on PostgreSQL every table, with the other's ids, and tells what leaked. The data in
    /// --database is never touched.
    Isolation,
}

impl Doctor {
    /// Checks it: exit status 0 if all is well, 1 if something was found.
    pub async fn run(self, settings: &Settings, json: bool) -> Result<ExitCode, Failure> {
        let Self::Isolation = self;
        let target = Target::parse(&settings.database_url())?;
        let scratch = Scratch::beside(&Options::new(target), &SystemRandomness).await?;
        let engine = scratch.db().engine();
        let progress = progress();
        let proof = prove(scratch.db().clone(), |done, all| {
            progress.set_length(all as u64);
            progress.set_position(done as u64);
        });
        // Interrupted or not, the scratch database goes.
        let proof = tokio::select! {
            proof = proof => proof.map_err(Failure::from),
            _ = tokio::signal::ctrl_c() => Err(Failure::unusable(
                "interrupted",
                "the proof was interrupted",
                "Nothing is left of it. Run it again.",
            )),
        };
        progress.finish_and_clear();
        let removed = scratch.remove().await;
        let report = proof?;
        removed?;
        print(&if json {
            serde_json::to_string_pretty(&report).map_err(|error| {
                Failure::unusable("output", error.to_string(), "This is a mistake in tenure.")
            })?
        } else {
            in_words(&report, engine)
        })?;
        Ok(if report.leaks.is_empty() {
            ExitCode::SUCCESS
        } else {
            ExitCode::from(1)
        })
    }
}

/// A bar that appears on a terminal if the work takes a while; elsewhere none does.
fn progress() -> ProgressBar {
    let progress = ProgressBar::hidden();
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} routes")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    progress.set_style(style);
    let shown = progress.clone();
    tokio::spawn(async move {
        tokio::time::sleep(PATIENCE).await;
        if !shown.is_finished() {
            shown.set_draw_target(indicatif::ProgressDrawTarget::stderr());
        }
    });
    progress
}

fn in_words(report: &Report, engine: Engine) -> String {
    let mut text = format!("Isolation on {}\n", engine.as_str());
    // Writing to a `String` cannot fail.
    let _ = writeln!(text, "  routes tried  {}", report.routes);
    let _ = writeln!(text, "  swaps tried   {}", report.attempts);
    let _ = match engine {
        Engine::Sqlite => writeln!(
            text,
            "  tables tried  none: SQLite has no roles, and the routes are its only way in"
        ),
        Engine::Postgres => writeln!(
            text,
            "  tables tried  {}, with {} statements",
            report.tables, report.table_attempts
        ),
    };
    let _ = write!(text, "  leaks         {}", report.leaks.len());
    for leak in &report.leaks {
        let _ = write!(
            text,
            "\n- {} ({}): {}\n    {}",
            leak.route,
            leak.caller.name(),
            leak.kind.meaning(),
            leak.detail
        );
        if !leak.swapped.is_empty() {
            let _ = write!(text, "\n    with {}", leak.swapped.join(", "));
        }
    }
    if let Some(reason) = &report.incomplete {
        let _ = write!(text, "\nNot everything could be tried: {reason}");
    }
    text
}

impl From<isolation::Error> for Failure {
    fn from(error: isolation::Error) -> Self {
        match error {
            isolation::Error::Store(error) => error.into(),
            // Whatever else it is, it is no leak: exit status 2.
            error => Self::unusable(
                "isolation_unproved",
                error.to_string(),
                "Nothing is said about leaks. This is a mistake in tenure: please report it.",
            ),
        }
    }
}
