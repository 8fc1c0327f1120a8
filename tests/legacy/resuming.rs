//! A run that is killed is run again, and comes to the same.

use std::process::Stdio;
use std::time::Duration;

use tenure_store::db::Hold;
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

    async fn a_second_run_at_once_says_so_and_leaves_or_waits(database: TestDatabase) {
        import(&database, "mid-traps", &[]);
        let held = database.db.hold(Hold::Move).await.unwrap();
        let refused = run(&database, &["legacy", "place"]);
        assert_eq!(refused.status, Some(1));
        assert_eq!(refused.failure()["code"], "move_running");
        assert_eq!(run(&database, &["legacy", "undo"]).failure()["code"], "move_running");
        assert_eq!(database.number("SELECT COUNT(*) FROM users").await, 0);

        let mut command = tenure(&["legacy", "place", "--wait", "--database", &database.url]);
        let mut waiting = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        // It says that it waits once it is done waiting; until then nothing is placed.
        tokio::time::sleep(Duration::from_millis(700)).await;
        assert_eq!(waiting.try_wait().unwrap(), None, "it waits");
        assert_eq!(database.number("SELECT COUNT(*) FROM users").await, 0);
        drop(held);
        let output = waiting.wait_with_output().unwrap();
        assert!(output.status.success());
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(told.contains("Waits for another process"), "{told}");
        succeed(&database, &["legacy", "verify"]);
    }

    async fn pauses_change_nothing_about_what_is_placed(database: TestDatabase) {
        import(&database, "legacy-small", &[]);
        succeed(&database, &["legacy", "place", "--batch-size", "100", "--pause", "5"]);
        succeed(&database, &["legacy", "verify"]);
    }
}
