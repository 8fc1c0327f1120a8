//! The machine: its cores, its memory, and what a process takes of it.

use std::fs;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result};
use serde::Serialize;

/// A core for the server, and another for the load.
pub(crate) struct Cores {
    pub(crate) server: String,
}

/// Puts this process on one core and gives another to the servers; `None` if there is only one, or
/// no `taskset`.
pub(crate) fn separate_cores() -> Option<Cores> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let allowed = field(&status, "Cpus_allowed_list:")?;
    let server = allowed.split([',', '-']).next()?.to_owned();
    let load = allowed.rsplit([',', '-']).next()?.to_owned();
    if server == load {
        return None;
    }
    let moved = Command::new("taskset")
        .args([
            "--cpu-list",
            "--pid",
            &load,
            &std::process::id().to_string(),
        ])
        .stdout(Stdio::null())
        .status()
        .ok()?;
    moved.success().then_some(Cores { server })
}

/// The same command, on one core.
pub(crate) fn pinned(command: &Command, core: &str) -> Command {
    let mut pinned = Command::new("taskset");
    pinned
        .args(["--cpu-list", core])
        .arg(command.get_program())
        .args(command.get_args());
    if let Some(directory) = command.get_current_dir() {
        pinned.current_dir(directory);
    }
    for name in ["TENURE_", "DATABASE_URL"] {
        for (key, _) in std::env::vars_os() {
            if key.to_string_lossy().starts_with(name) {
                pinned.env_remove(key);
            }
        }
    }
    pinned
}

/// What a process holds in memory, in KiB.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Memory {
    /// All of it, with the pages of the database that are mapped, which the system can take back.
    pub(crate) resident: u64,
    /// Its own.
    pub(crate) anonymous: u64,
}

impl Memory {
    pub(crate) fn of(process: u32) -> Result<Self> {
        let status = fs::read_to_string(format!("/proc/{process}/status"))?;
        let kib = |name: &str| -> Result<u64> {
            let text = field(&status, name).context("the system tells memory")?;
            Ok(text.trim_end_matches("kB").trim().parse()?)
        };
        Ok(Self {
            resident: kib("VmRSS:")?,
            anonymous: kib("RssAnon:")?,
        })
    }
}

/// The processor time that all threads of a process have had.
pub(crate) fn processor_time(process: u32) -> Result<Duration> {
    let mut nanos = 0;
    for thread in fs::read_dir(format!("/proc/{process}/task"))? {
        // A thread that ends meanwhile takes its time with it; a server keeps its threads.
        let times = fs::read_to_string(thread?.path().join("schedstat"))?;
        let running = times
            .split_whitespace()
            .next()
            .context("the system tells times")?;
        nanos += running.parse::<u64>()?;
    }
    Ok(Duration::from_nanos(nanos))
}

fn field<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    Some(line.trim())
}

/// The machine in words, without its name.
pub(crate) fn description() -> String {
    let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
    let processors = read("/proc/cpuinfo");
    let model = processors
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(": "))
        .map_or("unknown processor", |(_, model)| model);
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let cores = cores.max(processors.matches("processor\t").count());
    let memory = field(&read("/proc/meminfo"), "MemTotal:")
        .and_then(|total| total.trim_end_matches("kB").trim().parse::<u64>().ok())
        .map_or_else(String::new, |kib| {
            format!(", {} GiB", kib.div_ceil(1 << 20))
        });
    let kernel = read("/proc/sys/kernel/osrelease");
    let kernel = kernel.split('-').next().unwrap_or_default().trim();
    let rustc = Command::new("rustc").arg("--version").output();
    let rustc = rustc.map_or_else(
        |_| "rustc".to_owned(),
        |output| {
            let text = String::from_utf8_lossy(&output.stdout);
            let mut words = text.split_whitespace();
            format!(
                "{} {}",
                words.next().unwrap_or("rustc"),
                words.next().unwrap_or_default()
            )
        },
    );
    format!(
        "{cores} cores ({model}){memory}, Linux {kernel}, {rustc}, SQLite {}, tenure {}",
        rusqlite::version(),
        env!("CARGO_PKG_VERSION"),
    )
}
