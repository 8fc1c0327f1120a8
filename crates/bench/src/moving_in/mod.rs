//! `cargo xtask bench moving-in`: takes in, places and verifies an invented snapshot with the real
//! program, beside what the database itself takes: the same rows, by one prepared statement in one
//! transaction, from memory.

mod limit;
mod snapshot;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant as Stopwatch};

use anyhow::{Context as _, Result, bail};
use clap::Args;

/// How often a running step's memory is looked at.
const LOOK: Duration = Duration::from_millis(10);

/// What is measured.
#[derive(Args, Clone)]
pub(crate) struct MovingIn {
    /// The program
    #[arg(long)]
    tenure: PathBuf,
    /// Where the snapshot and the databases are made
    #[arg(long)]
    scratch: PathBuf,
    /// How many users the snapshot has
    #[arg(long, default_value_t = 2000)]
    users: u32,
    /// How many time entries
    #[arg(long, default_value_t = 1_000_000)]
    entries: u32,
    /// Print JSON instead of a table
    #[arg(long)]
    json: bool,
}

/// A step of the move.
#[derive(serde::Serialize)]
struct Step {
    name: &'static str,
    rows: u64,
    seconds: f64,
    rows_per_second: f64,
    /// The most memory it held, in MiB; none where the system does not tell.
    peak_mib: Option<u64>,
    /// Its rows per second as a share of the limit's.
    of_limit: Option<f64>,
}

/// Measures and prints.
pub(crate) fn run(options: &MovingIn) -> Result<()> {
    let folder = options.scratch.join("moving-in");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let source = folder.join("snapshot");
    let documents = snapshot::write(&source, options.users, options.entries)?;
    let database = folder.join("tenure.sqlite");
    let url = format!("sqlite:{}", database.display());
    let run = |words: &[&str]| measured(&options.tenure, words, &url);
    let import = run(&["import", "convex", path(&source)?])?;
    let place = run(&["legacy", "place"])?;
    let verify = run(&["legacy", "verify"])?;
    let taken_in = limit::documents(&database, &folder.join("documents.sqlite"))?;
    let placed = limit::entries(&database, &folder.join("entries.sqlite"))?;
    let steps = [
        step("import", documents, import, Some(taken_in.per_second())),
        step("place", documents, place, Some(placed.per_second())),
        step("verify", documents, verify, None),
        step(
            "limit of import",
            taken_in.rows,
            (taken_in.took, None),
            None,
        ),
        step("limit of place", placed.rows, (placed.took, None), None),
    ];
    fs::remove_dir_all(&folder)?;
    if options.json {
        println!("{}", serde_json::to_string_pretty(&steps)?);
        return Ok(());
    }
    println!(
        "{:<16} {:>10} {:>9} {:>11} {:>9} {:>9}",
        "", "rows", "seconds", "rows/s", "MiB", "of limit"
    );
    for step in &steps {
        let peak = step
            .peak_mib
            .map_or_else(String::new, |peak| peak.to_string());
        let share = step
            .of_limit
            .map_or_else(String::new, |share| format!("{share:.2}"));
        println!(
            "{:<16} {:>10} {:>9.2} {:>11.0} {peak:>9} {share:>9}",
            step.name, step.rows, step.seconds, step.rows_per_second
        );
    }
    println!(
        "verify took {:.2} of place's time",
        verify.0.as_secs_f64() / place.0.as_secs_f64()
    );
    Ok(())
}

fn step(
    name: &'static str,
    rows: u64,
    (took, peak_mib): (Duration, Option<u64>),
    limit: Option<f64>,
) -> Step {
    let seconds = took.as_secs_f64();
    let rows_per_second = limit::per_second(rows, took);
    Step {
        name,
        rows,
        seconds,
        rows_per_second,
        peak_mib,
        of_limit: limit.map(|limit| rows_per_second / limit),
    }
}

fn path(path: &Path) -> Result<&str> {
    path.to_str()
        .context("the scratch folder's name is no text")
}

/// Runs the program; how long it took, and the most memory it held.
fn measured(tenure: &Path, words: &[&str], url: &str) -> Result<(Duration, Option<u64>)> {
    let began = Stopwatch::now();
    let mut child = Command::new(tenure)
        .args(words)
        .args(["--json", "--database", url])
        .stdout(Stdio::null())
        .spawn()
        .with_context(|| format!("{} does not start", tenure.display()))?;
    let mut peak = None;
    let status = loop {
        peak = peak_mib(child.id()).or(peak);
        if let Some(status) = child.try_wait()? {
            break status;
        }
        std::thread::sleep(LOOK);
    };
    let took = began.elapsed();
    if !status.success() {
        bail!("`tenure {}` ended with {status}", words.join(" "));
    }
    Ok((took, peak))
}

/// The most memory that a process has held so far, where the system tells.
fn peak_mib(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: u64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kib / 1024)
}
