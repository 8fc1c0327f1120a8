//! `/organizations/{organizationId}/reports`

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};
use tenure_domain::role::Role;
use tenure_domain::time::Instant;
use tenure_testkit::{Actor, Team, TestApp, each_engine};

use super::lists::walk;

async fn a_team(app: &TestApp) -> (Team, Actor, Actor) {
    let acme = app.team("Acme").await;
    let mia = app.member(&acme, Role::Manager, "Mia").await;
    let ana = app.member(&acme, Role::Member, "Ana").await;
    (acme, mia, ana)
}

/// An entry somebody could write: minutes after a moment, seconds long, on one of the projects.
#[derive(Debug, Clone)]
struct Tracked {
    by_manager: bool,
    minute: i64,
    seconds: i64,
    project: Option<usize>,
}

fn tracked() -> impl Strategy<Value = Vec<Tracked>> {
    let one = (
        any::<bool>(),
        0_i64..600,
        0_i64..7200,
        prop::option::of(0_usize..3),
    );
    let one = one.prop_map(|(by_manager, minute, seconds, project)| Tracked {
        by_manager,
        minute,
        seconds,
        project,
    });
    prop::collection::vec(one, 20..40)
}

/// The summary that a list of entries adds up to.
fn added_up(rows: &[Value]) -> (i64, i64, i64) {
    let running = rows.iter().filter(|row| row["seconds"].is_null()).count();
    let seconds = rows.iter().filter_map(|row| row["seconds"].as_i64()).sum();
    (
        i64::try_from(rows.len()).expect("few"),
        i64::try_from(running).expect("few"),
        seconds,
    )
}

each_engine! {
    async fn a_summary_adds_up_by_project_most_time_first(app: TestApp) {
        let (acme, mia, ana) = a_team(&app).await;
        let mut projects = Vec::new();
        for name in ["A", "B"] {
            projects.push(mia.post(&acme.path("projects"), json!({"name": name})).await.id());
        }
        for (project, hours) in [(Some(0), 1), (Some(1), 3), (None, 1)] {
            let answer = ana.post(&acme.path("time-entries"), json!({
                "startedAt": "2026-11-10T01:00:00Z", "stoppedAt": format!("2026-11-10T0{}:00:00Z", 1 + hours),
                "projectId": project.map(|number: usize| &projects[number]),
            })).await;
            assert_eq!(answer.status, 201);
        }
        ana.post(&acme.path("timer/start"), json!({"projectId": projects[0]})).await;
        let answer = ana.get(&acme.path("reports/summary")).await;
        insta::assert_json_snapshot!("summary", answer.snapshot());
    }

    async fn everybody_is_told_of_the_time_they_may_see(app: TestApp) {
        let (acme, mia, ana) = a_team(&app).await;
        let vic = app.member(&acme, Role::Viewer, "Vic").await;
        for actor in [&mia, &ana] {
            actor.post(&acme.path("time-entries"), json!({
                "startedAt": "2026-11-10T09:00:00Z", "stoppedAt": "2026-11-10T10:00:00Z",
            })).await;
        }
        let seconds = async |actor: &Actor, query: &str| {
            actor.get(&acme.path(&format!("reports/summary{query}"))).await.body["seconds"].clone()
        };
        assert_eq!(seconds(&mia, "").await, 7200);
        assert_eq!(seconds(&ana, "").await, 3600);
        assert_eq!(seconds(&vic, "").await, 0, "a viewer has tracked nothing");
        let of_mia = format!("?userId={}", mia.user_id());
        assert_eq!(seconds(&mia, &of_mia).await, 3600);
        assert_eq!(seconds(&ana, &of_mia).await, 0);
        assert_eq!(vic.get(&acme.path("time-entries")).await.code(), "access_denied");
    }

    async fn summaries_agree_with_lists_whatever_was_tracked(app: TestApp) {
        let (acme, mia, ana) = a_team(&app).await;
        let client = mia.post(&acme.path("clients"), json!({"name": "Globex"})).await.id();
        let mut projects = Vec::new();
        for client in [Some(&client), Some(&client), None] {
            projects.push(mia.post(&acme.path("projects"), json!({"name": "P", "clientId": client})).await.id());
        }
        let start: Instant = "2026-11-10T00:00:00Z".parse().expect("a time");
        // The same entries in every run: another seed would be another specification.
        let mut runner = TestRunner::new_with_rng(Config::default(), proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha));
        let entries = tracked().new_tree(&mut runner).expect("entries").current();
        for entry in entries {
            let actor = if entry.by_manager { &mia } else { &ana };
            let started_at = start.plus_seconds(entry.minute * 60);
            let answer = actor.post(&acme.path("time-entries"), json!({
                "startedAt": started_at, "stoppedAt": started_at.plus_seconds(entry.seconds),
                "projectId": entry.project.map(|number| &projects[number]),
            })).await;
            assert_eq!(answer.status, 201, "{entry:?}");
        }
        mia.post(&acme.path("timer/start"), json!({})).await;
        for actor in [&mia, &ana] {
            for filter in [
                String::new(), format!("projectId={}", projects[0]), format!("clientId={client}"),
                format!("userId={}", ana.user_id()), "from=2026-11-10T03:00:00Z".to_owned(),
                "from=2026-11-10T02:00:00Z&to=2026-11-10T05:00:00Z".to_owned(),
            ] {
                let rows = walk(actor, &acme.path(&format!("time-entries?{filter}")), 7).await;
                let summary = actor.get(&acme.path(&format!("reports/summary?{filter}"))).await.body;
                let told = |name: &str| summary[name].as_i64().expect("a number");
                assert_eq!((told("entries"), told("running"), told("seconds")), added_up(&rows), "{filter}");
                for line in summary["byProject"].as_array().expect("lines") {
                    let own: Vec<_> = rows.iter().filter(|row| row["projectId"] == line["projectId"]).cloned().collect();
                    let (entries, _, seconds) = added_up(&own);
                    assert_eq!((line["entries"].as_i64(), line["seconds"].as_i64()), (Some(entries), Some(seconds)));
                }
            }
        }
    }
}
