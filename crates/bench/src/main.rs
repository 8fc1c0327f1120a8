//! The benchmarks behind `cargo xtask bench`: one page of 50 time entries, through the real server,
//! through a bare handler that asks the same of the same file, and as a fixed answer; and moving in.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "it talks to a person at a terminal, and to its own child processes"
)]
#![expect(
    clippy::disallowed_methods,
    reason = "a benchmark is about the machine's time, not the application's"
)]

mod bare;
mod candidate;
mod dataset;
mod fixed;
mod load;
mod machine;
mod measure;
mod moving_in;
mod report;

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use clap::{Args, Parser};

#[derive(Parser)]
#[command(name = "cargo xtask bench")]
enum Command {
    /// Measure all candidates and print the table
    Run(Run),
    /// Measure the move of an invented snapshot, beside the database's own limit
    MovingIn(moving_in::MovingIn),
    /// A candidate: axum and rusqlite, nothing else
    #[command(hide = true)]
    Bare {
        /// The database
        database: PathBuf,
    },
    /// A candidate: axum and a fixed body
    #[command(hide = true)]
    Fixed {
        /// The body
        body: PathBuf,
    },
}

/// What is measured and how long.
#[derive(Args, Clone)]
pub(crate) struct Run {
    /// The server's program
    #[arg(long)]
    tenure: PathBuf,
    /// Where the data set is kept between runs
    #[arg(long)]
    scratch: PathBuf,
    /// The page of documentation that `--write` changes
    #[arg(long)]
    page: PathBuf,
    /// Write the table into that page
    #[arg(long)]
    write: bool,
    /// Print JSON instead of a table
    #[arg(long)]
    json: bool,
    /// How often each candidate is measured, in turns
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// How long each time, in seconds, after a fifth of that to warm up
    #[arg(long, default_value_t = 5.0)]
    seconds: f64,
    /// Connections that are kept open and always busy
    #[arg(long, default_value_t = 32)]
    connections: usize,
}

fn main() -> Result<()> {
    match Command::parse() {
        Command::Run(run) => {
            // Before the runtime, so that its threads inherit where they may run.
            let cores = machine::separate_cores();
            let results = runtime()?.block_on(measure::measure(&run, cores.as_ref()))?;
            let report = report::Report::new(&run, cores.is_some(), &results)?;
            if run.json {
                println!("{}", serde_json::to_string_pretty(&report)?);
            } else {
                println!("{}", report.table());
            }
            if run.write {
                report
                    .write_into(&run.page)
                    .with_context(|| format!("cannot write {}", run.page.display()))?;
            }
            Ok(())
        }
        Command::MovingIn(options) => moving_in::run(&options),
        Command::Bare { database } => runtime()?.block_on(bare::serve(database)),
        Command::Fixed { body } => runtime()?.block_on(fixed::serve(&body)),
    }
}

/// The runtime that `tenure serve` has too.
fn runtime() -> Result<tokio::runtime::Runtime> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    runtime.context("the system gives no threads")
}
