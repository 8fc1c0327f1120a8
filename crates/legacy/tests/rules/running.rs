//! What runs: the same, going on, closed.

use serde_json::{Value, json};
use tenure_legacy::convex_id::ConvexId;
use tenure_legacy::placement::{CategoryReference, EntryState, Row};
use tenure_legacy::shape::Source;

use crate::legacy::{Legacy, ended, goes_on, text};

/// A user with a project, and what runs there.
struct Runs {
    legacy: Legacy,
    user: ConvexId,
    project: ConvexId,
}

const START: i64 = 1_650_000_000_000;

impl Runs {
    fn new() -> Self {
        let mut legacy = Legacy::new();
        let user = legacy.user("ada");
        let project = legacy.add("projects", json!({"ownerId": text(user)}));
        Self {
            legacy,
            user,
            project,
        }
    }

    fn entry(&mut self, start: i64) -> ConvexId {
        let fields = json!({"ownerId": text(self.user), "projectId": text(self.project), "startedAt": START + start});
        self.legacy.add("timeEntries", fields)
    }

    fn timer(&mut self, start: i64, heartbeat: i64) -> ConvexId {
        self.legacy.add(
            "runningTimers",
            json!({
                "ownerId": text(self.user), "projectId": text(self.project), "startedAt": START + start,
                "lastHeartbeatAt": START + heartbeat, "category": "Design",
            }),
        )
    }
}

#[test]
fn a_timer_within_a_second_of_its_entry_is_the_same_and_makes_no_row() {
    for (apart, is_same) in [
        (0, true),
        (1000, true),
        (-1000, true),
        (1001, false),
        (-1001, false),
    ] {
        let mut runs = Runs::new();
        let entry = runs.entry(0);
        let timer = runs.timer(apart, 60_000);
        if is_same {
            assert_eq!(runs.legacy.placed(timer).row, Row::SameAs(entry));
            let EntryState::Running { timer: Some(state) } = runs.legacy.entry(entry).state else {
                panic!("closed")
            };
            assert_eq!(state.last_heartbeat_at, START + 60_000);
            assert_eq!(
                runs.legacy.entry(entry).category,
                Some(CategoryReference::Named("Design".to_owned()))
            );
        } else {
            assert!(runs_alone(&runs.legacy, timer));
            assert_eq!(
                ended(&runs.legacy, entry),
                (START, 0, true),
                "closed at its start"
            );
        }
    }
}

fn runs_alone(legacy: &Legacy, timer: ConvexId) -> bool {
    goes_on(legacy, timer) && legacy.entry(timer).source == Source::Timer
}

#[test]
fn a_timer_of_another_project_user_or_home_is_not_the_same() {
    let mut runs = Runs::new();
    let entry = runs.entry(0);
    let bob = runs.legacy.user("bob");
    let other = runs
        .legacy
        .add("projects", json!({"ownerId": text(runs.user)}));
    let team = runs.legacy.team(runs.user, &[]);
    let timer = |fields: Value| {
        let mut timer = json!({"ownerId": text(runs.user), "projectId": text(runs.project), "startedAt": START,
            "lastHeartbeatAt": START});
        timer
            .as_object_mut()
            .unwrap()
            .extend(fields.as_object().unwrap().clone());
        timer
    };
    let (by_user, by_project, by_home) = (
        timer(json!({"ownerId": text(bob)})),
        timer(json!({"projectId": text(other), "lastHeartbeatAt": START - 5})),
        timer(json!({"organizationId": text(team)})),
    );
    let by_user = runs.legacy.add("runningTimers", by_user);
    let by_project = runs.legacy.add("runningTimers", by_project);
    let by_home = runs.legacy.add("runningTimers", by_home);
    // One may run for each user and organization.
    assert!(
        [entry, by_user, by_home]
            .into_iter()
            .all(|id| goes_on(&runs.legacy, id))
    );
    assert_eq!(
        ended(&runs.legacy, by_project),
        (START, 0, true),
        "a heartbeat before the start is none"
    );
}

