//! The samples come in through the program, and every number is as expected.

use serde_json::{Value, json};
use tenure_testkit::{TestDatabase, each_engine};

use super::sample::{differences, expectation, import, run, succeed, verifiable};

fn comes_in(database: &TestDatabase, name: &str, options: &[&str]) {
    let expected = expectation(name);
    let imported = import(database, name, options);
    assert_eq!(
        imported.status,
        Some(0),
        "{}{}",
        imported.stdout,
        imported.stderr
    );

    let planned = succeed(database, &["legacy", "plan"]);
    let before = succeed(database, &["legacy", "status"]);
    for (table, counts) in before["tables"].as_object().unwrap() {
        assert_eq!(
            counts["imported"], counts["total"],
            "the plan wrote {table}"
        );
    }
    let placed = succeed(database, &["legacy", "place"]);
    assert_eq!(planned, placed, "the plan says what placing does");
    let found = differences("placed", &expected["tables"], &placed["tables"]);
    assert!(found.is_empty(), "{}", found.join("\n"));

    let verified = run(database, &["legacy", "verify"]);
    let found = differences(name, &verifiable(&expected), &verified.json());
    assert!(
        found.is_empty(),
        "{} differences:\n{}",
        found.len(),
        found.join("\n")
    );
    assert_eq!(verified.status, Some(0));

    let status = succeed(database, &["legacy", "status"]);
    for (table, counts) in status["tables"].as_object().unwrap() {
        let expected = &expected["tables"][table];
        assert_eq!(counts["total"], expected["total"], "{table}");
        if expected["kept"] == true {
            assert_eq!(counts["kept"], expected["total"], "{table}");
            assert_eq!(counts["placed"], 0, "{table}");
        } else {
            assert_eq!(counts["placed"], expected["placed"], "{table}");
            assert_eq!(counts["orphaned"], expected["orphaned"], "{table}");
        }
    }
}

/// What became of the documents that the expectation lists as troubles.
async fn traps_are_as_expected(database: &TestDatabase, name: &str) {
    let documents = database
        .query("SELECT id, table_name, state, reason, field, notes, row_id, organization_id FROM legacy_documents")
        .await;
    let of = |id: &str| documents.iter().find(|document| document[0] == id).unwrap();
    let organizations: Vec<(String, String)> = documents
        .iter()
        .filter(|document| document[1] == "organizations")
        .map(|document| (document[6].clone(), document[0].clone()))
        .collect();
    let workspaces = database
        .query("SELECT o.id, d.id FROM organizations o JOIN legacy_documents d ON d.row_id = o.created_by AND d.table_name = 'users' WHERE o.kind = 'personal'")
        .await;
    let home = |organization: &str| -> Value {
        if organization == "NULL" {
            return Value::Null;
        }
        let snapshots = organizations.iter().find(|(row, _)| row == organization);
        if let Some((_, document)) = snapshots {
            return json!(document);
        }
        let made = workspaces
            .iter()
            .find(|workspace| workspace[0] == organization);
        json!(format!("new:{}", made.unwrap()[1]))
    };
    let mut count = 0;
    for (kind, traps) in expectation(name)["traps"].as_object().unwrap() {
        for trap in traps.as_array().unwrap() {
            let document = of(trap["id"].as_str().unwrap());
            let mut got = json!({"id": document[0], "table": document[1], "state": document[2]});
            if document[2] == "orphaned" {
                got["reason"] = json!(document[3]);
                if document[4] != "NULL" {
                    got["field"] = json!(document[4]);
                }
            }
            if document[2] == "placed" {
                got["home"] = home(&document[7]);
                got["notes"] = serde_json::from_str(&document[5]).unwrap();
                let entry = documents
                    .iter()
                    .find(|other| other[1] == "timeEntries" && other[6] == document[6]);
                if document[1] == "runningTimers"
                    && let Some(entry) = entry
                {
                    got["sameAs"] = json!(entry[0]);
                }
            }
            assert_eq!(&got, trap, "{kind}");
            count += 1;
        }
    }
    assert!(count > 80, "only {count} troubles");
}

each_engine! {
    async fn a_plain_single_owner_database_moves_in(database: TestDatabase) {
        comes_in(&database, "legacy-small", &[]);
    }

    async fn a_database_half_way_to_organizations_moves_in(database: TestDatabase) {
        comes_in(&database, "mid-traps", &[]);
        traps_are_as_expected(&database, "mid-traps").await;
    }

    async fn a_database_with_marked_workspaces_moves_in(database: TestDatabase) {
        comes_in(&database, "late-traps", &[]);
        traps_are_as_expected(&database, "late-traps").await;
    }

    async fn a_database_with_bad_lines_moves_in_without_them(database: TestDatabase) {
        comes_in(&database, "bad-lines", &["--skip-invalid"]);
    }

    async fn with_a_bad_line_nothing_comes_in_and_each_is_named(database: TestDatabase) {
        let expected = expectation("bad-lines")["badLines"].clone();
        let refused = import(&database, "bad-lines", &[]);
        assert_eq!(refused.status, Some(2));
        assert_eq!(refused.failure()["code"], "bad_lines");
        let lines = |lines: &Value| {
            let mut lines = lines.as_array().unwrap().clone();
            lines.sort_by_key(|line| (line["file"].to_string(), line["line"].as_u64()));
            lines
        };
        let report = refused.json();
        assert_eq!(lines(&report["badLines"]), lines(&expected));
        assert_eq!(report["committed"], false);
        assert_eq!(database.number("SELECT COUNT(*) FROM legacy_documents").await, 0);

        let skipped = import(&database, "bad-lines", &["--skip-invalid"]).json();
        assert_eq!(lines(&skipped["badLines"]), lines(&expected));
        let total: u64 = expectation("bad-lines")["tables"].as_object().unwrap().values()
            .map(|table| table["total"].as_u64().unwrap()).sum();
        assert_eq!(skipped["totals"]["new"], total);
    }

    async fn a_dry_run_tells_what_is_new_and_takes_nothing_in(database: TestDatabase) {
        let dry = import(&database, "legacy-small", &["--dry-run"]).json();
        assert_eq!((&dry["totals"]["new"], &dry["committed"]), (&json!(760), &json!(false)));
        assert_eq!(database.number("SELECT COUNT(*) FROM legacy_documents").await, 0);
    }

    async fn everybody_begins_in_an_organization_they_are_active_in(database: TestDatabase) {
        import(&database, "mid-traps", &[]);
        succeed(&database, &["legacy", "place"]);
        let astray = "SELECT COUNT(*) FROM users u WHERE NOT u.is_placeholder AND NOT EXISTS (
            SELECT 1 FROM memberships m WHERE m.user_id = u.id AND m.is_active
                AND m.organization_id = u.active_organization_id)";
        assert_eq!(database.number(astray).await, 0);
        let without = "SELECT COUNT(*) FROM users u WHERE NOT u.is_placeholder AND NOT EXISTS (
            SELECT 1 FROM organizations o JOIN memberships m ON m.organization_id = o.id
            WHERE o.kind = 'personal' AND o.created_by = u.id AND m.user_id = u.id
                AND m.is_active AND m.role = 'owner')";
        assert_eq!(database.number(without).await, 0, "everybody owns their workspace");
        assert!(database.number("SELECT COUNT(*) FROM users WHERE is_placeholder").await > 0);
        let beating = "SELECT COUNT(*) FROM time_entries WHERE stopped_at IS NULL AND last_heartbeat_at IS NOT NULL";
        assert!(database.number(beating).await > 0, "running timers keep their last sign of life");
    }
}
