//! `place` then `undo` leaves the database as it was; what people did since is never lost.

use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tenure_app::operations::legacy::Silent;
use tenure_app::operations::legacy::place::PlaceOptions;
use tenure_app::operations::legacy::undo::Since;
use tenure_testkit::{Actor, TestApp, TestDatabase, each_engine, tenure};

use super::sample::{expectation, import, move_in, run, succeed};

async fn is_undone(database: &TestDatabase, name: &str, options: &[&str]) {
    let imported = import(database, name, options);
    assert_eq!(imported.status, Some(0), "{}", imported.stderr);
    let before = database.content().await;
    let placed = succeed(database, &["legacy", "place"]);
    let verified = succeed(database, &["legacy", "verify"]);
    let rows = "SELECT COUNT(*) FROM users";
    assert!(database.number(rows).await > 0);

    let undone = succeed(database, &["legacy", "undo", "--batch-size", "37"]);
    assert_eq!(undone["done"], true);
    assert_eq!(undone["changedCount"], 0);
    let total: u64 = expectation(name)["tables"]
        .as_object()
        .unwrap()
        .values()
        .map(|table| table["total"].as_u64().unwrap())
        .sum();
    assert_eq!(undone["documents"], total);
    assert_eq!(database.content().await, before);

    let journal = database
        .query("SELECT code, state, row_count FROM repairs")
        .await;
    let rows = undone["rows"].to_string();
    assert_eq!(journal, [["legacy.undo", "applied", &rows]]);
    assert_eq!(database.number("SELECT COUNT(*) FROM repair_rows").await, 0);

    // And it can be placed again, to the same.
    assert_eq!(succeed(database, &["legacy", "place"]), placed);
    assert_eq!(succeed(database, &["legacy", "verify"]), verified);
}

/// A person of the sample, signed in.
async fn person(app: &TestApp) -> Actor {
    let expected = expectation("legacy-small");
    let users = expected["users"].as_object().unwrap();
    let user: &Value = users
        .values()
        .find(|user| user["password"] == "correct horse 0")
        .unwrap();
    let mut actor = app.anonymous();
    let form = json!({"email": user["email"], "password": user["password"]});
    actor.begin("/auth/sign-in", form).await;
    actor
}

/// Renames a project of theirs, adds an entry to another, and gives the path of both.
async fn work(actor: &Actor) -> (String, String) {
    let projects = actor.get(&actor.personal_path("projects?limit=2")).await;
    let page = projects.body["page"].as_array().unwrap().clone();
    let renamed = actor.personal_path(&format!("projects/{}", page[0]["id"].as_str().unwrap()));
    let answer = actor
        .patch(&renamed, json!({"name": "Renamed since"}))
        .await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let entry = json!({
        "projectId": page[1]["id"], "description": "Made since",
        "startedAt": "2026-11-20T08:00:00Z", "stoppedAt": "2026-11-20T09:00:00Z",
    });
    let answer = actor
        .post(&actor.personal_path("time-entries"), entry)
        .await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    let entry = actor.personal_path(&format!(
        "time-entries/{}",
        answer.body["id"].as_str().unwrap()
    ));
    (renamed, entry)
}