#[test]
fn of_several_the_one_with_the_newest_sign_of_life_goes_on() {
    let mut runs = Runs::new();
    let newest = runs.timer(0, 90_000);
    let older = runs.timer(30_000, 60_499);
    let later_entry = runs.entry(89_000);
    assert!(runs_alone(&runs.legacy, newest));
    assert_eq!(ended(&runs.legacy, older), (START + 60_499, 30, true));
    assert_eq!(ended(&runs.legacy, later_entry), (START + 89_000, 0, true));
    for id in [older, later_entry] {
        assert_eq!(runs.legacy.notes(id), ["closed"]);
    }
    assert_eq!(runs.legacy.notes(newest), [""; 0]);
}

#[test]
fn a_timer_and_its_entry_are_closed_together_and_both_say_so() {
    let mut runs = Runs::new();
    let entry = runs.entry(0);
    let timer = runs.timer(500, 61_000);
    let newer = runs.timer(100_000, 200_000);
    assert!(runs_alone(&runs.legacy, newer));
    assert_eq!(ended(&runs.legacy, entry), (START + 61_000, 61, true));
    assert_eq!(runs.legacy.placed(timer).row, Row::SameAs(entry));
    assert_eq!(runs.legacy.notes(entry), ["closed"]);
    assert_eq!(runs.legacy.notes(timer), ["closed"]);
}

#[test]
fn two_timers_of_one_entry_are_both_the_same_and_the_newer_heartbeat_counts() {
    let mut runs = Runs::new();
    let entry = runs.entry(0);
    let timers = [runs.timer(0, 60_000), runs.timer(100, 50_000)];
    assert!(
        timers
            .into_iter()
            .all(|timer| runs.legacy.placed(timer).row == Row::SameAs(entry))
    );
    let EntryState::Running { timer: Some(state) } = runs.legacy.entry(entry).state else {
        panic!("closed")
    };
    assert_eq!(state.last_heartbeat_at, START + 60_000);
}

#[test]
fn a_timer_belongs_to_the_nearest_of_two_entries() {
    let mut runs = Runs::new();
    let (far, near) = (runs.entry(0), runs.entry(700));
    let timer = runs.timer(600, 60_000);
    assert_eq!(runs.legacy.placed(timer).row, Row::SameAs(near));
    assert_eq!(ended(&runs.legacy, far), (START, 0, true));
}

#[test]
fn an_orphaned_or_ended_entry_is_no_timers_entry() {
    let mut runs = Runs::new();
    let mut fields =
        json!({"ownerId": text(runs.user), "projectId": text(runs.project), "startedAt": START});
    fields["note"] = 5.into();
    let unreadable = runs.legacy.add("timeEntries", fields.clone());
    fields["note"] = json!(null);
    fields["seconds"] = 60.into();
    let over = runs.legacy.add("timeEntries", fields);
    let timer = runs.timer(0, 60_000);
    assert_eq!(runs.legacy.orphaned(unreadable), "invalid:note");
    assert_eq!(ended(&runs.legacy, over), (START + 60_000, 60, false));
    assert!(runs_alone(&runs.legacy, timer));
}

#[test]
fn entries_that_are_equally_alive_are_decided_by_start_then_age() {
    let mut runs = Runs::new();
    let older = runs.entry(0);
    let younger = runs.entry(0);
    assert!(goes_on(&runs.legacy, younger));
    assert_eq!(ended(&runs.legacy, older), (START, 0, true));
}

#[test]
fn what_runs_for_a_placeholder_is_settled_as_for_a_user() {
    let mut legacy = Legacy::new();
    let (ada, gone, other) = (
        legacy.user("ada"),
        legacy.missing("users"),
        legacy.missing("users"),
    );
    let team = legacy.team(ada, &[]);
    let timer = |user: ConvexId, at: i64| json!({"organizationId": text(team), "userId": text(user), "startedAt": START, "lastHeartbeatAt": START + at});
    let first = legacy.add("runningTimers", timer(gone, 1000));
    let second = legacy.add("runningTimers", timer(gone, 2000));
    let others = legacy.add("runningTimers", timer(other, 500));
    assert!(goes_on(&legacy, second) && goes_on(&legacy, others));
    assert_eq!(
        legacy.notes(first),
        ["closed", "placeholder", "reference_missing:projectId"]
    );
}
