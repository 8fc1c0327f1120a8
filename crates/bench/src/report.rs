//! The report: medians of the rounds, as a table, as JSON, and in the documentation.

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result};
use serde::Serialize;

use crate::Run;
use crate::candidate::Kind;
use crate::dataset::{ENTRIES_EACH, ORGANIZATIONS};
use crate::load::Round;
use crate::machine::{self, Memory};
use crate::measure::Measured;

const BEGIN: &str = "<!-- cargo xtask bench --write: begin -->";
const END: &str = "<!-- cargo xtask bench --write: end -->";

/// Everything that is told.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Report {
    machine: String,
    conditions: String,
    candidates: Vec<Line>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Line {
    name: &'static str,
    requests_per_second: f64,
    processor_micros: f64,
    /// How much of a core the candidate had: much less than one means that the machine was busy
    /// with something else, and that requests a second say more about that.
    core: f64,
    p50_micros: u128,
    p99_micros: u128,
    memory_kib: Memory,
    /// Requests a second as a part of the bare candidate's in the same round.
    to_bare: f64,
    /// The bare candidate's processor time as a part of this one's: the same ratio where the
    /// machine is quiet, and one that holds where it is not.
    to_bare_processor: f64,
    to_fixed: f64,
    rounds: Vec<f64>,
}

impl Report {
    pub(crate) fn new(run: &Run, pinned: bool, measured: &[Measured]) -> Result<Self> {
        let bare = measured.iter().find(|one| one.kind == Kind::Bare);
        let bare_processor = bare.map_or(0.0, |bare| median(bare.processor.iter().copied()));
        let rates = |kind: Kind| -> Result<Vec<f64>> {
            let found = measured.iter().find(|one| one.kind == kind);
            let found = found.context("every candidate is measured")?;
            Ok(found.rounds.iter().map(|round| round.per_second).collect())
        };
        let (bare, fixed) = (rates(Kind::Bare)?, rates(Kind::Fixed)?);
        let placed = if pinned {
            "server and load on a core each"
        } else {
            "server and load share the cores"
        };
        let candidates = Kind::ALL
            .iter()
            .filter_map(|kind| measured.iter().find(|one| one.kind == *kind))
            .map(|one| line(one, &bare, &fixed, bare_processor))
            .collect();
        Ok(Self {
            machine: machine::description(),
            conditions: format!(
                "{} time entries in {ORGANIZATIONS} organizations on SQLite; {} connections, {} \
                 rounds of {} s in turns, medians; {placed}",
                ORGANIZATIONS * ENTRIES_EACH,
                run.connections,
                run.rounds,
                run.seconds,
            ),
            candidates,
        })
    }

    /// The table, in Markdown, which reads well on a terminal too.
    pub(crate) fn table(&self) -> String {
        let mut rows = vec![
            [
                "candidate",
                "requests/s",
                "CPU each",
                "of a core",
                "p50",
                "p99",
                "memory",
                "with mapped file",
                "of bare",
                "by CPU",
                "of fixed",
            ]
            .map(str::to_owned),
        ];
        rows.extend(self.candidates.iter().map(Line::cells));
        let width = |column: usize| {
            let lengths = rows.iter().map(|row| row[column].chars().count());
            lengths.max().unwrap_or_default()
        };
        let widths: [usize; 11] = std::array::from_fn(width);
        let mut lines: Vec<String> = rows
            .iter()
            .map(|row| {
                let cells = row.iter().zip(widths).enumerate();
                let cells = cells.map(|(index, (cell, width))| match index {
                    0 => format!("{cell:width$}"),
                    _ => format!("{cell:>width$}"),
                });
                format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
            })
            .collect();
        let rule = widths.iter().enumerate().map(|(index, width)| match index {
            0 => "-".repeat(*width),
            _ => format!("{}:", "-".repeat(width - 1)),
        });
        lines.insert(1, format!("| {} |", rule.collect::<Vec<_>>().join(" | ")));
        format!(
            "{}\n\n{}.\n{}.\n",
            lines.join("\n"),
            self.conditions,
            self.machine
        )
    }

    /// Puts the table between its marks in the page.
    pub(crate) fn write_into(&self, page: &Path) -> Result<()> {
        let text = fs::read_to_string(page)?;
        let (before, rest) = text.split_once(BEGIN).context("the mark is missing")?;
        let (_, after) = rest.split_once(END).context("the end mark is missing")?;
        let table = self.table();
        fs::write(page, format!("{before}{BEGIN}\n\n{table}\n{END}{after}"))?;
        Ok(())
    }
}

fn line(measured: &Measured, bare: &[f64], fixed: &[f64], bare_processor: f64) -> Line {
    let rounds: Vec<f64> = measured
        .rounds
        .iter()
        .map(|round| round.per_second)
        .collect();
    // Of each round, since the machine is not equally busy in all.
    let ratio = |to: &[f64]| median(rounds.iter().zip(to).map(|(ours, theirs)| ours / theirs));
    let latency = |percent: usize| {
        let of = |round: &Round| round.percentile(percent).as_secs_f64();
        Duration::from_secs_f64(median(measured.rounds.iter().map(of))).as_micros()
    };
    let processor = median(measured.processor.iter().copied());
    let per_second = median(rounds.iter().copied());
    Line {
        name: measured.kind.name(),
        requests_per_second: per_second,
        processor_micros: processor,
        core: per_second * processor / 1e6,
        p50_micros: latency(50),
        p99_micros: latency(99),
        memory_kib: measured.memory,
        to_bare: ratio(bare),
        to_bare_processor: bare_processor / processor,
        to_fixed: ratio(fixed),
        rounds,
    }
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

impl Line {
    fn cells(&self) -> [String; 11] {
        let millis = |micros: u128| format!("{}.{:02} ms", micros / 1000, micros % 1000 / 10);
        let mib = |kib: u64| format!("{} MiB", kib.div_ceil(1024));
        [
            self.name.to_owned(),
            format!("{:.0}", self.requests_per_second),
            format!("{:.1} µs", self.processor_micros),
            format!("{:.2}", self.core),
            millis(self.p50_micros),
            millis(self.p99_micros),
            mib(self.memory_kib.anonymous),
            mib(self.memory_kib.resident),
            format!("{:.2}", self.to_bare),
            format!("{:.2}", self.to_bare_processor),
            format!("{:.2}", self.to_fixed),
        ]
    }
}
