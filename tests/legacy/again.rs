//! Doing it again changes nothing, and a changed document is refused.

use std::io::Write as _;

use serde_json::json;
use tenure_testkit::{TestDatabase, each_engine};

use super::sample::{import, run, succeed};

const USER: &str = r#"{"_creationTime":1775269809901.913,"_id":"j57000820c20a1g7104gm2rc1n721a4s","email":"ada@example.com","name":"Ada"}"#;

/// A table's file, as `--table` takes it.
fn users(lines: &[&str]) -> tempfile::NamedTempFile {
    let mut file = tempfile::NamedTempFile::with_suffix(".jsonl").unwrap();
    for line in lines {
        writeln!(file, "{line}").unwrap();
    }
    file
}

each_engine! {
    async fn importing_placing_and_verifying_again_changes_nothing(database: TestDatabase) {
        import(&database, "mid-traps", &[]);
        succeed(&database, &["legacy", "place"]);
        let verified = succeed(&database, &["legacy", "verify"]);
        let before = database.content().await;
        assert!(before.len() > 4000, "only {} rows", before.len());

        let again = import(&database, "mid-traps", &[]).json();
        assert_eq!(again["totals"], json!({"new": 0, "unchanged": 2546, "bad": 0}));
        let placed = succeed(&database, &["legacy", "place"]);
        for (table, counts) in placed["tables"].as_object().unwrap() {
            assert_eq!(counts["total"], 0, "{table}");
        }
        assert_eq!(succeed(&database, &["legacy", "verify"]), verified);
        assert_eq!(database.content().await, before);
    }

    async fn a_plan_writes_nothing(database: TestDatabase) {
        import(&database, "late-traps", &[]);
        let before = database.content().await;
        succeed(&database, &["legacy", "plan"]);
        assert_eq!(database.content().await, before);
    }

    async fn one_table_comes_in_by_its_file(database: TestDatabase) {
        let file = users(&[USER]);
        let path = file.path().to_str().unwrap();
        let imported = succeed(&database, &["import", "convex", path, "--table", "users"]);
        assert_eq!(imported["tables"]["users"]["new"], 1);
        let kept = database.query("SELECT document FROM legacy_documents").await;
        assert_eq!(kept, [[USER.to_owned()]], "byte for byte");
    }

    async fn a_document_that_says_something_else_now_is_refused_by_line(database: TestDatabase) {
        let file = users(&[USER]);
        succeed(&database, &["import", "convex", file.path().to_str().unwrap(), "--table", "users"]);
        let other = users(&[&USER.replace("Ada", "Eda")]);
        let path = other.path().to_str().unwrap();
        let refused = run(&database, &["import", "convex", path, "--table", "users"]);
        assert_eq!(refused.status, Some(1));
        let failure = refused.failure();
        assert_eq!(failure["code"], "document_changed");
        let name = other.path().file_name().unwrap().to_str().unwrap();
        let message = failure["message"].as_str().unwrap();
        assert!(message.contains(&format!("{name}, line 1: users j57")), "{message}");
        let kept = database.query("SELECT document FROM legacy_documents").await;
        assert_eq!(kept, [[USER.to_owned()]]);
    }

    async fn what_lacked_its_owner_is_placed_once_the_owner_is_there(database: TestDatabase) {
        let client = r#"{"_creationTime":1775269809902.5,"_id":"jh7cp21v9j2kn2hyfj18eaw9gh6me510","archived":false,"name":"Globex","ownerId":"j57000820c20a1g7104gm2rc1n721a4s"}"#;
        let file = users(&[client]);
        succeed(&database, &["import", "convex", file.path().to_str().unwrap(), "--table", "clients"]);
        let placed = succeed(&database, &["legacy", "place"]);
        assert_eq!(placed["tables"]["clients"]["orphaned"], json!({"owner_missing": 1}));
        succeed(&database, &["legacy", "verify"]);

        let file = users(&[USER]);
        succeed(&database, &["import", "convex", file.path().to_str().unwrap(), "--table", "users"]);
        let placed = succeed(&database, &["legacy", "place"]);
        assert_eq!(placed["tables"]["clients"]["placed"], 1);
        assert_eq!(succeed(&database, &["legacy", "verify"])["totals"]["clients"], 1);
    }
}
