//! What can be read, and what it reads as.

use serde_json::json;
use tenure_legacy::placement::Row;
use tenure_legacy::shape::{BudgetKind, Source};

use crate::legacy::{Legacy, ended, text};

#[test]
fn seconds_win_over_start_and_end_and_are_rounded() {
    let mut legacy = Legacy::new();
    let ada = legacy.user("ada");
    let start = 1_650_000_000_000_i64;
    for (stopped, seconds, expected, notes) in [
        (
            json!(start + 3_600_000),
            json!(3600),
            (start + 3_600_000, 3600),
            vec![],
        ),
        (
            json!(start + 3_600_000),
            json!(3599),
            (start + 3_600_000, 3599),
            vec![],
        ),
        (
            json!(start + 3_600_000),
            json!(3601.0),
            (start + 3_600_000, 3601),
            vec![],
        ),
        (
            json!(start + 3_600_000),
            json!(3598.9),
            (start + 3_600_000, 3599),
            vec!["duration_differs:seconds"],
        ),
        (
            json!(start + 3_600_000),
            json!(0),
            (start + 3_600_000, 0),
            vec!["duration_differs:seconds"],
        ),
        (
            json!(start + 1_499),
            json!(null),
            (start + 1_499, 1),
            vec![],
        ),
        (
            json!(start + 1_500),
            json!(null),
            (start + 1_500, 2),
            vec![],
        ),
        (json!(start), json!(null), (start, 0), vec![]),
        (json!(null), json!(90.5), (start + 90_500, 91), vec![]),
    ] {
        let fields = json!({"ownerId": text(ada), "startedAt": start, "stoppedAt": stopped, "seconds": seconds});
        let id = legacy.add("timeEntries", fields);
        let (stopped_at, counted, is_closed) = ended(&legacy, id);
        assert_eq!(
            ((stopped_at, counted), is_closed),
            (expected, false),
            "{stopped} {seconds}"
        );
        let notes: Vec<_> = notes
            .into_iter()
            .chain(["reference_missing:projectId"])
            .collect();
        assert_eq!(legacy.notes(id), notes);
    }
}

#[test]
fn an_entry_that_cannot_be_read_names_the_field() {
    let mut legacy = Legacy::new();
    let ada = legacy.user("ada");
    let nan = json!({"$float": "AAAAAAAA+H8="});
    for (field, value) in [
        ("seconds", json!("60")),
        ("seconds", json!(-0.4)),
        ("seconds", nan.clone()),
        ("stoppedAt", json!(1.649e12)),
        ("startedAt", nan),
        ("startedAt", json!(null)),
        ("startedAt", json!(1e300)),
        ("projectId", json!(null)),
        ("projectId", json!(5)),
        ("isOverrun", json!("no")),
        ("isOverrun", json!(null)),
        ("source", json!(1)),
        ("source", json!(null)),
        ("note", json!(12)),
        ("ownerId", json!(["x"])),
        ("organizationId", json!(5)),
        ("_creationTime", json!("yesterday")),
    ] {
        let mut fields = json!({"ownerId": text(ada), "seconds": 3600});
        fields[field] = value.clone();
        let id = legacy.add("timeEntries", fields);
        assert_eq!(legacy.orphaned(id), format!("invalid:{field}"), "{value}");
    }
}

#[test]
fn other_tables_name_the_unreadable_field_too() {
    let mut legacy = Legacy::new();
    let owner = text(legacy.user("ada"));
    for (table, field, value, named) in [
        ("clients", "name", json!(42), "name"),
        ("clients", "archived", json!(0), "archived"),
        ("clients", "address", json!("Main street 1"), "address"),
        ("clients", "address", json!({"city": 5}), "address.city"),
        ("projects", "hourlyRate", json!("80"), "hourlyRate"),
        (
            "projects",
            "hourlyRate",
            json!({"$float": "AAAAAAAA8H8="}),
            "hourlyRate",
        ),
        ("projects", "budgetType", json!(true), "budgetType"),
        ("projects", "budgetHours", json!("5"), "budgetHours"),
        (
            "runningTimers",
            "lastHeartbeatAt",
            json!(null),
            "lastHeartbeatAt",
        ),
        ("categories", "isDefault", json!(1), "isDefault"),
    ] {
        let mut fields = json!({"ownerId": owner});
        fields[field] = value;
        let id = legacy.add(table, fields);
        assert_eq!(legacy.orphaned(id), format!("invalid:{named}"));
    }
}

#[test]
fn unknown_words_get_the_default_and_u_0000_is_removed() {
    let mut legacy = Legacy::new();
    let owner = text(legacy.user("ada"));
    let project = legacy.add(
        "projects",
        json!({"ownerId": owner, "budgetType": "days", "name": "a\u{0}b"}),
    );
    assert_eq!(
        legacy.notes(project),
        ["text_cleaned:name", "word_unknown:budgetType"]
    );
    let Row::Project(row) = legacy.placed(project).row else {
        panic!("no project")
    };
    assert_eq!(
        (row.project.budget_kind, row.project.name.as_str()),
        (BudgetKind::Hours, "ab")
    );
    let fields = json!({"ownerId": owner, "projectId": text(project), "seconds": 1, "source": "Timer", "note": "\u{0}"});
    let entry = legacy.add("timeEntries", fields);
    assert_eq!(
        legacy.notes(entry),
        ["text_cleaned:note", "word_unknown:source"]
    );
    assert_eq!(legacy.entry(entry).source, Source::Manual);
    let client = legacy.add(
        "clients",
        json!({"ownerId": owner, "address": {"city": "W\u{0}ien", "street": null}}),
    );
    assert_eq!(legacy.notes(client), ["text_cleaned:address.city"]);
}

#[test]
fn money_is_exact() {
    let mut legacy = Legacy::new();
    let owner = text(legacy.user("ada"));
    let fields =
        json!({"ownerId": owner, "hourlyRate": 1.1, "budgetAmount": 67685.505, "budgetHours": 2.5});
    let id = legacy.add("projects", fields);
    let Row::Project(row) = legacy.placed(id).row else {
        panic!("no project")
    };
    let project = row.project;
    assert_eq!(
        (
            project.hourly_rate_minor,
            project.budget_minor,
            project.budget_seconds
        ),
        (110, Some(6_768_551), Some(9000))
    );
}
