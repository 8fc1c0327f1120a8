//! Orphans are listed with what they say, and get a home by an operator's word alone.

use serde_json::{Value, json};
use tenure_testkit::{TestDatabase, each_engine};

use super::sample::{expectation, import, run, succeed};

fn placed(database: &TestDatabase, name: &str) {
    import(database, name, &[]);
    succeed(database, &["legacy", "place"]);
}

/// The documents of a reason, as `orphans` lists them.
fn orphans(database: &TestDatabase, reason: &str) -> Vec<Value> {
    let listed = succeed(database, &["legacy", "orphans"]);
    listed["reasons"][reason]["documents"]
        .as_array()
        .unwrap()
        .clone()
}

const USER: &str = r#"{"_creationTime":1775269809901.913,"_id":"j57000820c20a1g7104gm2rc1n721a4s","email":"ada@example.com","name":"Ada"}"#;
const PROJECT: &str = r#"{"_creationTime":1775269809902.5,"_id":"jd7000820c20a1g7104gm2rc1n721anx","archived":false,"budgetType":"hours","hourlyRate":80,"name":"Site"}"#;
const ENTRY: &str = r#"{"_creationTime":1775269809903.5,"_id":"jh7000820c20a1g7104gm2rc1n721ayf","isOverrun":false,"ownerId":"j57000820c20a1g7104gm2rc1n721a4s","projectId":"jd7000820c20a1g7104gm2rc1n721anx","seconds":60,"source":"manual","startedAt":1775269800000,"stoppedAt":1775269860000}"#;

/// Takes one document in, as the file of a table.
fn take_in(database: &TestDatabase, table: &str, document: &str) {
    let file = tempfile::NamedTempFile::with_suffix(".jsonl").unwrap();
    std::fs::write(file.path(), document).unwrap();
    let path = file.path().to_str().unwrap();
    succeed(database, &["import", "convex", path, "--table", table]);
}

fn id(document: &Value) -> &str {
    document["id"].as_str().unwrap()
}

async fn team(database: &TestDatabase) -> (String, String) {
    let sql = "SELECT o.slug, d.id FROM organizations o JOIN legacy_documents d ON d.row_id = o.id
        WHERE o.kind = 'team' ORDER BY o.slug LIMIT 1";
    let rows = database.query(sql).await;
    (rows[0][0].clone(), rows[0][1].clone())
}

fn is_refused(database: &TestDatabase, arguments: &[&str], code: &str) -> String {
    let mut all = vec!["legacy", "assign"];
    all.extend(arguments);
    let ran = run(database, &all);
    assert_eq!(
        ran.status,
        Some(1),
        "{arguments:?}: {}{}",
        ran.stdout,
        ran.stderr
    );
    assert_eq!(ran.failure()["code"], code, "{arguments:?}");
    ran.failure()["message"].as_str().unwrap().to_owned()
}

