//! `verify` reads the database, and notices what is not as the documents say.

use serde_json::Value;
use tenure_testkit::{TestDatabase, each_engine};

use super::sample::{import, run, succeed};

fn moved(database: &TestDatabase) {
    import(database, "mid-traps", &[]);
    succeed(database, &["legacy", "place"]);
    succeed(database, &["legacy", "verify"]);
}

/// Verifies, which must fail, and gives the differences.
fn differences(database: &TestDatabase) -> Vec<String> {
    let verified = run(database, &["legacy", "verify"]);
    assert_eq!(verified.status, Some(1), "{}", verified.stderr);
    let json = verified.json();
    assert_eq!(json["consistent"], false);
    let differences = json["differences"].as_array().unwrap();
    differences
        .iter()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}

fn named(differences: &[String], parts: &[&str]) -> bool {
    differences
        .iter()
        .any(|difference| parts.iter().all(|part| difference.contains(part)))
}

/// The first of a table's placed documents that has a row of its own in `rows`.
async fn first(database: &TestDatabase, table: &str, rows: &str, which: &str) -> String {
    let sql = format!(
        "SELECT d.id FROM legacy_documents d JOIN {rows} r ON r.id = d.row_id
         WHERE d.table_name = '{table}' AND {which} ORDER BY d.id LIMIT 1"
    );
    database.query(&sql).await[0][0].clone()
}

each_engine! {
    async fn a_row_that_is_gone_is_named(database: TestDatabase) {
        moved(&database);
        let id = first(&database, "timeEntries", "time_entries", "r.seconds > 0").await;
        database.execute(&format!(
            "DELETE FROM time_entries WHERE id = (SELECT row_id FROM legacy_documents WHERE table_name = 'timeEntries' AND id = '{id}')"
        )).await;
        let found = differences(&database);
        assert!(named(&found, &["timeEntries", &id, "gone"]), "{found:?}");
        assert!(named(&found, &["totals.entries", "1991 by the documents, 1990 in the database"]), "{found:?}");
        assert!(named(&found, &["timeEntries of", "in organization", "checksum"]), "{found:?}");
    }

    async fn seconds_that_were_changed_are_named(database: TestDatabase) {
        moved(&database);
        let id = first(&database, "timeEntries", "time_entries", "r.seconds > 0").await;
        database.execute(&format!(
            "UPDATE time_entries SET seconds = seconds + 60 WHERE id = (SELECT row_id FROM legacy_documents WHERE table_name = 'timeEntries' AND id = '{id}')"
        )).await;
        let found = differences(&database);
        assert!(named(&found, &[&id, "differs in seconds"]), "{found:?}");
        assert!(named(&found, &["totals.seconds", "10337029 by the documents, 10337089"]), "{found:?}");
    }

    async fn a_text_that_was_changed_is_named(database: TestDatabase) {
        moved(&database);
        let id = first(&database, "clients", "clients", "TRUE").await;
        database.execute(&format!(
            "UPDATE clients SET note = 'x' WHERE id = (SELECT row_id FROM legacy_documents WHERE table_name = 'clients' AND id = '{id}')"
        )).await;
        let found = differences(&database);
        assert!(named(&found, &["clients", &id, "differs in note"]), "{found:?}");
    }

    async fn two_seconds_that_even_out_are_named(database: TestDatabase) {
        moved(&database);
        let one = first(&database, "timeEntries", "time_entries", "r.seconds > 0").await;
        let other = first(&database, "timeEntries", "time_entries", &format!("r.seconds > 0 AND d.id > '{one}'")).await;
        for (id, change) in [(&one, "+ 1"), (&other, "- 1")] {
            database.execute(&format!(
                "UPDATE time_entries SET seconds = seconds {change} WHERE id = (SELECT row_id FROM legacy_documents WHERE table_name = 'timeEntries' AND id = '{id}')"
            )).await;
        }
        let found = differences(&database);
        assert!(named(&found, &[&one]) && named(&found, &[&other]), "{found:?}");
    }

    async fn a_member_who_was_made_and_is_gone_is_named(database: TestDatabase) {
        moved(&database);
        database.execute(
            "DELETE FROM memberships WHERE role = 'owner' AND organization_id IN (
                SELECT o.id FROM organizations o WHERE o.kind = 'personal' AND NOT EXISTS (
                    SELECT 1 FROM legacy_documents d WHERE d.row_id = o.id)
                AND NOT EXISTS (SELECT 1 FROM time_entries t WHERE t.organization_id = o.id))"
        ).await;
        let found = differences(&database);
        assert!(named(&found, &["made with the move", "memberships is gone"]), "{found:?}");
    }

    async fn a_document_that_is_noted_wrongly_is_named(database: TestDatabase) {
        moved(&database);
        let id = database.query("SELECT id FROM legacy_documents WHERE state = 'superseded' ORDER BY id LIMIT 1").await[0][0].clone();
        database.execute(&format!(
            "UPDATE legacy_documents SET state = 'orphaned', reason = 'unowned' WHERE id = '{id}'"
        )).await;
        let found = differences(&database);
        assert!(named(&found, &["memberships", &id, "noted as orphaned unowned, and comes to superseded"]), "{found:?}");
    }

    async fn what_is_not_placed_yet_is_named(database: TestDatabase) {
        import(&database, "legacy-small", &[]);
        let found = differences(&database);
        assert!(named(&found, &["users", "not placed yet"]), "{found:?}");
    }
}
