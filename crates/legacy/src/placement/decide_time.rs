//! The decision on a time entry or a running timer.

use super::decide::{Settled, linked};
use super::homes::parent;
use super::index::{Index, category_key};
use super::running::{Outcome, TimerFact};
use super::{
    CategoryReference, EntryOrigin, EntryRow, EntryState, Home, Member, OrphanReason, Placeholder,
    Row,
};
use crate::convex_id::ConvexId;
use crate::note::{Note, NoteKind};
use crate::shape::{self, Ownership, Reference, RunningTimer, Shaped, Source, TimeEntry, Timing};

impl Index {
    pub(super) fn entry(
        &self,
        id: ConvexId,
        entry: Shaped<TimeEntry>,
        notes: &mut Vec<Note>,
    ) -> Settled {
        let created_at = shape::whole(entry.creation_time);
        let entry = entry.value;
        let ownership = self.assigned.ownership(id, &entry.ownership);
        let home = self.time_home(&ownership, &entry.project)?;
        let member = self.member(&ownership, home, notes);
        let project = linked(
            parent(&self.projects, &entry.project, home),
            "projectId",
            notes,
        );
        let mut category = entry.category;
        let state = match entry.timing {
            Timing::Ended {
                stopped_at,
                seconds,
            } => EntryState::Ended {
                stopped_at,
                seconds,
                is_closed: false,
            },
            Timing::Running => {
                let outcome = self.outcome(id, entry.started_at);
                // The timer's category is the entry's where it has none of its own.
                let timer = outcome.timer.as_ref();
                category = category.or_else(|| {
                    timer.and_then(|timer| timer.category.as_deref().map(str::to_owned))
                });
                state(&outcome, entry.started_at, timer, notes)
            }
        };
        let category = self.category_reference(home, category);
        Ok((
            Some(home),
            Row::Entry(EntryRow {
                id,
                origin: EntryOrigin::Entry,
                member,
                project,
                category,
                started_at: entry.started_at,
                state,
                source: entry.source,
                is_overrun: entry.is_overrun,
                note: entry.note,
                created_at,
            }),
        ))
    }

    pub(super) fn timer(
        &self,
        id: ConvexId,
        timer: Shaped<RunningTimer>,
        notes: &mut Vec<Note>,
    ) -> Settled {
        let created_at = shape::whole(timer.creation_time);
        let timer = timer.value;
        let ownership = self.assigned.ownership(id, &timer.ownership);
        let home = self.time_home(&ownership, &timer.project)?;
        let member = self.member(&ownership, home, notes);
        let project = linked(
            parent(&self.projects, &timer.project, home),
            "projectId",
            notes,
        );
        let outcome = self.outcome(id, timer.last_heartbeat_at.max(timer.started_at));
        let state = state(&outcome, timer.started_at, outcome.timer.as_ref(), notes);
        if let Some(entry) = outcome.same_as {
            return Ok((Some(home), Row::SameAs(entry)));
        }
        Ok((
            Some(home),
            Row::Entry(EntryRow {
                id,
                origin: EntryOrigin::Timer,
                member,
                project,
                category: self.category_reference(home, timer.category),
                started_at: timer.started_at,
                state,
                source: Source::Timer,
                is_overrun: false,
                note: None,
                created_at,
            }),
        ))
    }

    fn time_home(&self, ownership: &Ownership, project: &Reference) -> Result<Home, OrphanReason> {
        self.homes.home(
            ownership,
            self.assigned.drawing(project.id(), &self.projects),
        )
    }

    fn member(&self, ownership: &Ownership, home: Home, notes: &mut Vec<Note>) -> Member {
        if let Some(user) = self.homes.user(ownership.user.as_ref()) {
            return Member::User {
                user,
                make_inactive_membership: !self.homes.is_member(user, home),
            };
        }
        notes.push(Note::new(NoteKind::Placeholder));
        Member::Placeholder(Placeholder {
            home,
            user: ownership.user.clone(),
        })
    }

    fn category_reference(&self, home: Home, name: Option<String>) -> Option<CategoryReference> {
        let name = name?;
        let existing = self.categories.get(&(home, category_key(&name)));
        Some(existing.map_or_else(
            || CategoryReference::Named(category_key(&name).into()),
            |id| CategoryReference::Existing(*id),
        ))
    }

    /// What was decided on all that runs. A document that the index was not built with is closed,
    /// so that it cannot run beside another.
    fn outcome(&self, id: ConvexId, alive_at: i64) -> Outcome {
        let closed = || Outcome {
            closed_at: Some(alive_at),
            ..Outcome::default()
        };
        self.running.get(&id).cloned().unwrap_or_else(closed)
    }
}

/// Whether it goes on; remarks on what is closed.
fn state(
    outcome: &Outcome,
    started_at: i64,
    timer: Option<&TimerFact>,
    notes: &mut Vec<Note>,
) -> EntryState {
    let Some(stopped_at) = outcome.closed_at else {
        return EntryState::Running {
            timer: timer.map(|timer| timer.state),
        };
    };
    notes.push(Note::new(NoteKind::Closed));
    // Rounded to the nearest second; both are whole milliseconds, and the end is not before the start.
    EntryState::Ended {
        stopped_at,
        seconds: (stopped_at - started_at + 500) / 1000,
        is_closed: true,
    }
}
