//! Time entries and running timers.

use super::reader::whole;
use super::words::source_named;
use super::{Invalid, Ownership, Reader, Reference, Shape, Source};
use crate::note::NoteKind;

/// A document of `timeEntries`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "the fields of the legacy table by their names; times in ms since 1970"
)]
pub struct TimeEntry {
    pub ownership: Ownership,
    pub project: Reference,
    pub started_at: i64,
    pub timing: Timing,
    pub source: Source,
    pub note: Option<String>,
    /// The name of a category: trimmed, none if nothing is left.
    pub category: Option<String>,
    pub is_overrun: bool,
}

/// Whether an entry has ended, and how long it took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timing {
    /// Neither end nor duration.
    Running,
    /// It ended.
    Ended {
        /// The end as it is written, else start and duration, in ms since 1970.
        stopped_at: i64,
        /// The duration that counts, in seconds.
        seconds: i64,
    },
}

impl Shape for TimeEntry {
    fn read(r: &mut Reader<'_>) -> Result<Self, Invalid> {
        let ownership = Ownership::read(r, &["ownerId", "userId"])?;
        let project = r.reference("projectId")?;
        let start = r
            .optional_moment("startedAt")?
            .ok_or_else(|| r.invalid("startedAt"))?;
        let stop = r.optional_moment("stoppedAt")?;
        if stop.is_some_and(|stop| stop < start) {
            return Err(r.invalid("stoppedAt"));
        }
        let seconds = r.optional_seconds("seconds")?;
        let timing = timing(r, start, stop, seconds);
        Ok(Self {
            ownership,
            project,
            started_at: whole(start),
            timing,
            source: r.word("source", Source::Manual, source_named)?,
            note: r.optional_text("note")?,
            category: category(r)?,
            is_overrun: r.boolean("isOverrun")?,
        })
    }
}

/// `seconds` wins over the time between start and stop, which are in milliseconds.
fn timing(r: &mut Reader<'_>, start: f64, stop: Option<f64>, seconds: Option<f64>) -> Timing {
    match (stop, seconds) {
        (None, None) => Timing::Running,
        (Some(stop), None) => Timing::Ended {
            stopped_at: whole(stop),
            seconds: whole((stop - start) / 1000.0),
        },
        (None, Some(seconds)) => {
            // The end is bounded as every time is: 9999-12-31.
            let stop = (start + seconds * 1000.0).min(253_402_214_400_000.0);
            Timing::Ended {
                stopped_at: whole(stop),
                seconds: whole(seconds),
            }
        }
        (Some(stop), Some(seconds)) => {
            if ((stop - start) - seconds * 1000.0).abs() > 1000.0 {
                r.note(NoteKind::DurationDiffers, "seconds");
            }
            Timing::Ended {
                stopped_at: whole(stop),
                seconds: whole(seconds),
            }
        }
    }
}

fn category(r: &mut Reader<'_>) -> Result<Option<String>, Invalid> {
    let name = r.optional_text("category")?;
    Ok(name
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty()))
}

/// A document of `runningTimers`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "the fields of the legacy table by their names; times in ms since 1970"
)]
pub struct RunningTimer {
    pub ownership: Ownership,
    pub project: Reference,
    pub started_at: i64,
    pub last_heartbeat_at: i64,
    pub interrupts: Interrupts,
    /// The name of a category: trimmed, none if nothing is left.
    pub category: Option<String>,
}

/// Where a timer stands with asking whether its user is still there. In ms since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(missing_docs, reason = "the fields of the legacy table by their names")]
pub struct Interrupts {
    pub awaiting_ack: bool,
    pub shown_at: Option<i64>,
    pub next_at: Option<i64>,
}

impl Shape for RunningTimer {
    fn read(r: &mut Reader<'_>) -> Result<Self, Invalid> {
        // The fields that begin with `pomodoro` have no documented types; nothing is placed of them.
        Ok(Self {
            ownership: Ownership::read(r, &["ownerId", "userId"])?,
            project: r.reference("projectId")?,
            started_at: r.time("startedAt")?,
            last_heartbeat_at: r.time("lastHeartbeatAt")?,
            interrupts: Interrupts {
                awaiting_ack: r.boolean("awaitingInterruptAck")?,
                shown_at: r.optional_time("interruptShownAt")?,
                next_at: r.optional_time("nextInterruptAt")?,
            },
            category: category(r)?,
        })
    }
}
