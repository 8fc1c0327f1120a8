//! A plan tells each owner's share, and each document that is orphaned or noted.

use std::collections::BTreeMap;

use serde_json::Value;
use tempfile::TempDir;
use tenure_testkit::{TestDatabase, each_engine};

use super::sample::{import, succeed};

fn sum(counts: &Value) -> u64 {
    let counts = counts.as_object().unwrap().values();
    counts.filter_map(Value::as_u64).sum()
}

each_engine! {
    async fn a_plan_tells_what_goes_where_for_each_owner_and_placing_does_that(database: TestDatabase) {
        import(&database, "mid-traps", &[]);
        let folder = TempDir::new().unwrap();
        let file = folder.path().join("plan.json");
        let planned = succeed(&database, &["legacy", "plan", "--owners", "--report", file.to_str().unwrap()]);
        let written: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
        assert_eq!(written, planned);

        let (mut placed, mut orphaned) = (BTreeMap::new(), BTreeMap::new());
        for tables in planned["owners"].as_object().unwrap().values() {
            for (table, counts) in tables.as_object().unwrap() {
                *placed.entry(table.clone()).or_insert(0) += sum(&counts["placed"]);
                *orphaned.entry(table.clone()).or_insert(0) += sum(&counts["orphaned"]);
            }
        }
        let mut orphans = 0;
        for (table, counts) in planned["tables"].as_object().unwrap() {
            if counts["kept"] == true {
                continue;
            }
            assert_eq!(counts["placed"], *placed.get(table).unwrap_or(&0), "{table}");
            assert_eq!(sum(&counts["orphaned"]), *orphaned.get(table).unwrap_or(&0), "{table}");
            orphans += sum(&counts["orphaned"]);
        }
        assert!(orphans > 0);
        assert_eq!(planned["orphans"].as_array().unwrap().len() as u64, orphans);
        let noted = planned["noted"].as_array().unwrap();
        assert!(noted.iter().all(|one| !one["notes"].as_array().unwrap().is_empty()), "{noted:?}");

        assert_eq!(succeed(&database, &["legacy", "place", "--owners"]), planned);
    }
}
