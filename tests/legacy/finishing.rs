//! A move that is declared done has a proof, and is only read from then on.

use serde_json::{Value, json};
use tempfile::TempDir;
use tenure_testkit::{TestDatabase, each_engine};

use super::sample::{import, run, succeed};

/// A step that must be refused, and why.
fn refused(database: &TestDatabase, arguments: &[&str]) -> Value {
    let ran = run(database, arguments);
    assert_eq!(
        ran.status,
        Some(1),
        "{arguments:?}: {}{}",
        ran.stdout,
        ran.stderr
    );
    ran.failure()
}

each_engine! {
    async fn after_finishing_documents_are_only_read(database: TestDatabase) {
        import(&database, "late-traps", &[]);
        succeed(&database, &["legacy", "place"]);
        assert_eq!(refused(&database, &["legacy", "purge", "--yes"])["code"], "move_unfinished");
        let verified = succeed(&database, &["legacy", "verify"]);
        let finished = succeed(&database, &["legacy", "finish"]);
        assert_eq!((&finished["finished"], &finished["consistent"]), (&json!(true), &json!(true)));
        let proof = database.query("SELECT code, state, detail FROM repairs").await;
        assert_eq!((proof[0][0].as_str(), proof[0][1].as_str()), ("legacy.finish", "applied"));
        let detail: Value = serde_json::from_str(&proof[0][2]).unwrap();
        assert_eq!(detail["totals"], verified["totals"]);
        assert!(detail["groups"].as_array().unwrap().len() > 100);

        let before = database.content().await;
        for step in ["place", "undo", "finish"] {
            let failure = refused(&database, &["legacy", step]);
            assert_eq!(failure["code"], "move_finished", "{step}");
            assert!(failure["hint"].as_str().unwrap().contains("tenure legacy purge"), "{failure}");
        }
        let again = import(&database, "legacy-small", &[]);
        assert_eq!((again.status, &again.failure()["code"]), (Some(1), &json!("move_finished")));
        assert_eq!(database.content().await, before);
        assert_eq!(succeed(&database, &["legacy", "verify"]), verified);
    }

    async fn purging_deletes_the_documents_and_nothing_else(database: TestDatabase) {
        import(&database, "legacy-small", &[]);
        succeed(&database, &["legacy", "place"]);
        succeed(&database, &["legacy", "finish"]);
        let failure = refused(&database, &["legacy", "purge"]);
        assert_eq!(failure["code"], "not_confirmed");
        assert!(failure["message"].as_str().unwrap().contains("760"), "{failure}");
        let rows = |content: Vec<String>| -> Vec<String> {
            content.into_iter().filter(|line| !line.starts_with("legacy_documents") && !line.starts_with("settings")).collect()
        };
        let before = rows(database.content().await);
        assert_eq!(succeed(&database, &["legacy", "purge", "--yes"])["deleted"], 760);
        assert_eq!(database.number("SELECT COUNT(*) FROM legacy_documents").await, 0);
        assert_eq!(rows(database.content().await), before);
        let journal = database.query("SELECT code, state, row_count FROM repairs ORDER BY id").await;
        assert_eq!(journal[1], ["legacy.purge", "applied", "760"]);
        // Another move may begin.
        assert_eq!(import(&database, "late-traps", &["--dry-run"]).status, Some(0));
    }

    async fn differences_have_to_be_accepted_and_are_in_the_proof(database: TestDatabase) {
        import(&database, "legacy-small", &[]);
        succeed(&database, &["legacy", "place"]);
        database.execute("UPDATE projects SET name = 'Renamed since' WHERE id = (SELECT id FROM projects ORDER BY id LIMIT 1)").await;
        let failure = refused(&database, &["legacy", "finish"]);
        assert_eq!(failure["code"], "not_consistent");
        assert_eq!(database.number("SELECT COUNT(*) FROM repairs").await, 0);
        let finished = succeed(&database, &["legacy", "finish", "--accept-differences"]);
        assert_eq!(finished["consistent"], false);
        let detail = database.query("SELECT detail FROM repairs").await[0][0].clone();
        assert!(detail.contains("differs in name"), "{detail}");
    }

    async fn a_report_is_compared_with_the_database_later(database: TestDatabase) {
        let folder = TempDir::new().unwrap();
        let file = folder.path().join("report.json");
        let file = file.to_str().unwrap();
        import(&database, "mid-traps", &[]);
        succeed(&database, &["legacy", "place"]);
        succeed(&database, &["legacy", "verify", "--report", file]);
        succeed(&database, &["legacy", "verify", "--against", file]);

        // Two changes that even out in every sum but the checksum.
        let ids = database.query("SELECT id FROM time_entries WHERE seconds > 0 ORDER BY id LIMIT 1").await;
        let id = if database.url.starts_with("sqlite:") { format!("x'{}'", ids[0][0]) } else { format!("'{}'", ids[0][0]) };
        database.execute(&format!("UPDATE time_entries SET description = 'x' WHERE id = {id}")).await;
        let compared = run(&database, &["legacy", "verify", "--against", file]);
        assert_eq!(compared.status, Some(1));
        let differences = compared.json()["differences"].to_string();
        assert!(differences.contains("in the report of"), "{differences}");
        assert!(differences.contains("differs in description"), "{differences}");

        std::fs::write(file, "{}").unwrap();
        let unread = run(&database, &["legacy", "verify", "--against", file]);
        assert_eq!((unread.status, &unread.failure()["code"]), (Some(2), &json!("report")));
    }
}