each_engine! {
    async fn every_orphan_is_listed_with_its_reason_and_what_it_says(database: TestDatabase) {
        placed(&database, "mid-traps");
        let mut expected = json!({});
        for table in expectation("mid-traps")["tables"].as_object().unwrap().values() {
            for (reason, count) in table["orphaned"].as_object().into_iter().flatten() {
                let sum = expected[reason].as_u64().unwrap_or(0) + count.as_u64().unwrap();
                expected[reason] = json!(sum);
            }
        }
        let listed = succeed(&database, &["legacy", "orphans"]);
        for (reason, of_reason) in listed["reasons"].as_object().unwrap() {
            assert_eq!(of_reason["count"], expected[reason], "{reason}");
            for orphan in of_reason["documents"].as_array().unwrap() {
                assert!(!orphan["advice"].as_str().unwrap().is_empty(), "{orphan}");
                assert_eq!(orphan["field"].is_null(), reason != "invalid", "{orphan}");
            }
        }
        assert_eq!(listed["reasons"].as_object().unwrap().len(), expected.as_object().unwrap().len());
        // An entry that names nobody, in a project that has a home.
        let unowned = orphans(&database, "unowned");
        let suggested = unowned.iter().filter(|orphan| orphan["suggestions"][0].is_string());
        assert!(suggested.count() > 0, "{unowned:?}");
    }

    async fn what_is_assigned_is_placed_there_and_verified(database: TestDatabase) {
        placed(&database, "mid-traps");
        let (slug, _) = team(&database).await;
        let unowned = orphans(&database, "unowned");
        let all = unowned.len();
        let assigned = succeed(&database, &["legacy", "assign", "--reason", "unowned", "--organization", &slug]);
        assert_eq!(assigned["documents"], all);
        assert_eq!(orphans(&database, "unowned").len(), all, "assigning alone places nothing");

        let placed = succeed(&database, &["legacy", "place"]);
        let count: u64 = placed["tables"].as_object().unwrap().values().filter_map(|table| table["placed"].as_u64()).sum();
        assert_eq!(count, all as u64);
        let at = |document: &Value| format!(
            "SELECT COUNT(*) FROM legacy_documents d JOIN organizations o ON o.id = d.organization_id
             WHERE d.id = '{}' AND d.state = 'placed' AND o.slug = '{slug}'", id(document));
        for document in &unowned {
            assert_eq!(database.number(&at(document)).await, 1, "{document}");
        }
        succeed(&database, &["legacy", "verify"]);
        let journal = database.query("SELECT code, state, row_count FROM repairs").await;
        assert_eq!(journal, [["legacy.assign", "applied", &all.to_string()]]);

        // It can be undone like the rest.
        succeed(&database, &["legacy", "undo"]);
        assert_eq!(database.number("SELECT COUNT(*) FROM projects").await, 0);
    }

    async fn what_was_placed_without_its_project_is_linked_once_that_has_a_home(database: TestDatabase) {
        take_in(&database, "users", USER);
        take_in(&database, "projects", PROJECT);
        take_in(&database, "timeEntries", ENTRY);
        succeed(&database, &["legacy", "place"]);
        let linked = "SELECT COUNT(*) FROM time_entries WHERE project_id IS NOT NULL";
        assert_eq!(database.number(linked).await, 0);
        assert_eq!(database.number("SELECT COUNT(*) FROM time_entries").await, 1);
        let project = id(&orphans(&database, "unowned")[0]).to_owned();
        succeed(&database, &["legacy", "assign", &project, "--user", "Ada@example.com"]);
        succeed(&database, &["legacy", "place"]);
        assert_eq!(database.number(linked).await, 1);
        let verified = succeed(&database, &["legacy", "verify"]);
        assert_eq!(verified["tables"]["timeEntries"]["notes"], json!({}));
    }

    async fn nothing_is_assigned_to_who_or_what_is_not_of_the_move(database: TestDatabase) {
        placed(&database, "mid-traps");
        let before = database.content().await;
        let orphan = orphans(&database, "unowned")[0].clone();
        let message = is_refused(&database, &[id(&orphan), "--user", "nobody@example.com"], "no_recipient");
        assert!(message.contains("nobody@example.com"), "{message}");
        is_refused(&database, &[id(&orphan), "--organization", "no-such-team"], "no_recipient");
        let (slug, organization) = team(&database).await;
        let invalid = orphans(&database, "invalid");
        let invalid = invalid.iter().find(|orphan| orphan["table"] == "timeEntries").unwrap();
        let message = is_refused(&database, &[id(&orphan), id(invalid), &organization, "--organization", &slug], "not_assignable");
        assert!(message.contains(id(invalid)) && message.contains(&organization), "{message}");
        assert!(!message.contains(id(&orphan)), "{message}");
        assert_eq!(database.content().await, before, "not even the one that could be");

        succeed(&database, &["legacy", "assign", id(&orphan), "--organization", &slug]);
        succeed(&database, &["legacy", "assign", id(&orphan), "--nobody"]);
        assert_eq!(database.content().await, before, "taken back");
    }
}