each_engine! {
    async fn a_plain_database_is_as_it_was(database: TestDatabase) {
        is_undone(&database, "legacy-small", &[]).await;
    }

    async fn a_database_with_every_kind_of_trouble_is_as_it_was(database: TestDatabase) {
        is_undone(&database, "mid-traps", &[]).await;
    }

    async fn a_database_with_marked_workspaces_is_as_it_was(database: TestDatabase) {
        is_undone(&database, "late-traps", &[]).await;
    }

    async fn a_database_with_bad_lines_is_as_it_was(database: TestDatabase) {
        is_undone(&database, "bad-lines", &["--skip-invalid"]).await;
    }

    async fn an_undo_that_is_killed_goes_on_where_it_was(database: TestDatabase) {
        import(&database, "mid-traps", &[]);
        let before = database.content().await;
        succeed(&database, &["legacy", "place"]);
        let placed = "SELECT COUNT(*) FROM legacy_documents WHERE state = 'placed'";
        let all = database.number(placed).await;
        for most_left in [all - 50, all - 300, all - 2000] {
            let mut command = tenure(&["legacy", "undo", "--batch-size", "1", "--database", &database.url]);
            let mut running = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
            while database.number(placed).await > most_left {
                assert_eq!(running.try_wait().unwrap(), None, "it ended before it could be killed");
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
            running.kill().unwrap();
            running.wait().unwrap();
        }
        assert!(database.number(placed).await > 0, "each kill left something to do");
        succeed(&database, &["legacy", "undo"]);
        assert_eq!(database.content().await, before);
        let journal = database.query("SELECT code, state FROM repairs").await;
        assert_eq!(journal, [["legacy.undo", "applied"]], "one entry for all of it");
    }

    async fn undoing_nothing_is_fine_and_no_entry(database: TestDatabase) {
        import(&database, "legacy-small", &[]);
        let undone = succeed(&database, &["legacy", "undo"]);
        assert_eq!((&undone["done"], &undone["repair"]), (&json!(true), &Value::Null));
        assert_eq!(database.number("SELECT COUNT(*) FROM repairs").await, 0);
    }

    async fn what_people_did_since_is_named_and_nothing_is_undone(app: TestApp) {
        move_in(&app, "legacy-small").await;
        let actor = person(&app).await;
        let (renamed, entry) = work(&actor).await;
        let before = app.database.content().await;
        let refused = run(&app.database, &["legacy", "undo"]);
        assert_eq!(refused.status, Some(1));
        assert_eq!(refused.failure()["code"], "changed_since");
        let report = refused.json();
        assert_eq!((&report["done"], &report["documents"]), (&json!(false), &json!(0)));
        let changed: Vec<&str> = report["changed"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        assert_eq!(changed.len(), 2, "{changed:?}");
        assert!(changed[0].contains("projects") && changed[0].contains("differs in name"), "{changed:?}");
        let id = entry.rsplit_once('/').unwrap().1;
        assert!(changed[1].contains(&format!("time_entries {id}")), "{changed:?}");
        assert_eq!(app.database.content().await, before);
        assert_eq!(actor.get(&renamed).await.status, 200);
    }

    async fn what_people_did_since_can_be_kept_with_what_it_needs(app: TestApp) {
        move_in(&app, "legacy-small").await;
        let actor = person(&app).await;
        let (renamed, entry) = work(&actor).await;
        let report = app.tenure.undo_legacy(Since::Keep, 100, &Silent).await.unwrap();
        assert!(report.is_done);
        assert_eq!(report.touched.count, 2);
        // Two projects, their clients if they have some, the user: with workspace and membership.
        assert!((3..8).contains(&report.kept), "{report:?}");
        assert_eq!(actor.get(&renamed).await.body["name"], "Renamed since");
        assert_eq!(actor.get(&entry).await.body["description"], "Made since");
        assert_eq!(app.database.number("SELECT COUNT(*) FROM time_entries").await, 1);

        // What is placed again comes back around it.
        app.tenure.place_legacy(PlaceOptions::default(), Arc::new(Silent)).await.unwrap();
        assert_eq!(actor.get(&renamed).await.body["name"], "Renamed since");
        let verified = app.tenure.verify_legacy(&Silent).await.unwrap();
        let differences = verified.differences.join("\n");
        assert!(differences.contains("differs in name"), "{differences}");
        assert!(!differences.contains("not placed"), "{differences}");
    }

    async fn what_people_did_since_can_be_dropped_and_is_in_the_journal(app: TestApp) {
        let imported = TestDatabase::on(app.database.db.engine()).await;
        import(&imported, "legacy-small", &[]);
        move_in(&app, "legacy-small").await;
        let actor = person(&app).await;
        let (renamed, _) = work(&actor).await;
        let report = app.tenure.undo_legacy(Since::Drop, 100, &Silent).await.unwrap();
        assert!(report.is_done && report.kept == 0, "{report:?}");
        assert_eq!(actor.get(&renamed).await.status, 401, "the session went with the user");
        for table in ["users", "organizations", "memberships", "projects", "time_entries", "sessions"] {
            let sql = format!("SELECT COUNT(*) FROM {table}");
            assert_eq!(app.database.number(&sql).await, 0, "{table}");
        }
        let journal = app.database.query("SELECT table_name, before FROM repair_rows ORDER BY position").await;
        let entry = journal.iter().find(|row| row[0] == "time_entries").unwrap();
        assert!(entry[1].contains("Made since"), "{journal:?}");
        let project = journal.iter().find(|row| row[0] == "projects").unwrap();
        assert!(project[1].contains("Renamed since"), "{journal:?}");
    }

    async fn a_row_that_was_deleted_since_stays_deleted_if_changes_are_kept(app: TestApp) {
        move_in(&app, "legacy-small").await;
        let gone = app.database.query(
            "SELECT d.id FROM legacy_documents d JOIN time_entries t ON t.id = d.row_id ORDER BY d.id LIMIT 1"
        ).await[0][0].clone();
        app.database.execute(&format!(
            "DELETE FROM time_entries WHERE id = (SELECT row_id FROM legacy_documents WHERE id = '{gone}')"
        )).await;
        let refused = run(&app.database, &["legacy", "undo"]);
        assert!(refused.stdout.contains(&format!("timeEntries {gone}: its row in time_entries is gone")), "{}", refused.stdout);
        app.tenure.undo_legacy(Since::Keep, 100, &Silent).await.unwrap();
        let kept = app.database.query("SELECT id FROM legacy_documents WHERE state = 'placed'").await;
        assert_eq!(kept, [[gone]], "it is not placed again");
    }
}
