//! A run that is killed is run again, and comes to the same.

use std::process::Stdio;
use std::time::Duration;

use tenure_testkit::{TestDatabase, each_engine, tenure};

use super::sample::{differences, expectation, import, run, succeed, verifiable};

/// The content without the moments at which things were done.
async fn timeless(database: &TestDatabase) -> Vec<String> {
    database
        .execute("UPDATE legacy_documents SET imported_at = 0, placed_at = 0; UPDATE settings SET updated_at = 0, value = '0' WHERE key = 'legacy_move_time'; UPDATE settings SET updated_at = 0;")
        .await;
    database.content().await
}

each_engine! {
    async fn a_run_that_is_killed_goes_on_where_it_was(database: TestDatabase) {
        import(&database, "mid-traps", &[]);
        let waiting = "SELECT COUNT(*) FROM legacy_documents WHERE state = 'imported'";
        let all = database.number(waiting).await;
        let mut kills = 0;
        // One document a transaction, so that there is something to interrupt.
        for most_left in [all - 50, all - 300, all - 600] {
            let mut command = tenure(&["legacy", "place", "--batch-size", "1", "--database", &database.url]);
            let mut running = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
            while database.number(waiting).await > most_left {
                assert_eq!(running.try_wait().unwrap(), None, "it ended before it could be killed");
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
            running.kill().unwrap();
            running.wait().unwrap();
            kills += i32::from(database.number(waiting).await > 0);
        }
        assert_eq!(kills, 3, "each kill left something to do");
        succeed(&database, &["legacy", "place"]);
        let verified = run(&database, &["legacy", "verify"]);
        let found = differences("resumed", &verifiable(&expectation("mid-traps")), &verified.json());
        assert!(found.is_empty(), "{}", found.join("\n"));
        assert_eq!(verified.status, Some(0));

        let other = TestDatabase::on(database.db.engine()).await;
        import(&other, "mid-traps", &[]);
        succeed(&other, &["legacy", "place"]);
        assert_eq!(timeless(&database).await, timeless(&other).await, "the same rows, ids and all");
    }

    async fn two_runs_at_once_place_everything_once(database: TestDatabase) {
        import(&database, "mid-traps", &[]);
        let run = || {
            let mut command = tenure(&["legacy", "place", "--batch-size", "100", "--database", &database.url]);
            command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
        };
        let (one, other) = (run(), run());
        for running in [one, other] {
            let output = running.wait_with_output().unwrap();
            let told = String::from_utf8_lossy(&output.stderr);
            // The one that loses a race too often says so, and can be run again.
            assert!(output.status.success() || told.contains("try again"), "{told}");
        }
        succeed(&database, &["legacy", "place"]);
        succeed(&database, &["legacy", "verify"]);
    }
}
