//! Which running entries go on, which are closed, and which timers are the same as an entry.

use std::collections::HashMap;

use super::{Age, Home, TimerState};
use crate::convex_id::ConvexId;
use crate::shape::{Ownership, Reference, RunningTimer, TimeEntry};

/// How far two starts may be apart for a timer and an entry to be the same, in milliseconds.
const SAME_START: u64 = 1000;

/// A running entry or a running timer.
#[derive(Debug)]
pub(super) struct RunningFact {
    pub(super) age: Age,
    pub(super) ownership: Ownership,
    pub(super) project: Reference,
    started_at: i64,
    timer: Option<TimerFact>,
}

/// What only a timer has.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TimerFact {
    pub(super) state: TimerState,
    pub(super) category: Option<Box<str>>,
}

impl RunningFact {
    pub(super) fn entry(age: Age, entry: TimeEntry) -> Self {
        let TimeEntry {
            ownership,
            project,
            started_at,
            ..
        } = entry;
        Self {
            age,
            ownership,
            project,
            started_at,
            timer: None,
        }
    }

    pub(super) fn timer(age: Age, timer: RunningTimer) -> Self {
        let RunningTimer {
            ownership,
            project,
            started_at,
            last_heartbeat_at,
            interrupts,
            category,
        } = timer;
        let timer = Some(TimerFact {
            state: TimerState {
                last_heartbeat_at,
                interrupts,
            },
            category: category.map(Into::into),
        });
        Self {
            age,
            ownership,
            project,
            started_at,
            timer,
        }
    }
}

/// Whose running time it is: one may run for each of these.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Runner {
    pub(super) home: Home,
    /// The user as the documents name them, there or not.
    pub(super) user: Option<Reference>,
}

/// What becomes of a running entry or timer.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Outcome {
    /// The entry that a timer is the same as.
    pub(super) same_as: Option<ConvexId>,
    /// The end, if it is closed.
    pub(super) closed_at: Option<i64>,
    /// Of an entry: the timer that is the same.
    pub(super) timer: Option<TimerFact>,
}

/// One piece of running time: an entry with the timers that are the same, or a lone timer.
struct Unit {
    age: Age,
    started_at: i64,
    timer: Option<TimerFact>,
    /// The timers that are the same as the entry.
    same: Vec<ConvexId>,
}

impl Unit {
    /// The last sign of life: the newest heartbeat, else the start.
    fn alive_at(&self) -> i64 {
        self.timer
            .as_ref()
            .map_or(self.started_at, |timer| timer.state.last_heartbeat_at)
    }
}

/// Decides for all that runs. `runner` is none for what has no home.
pub(super) fn outcomes(
    mut facts: Vec<RunningFact>,
    runner: impl Fn(&RunningFact) -> Option<Runner>,
) -> HashMap<ConvexId, Outcome> {
    // Reading order must not matter: entries and timers are looked at oldest first.
    facts.sort_by_key(|fact| fact.age);
    let mut runners: HashMap<Runner, Vec<RunningFact>> = HashMap::new();
    for fact in facts {
        if let Some(runner) = runner(&fact) {
            runners.entry(runner).or_default().push(fact);
        }
    }
    let mut outcomes = HashMap::new();
    for facts in runners.into_values() {
        settle(units(facts), &mut outcomes);
    }
    outcomes
}

/// Puts the timers of one runner to the entries they are the same as.
fn units(facts: Vec<RunningFact>) -> Vec<Unit> {
    let (timers, entries): (Vec<_>, Vec<_>) =
        facts.into_iter().partition(|fact| fact.timer.is_some());
    let mut units = Vec::with_capacity(entries.len() + timers.len());
    // By project and start, so that thousands of open entries do not make a square of work.
    let mut by_start: HashMap<Reference, Vec<(i64, usize)>> = HashMap::new();
    for entry in entries {
        by_start
            .entry(entry.project)
            .or_default()
            .push((entry.started_at, units.len()));
        units.push(Unit {
            age: entry.age,
            started_at: entry.started_at,
            timer: None,
            same: Vec::new(),
        });
    }
    for starts in by_start.values_mut() {
        starts.sort_unstable();
    }
    for timer in timers {
        let same = by_start
            .get(&timer.project)
            .and_then(|starts| nearest(starts, timer.started_at));
        let Some(unit) = same.and_then(|same| units.get_mut(same)) else {
            units.push(Unit {
                age: timer.age,
                started_at: timer.started_at,
                timer: timer.timer,
                same: Vec::new(),
            });
            continue;
        };
        let alive_at = timer
            .timer
            .as_ref()
            .map(|timer| timer.state.last_heartbeat_at);
        if alive_at
            > unit
                .timer
                .as_ref()
                .map(|timer| timer.state.last_heartbeat_at)
        {
            unit.timer = timer.timer;
        }
        unit.same.push(timer.age.id);
    }
    units
}

/// The entry whose start is nearest, within the allowance; of two as near, the first.
fn nearest(starts: &[(i64, usize)], start: i64) -> Option<usize> {
    let from =
        starts.partition_point(|(other, _)| other.saturating_add_unsigned(SAME_START) < start);
    starts[from..]
        .iter()
        .map(|(other, unit)| (other.abs_diff(start), *unit))
        .take_while(|(apart, _)| *apart <= SAME_START)
        .min()
        .map(|(_, unit)| unit)
}

/// The one with the newest sign of life goes on, the others are closed at theirs.
fn settle(units: Vec<Unit>, outcomes: &mut HashMap<ConvexId, Outcome>) {
    let newest = units
        .iter()
        .map(|unit| (unit.alive_at(), unit.started_at, unit.age))
        .max();
    for unit in units {
        let alive_at = unit.alive_at();
        let goes_on = Some((alive_at, unit.started_at, unit.age)) == newest;
        // A heartbeat before the start is none: nothing ends before it begins.
        let closed_at = (!goes_on).then_some(alive_at.max(unit.started_at));
        for timer in unit.same {
            outcomes.insert(
                timer,
                Outcome {
                    same_as: Some(unit.age.id),
                    closed_at,
                    timer: None,
                },
            );
        }
        outcomes.insert(
            unit.age.id,
            Outcome {
                same_as: None,
                closed_at,
                timer: unit.timer,
            },
        );
    }
}
