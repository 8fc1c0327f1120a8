//! Documents whose organization its owners deleted, and the purge took: they stay as they are.

use serde_json::Value;
use tenure_testkit::{TestDatabase, each_engine};

use super::sample::{import, run, succeed};

each_engine! {
    async fn verify_names_what_went_with_it_and_placing_again_makes_nothing_of_it(database: TestDatabase) {
        import(&database, "mid-traps", &[]);
        succeed(&database, &["legacy", "place"]);
        let rows = database.query(
            "SELECT o.slug FROM organizations o WHERE o.kind = 'team'
             AND EXISTS (SELECT 1 FROM time_entries t WHERE t.organization_id = o.id) ORDER BY o.slug LIMIT 1",
        ).await;
        let slug = &rows[0][0];
        database.execute(&format!(
            "UPDATE organizations SET deletion_requested_at = 1, deletion_due = 1,
                deletion_requested_by = (SELECT m.user_id FROM memberships m WHERE m.organization_id = organizations.id LIMIT 1)
             WHERE slug = '{slug}'"
        )).await;
        let documents = database.query("SELECT table_name, id, state, organization_id FROM legacy_documents ORDER BY table_name, id").await;
        let purged = succeed(&database, &["organization", "purge", "--yes"]);
        assert_eq!(purged[0]["slug"], slug.as_str());

        let verified = run(&database, &["legacy", "verify"]);
        assert_eq!(verified.status, Some(1), "{}", verified.stderr);
        let differences = verified.json()["differences"].as_array().expect("differences").clone();
        let gone = differences.iter().filter_map(Value::as_str).any(|difference| difference.starts_with("timeEntries") && difference.contains("gone"));
        assert!(gone, "{differences:?}");
        let after = database.query("SELECT table_name, id, state, organization_id FROM legacy_documents ORDER BY table_name, id").await;
        assert_eq!(after, documents);

        // Documents that are placed only now, as if they had come in after the purge.
        database.execute(
            "UPDATE legacy_documents SET state = 'imported', row_id = NULL
             WHERE table_name = 'timeEntries' AND state = 'placed' AND NOT EXISTS (SELECT 1 FROM organizations o WHERE o.id = legacy_documents.organization_id)",
        ).await;
        let placed = succeed(&database, &["legacy", "place"]);
        assert_eq!(placed["tables"]["timeEntries"]["placed"], 0, "{placed}");
        assert!(placed["tables"]["timeEntries"]["orphaned"]["organization_missing"].as_u64() > Some(0), "{placed}");
    }
}
