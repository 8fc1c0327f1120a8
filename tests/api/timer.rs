//! `/organizations/{organizationId}/timer`

use serde_json::{Value, json};
use tenure_domain::role::Role;
use tenure_testkit::{Actor, Team, TestApp, each_engine};

async fn a_team(app: &TestApp) -> (Team, Actor) {
    let acme = app.team("Acme").await;
    let ana = app.member(&acme, Role::Member, "Ana").await;
    (acme, ana)
}

async fn running(actor: &Actor, team: &Team) -> usize {
    let list = actor.get(&team.path("time-entries?running=true")).await;
    list.body["page"].as_array().expect("a page").len()
}

each_engine! {
    async fn a_timer_starts_counts_and_stops(app: TestApp) {
        let (acme, ana) = a_team(&app).await;
        let nothing = ana.get(&acme.path("timer")).await;
        assert_eq!(nothing.body, json!({"entry": null, "now": "2026-11-10T12:00:00.000Z"}));
        let started = ana.post(&acme.path("timer/start"), json!({"description": "Design"})).await;
        insta::assert_json_snapshot!("timer_started", started.snapshot());
        app.clock.advance(90);
        let current = ana.get(&acme.path("timer")).await;
        assert_eq!(current.body["entry"], started.body["entry"]);
        assert_eq!(current.body["now"], "2026-11-10T12:01:30.000Z");
        let stopped = ana.post(&acme.path("timer/stop"), Value::Null).await;
        insta::assert_json_snapshot!("timer_stopped", stopped.snapshot());
        let again = ana.post(&acme.path("timer/stop"), Value::Null).await;
        assert_eq!((again.status, again.code()), (409, "no_running_timer"));
    }

    async fn starting_stops_what_ran_at_the_same_moment(app: TestApp) {
        let (acme, ana) = a_team(&app).await;
        let first = ana.post(&acme.path("timer/start"), json!({"description": "one"})).await;
        app.clock.advance(60);
        let second = ana.post(&acme.path("timer/start"), json!({"description": "two"})).await;
        let stopped = &second.body["stopped"];
        assert_eq!((&stopped["id"], &stopped["seconds"]), (&first.body["entry"]["id"], &json!(60)));
        assert_eq!(stopped["stoppedAt"], second.body["entry"]["startedAt"]);
        assert_eq!(running(&ana, &acme).await, 1);
    }

    async fn a_refused_start_leaves_what_runs(app: TestApp) {
        let (acme, ana) = a_team(&app).await;
        let first = ana.post(&acme.path("timer/start"), json!({})).await;
        let unknown = json!({"projectId": "01a1c554-5200-7707-8707-070707070707"});
        assert_eq!(ana.post(&acme.path("timer/start"), unknown).await.status, 422);
        assert_eq!(ana.get(&acme.path("timer")).await.body["entry"], first.body["entry"]);
    }

    async fn of_timers_started_at_once_one_runs(app: TestApp) {
        let (acme, ana) = a_team(&app).await;
        for _ in 0..5 {
            let starts: Vec<_> = (0..8).map(|number| {
                let (ana, path) = (ana.clone(), acme.path("timer/start"));
                tokio::spawn(async move { ana.post(&path, json!({"description": format!("{number}")})).await })
            }).collect();
            let mut begun = 0;
            for start in starts {
                let answer = start.await.expect("an answer");
                let expected = matches!((answer.status, answer.code()), (200, _) | (409, "timer_already_running"));
                assert!(expected, "{}", answer.body);
                begun += usize::from(answer.status == 200);
            }
            assert!(begun >= 1);
            assert_eq!(running(&ana, &acme).await, 1);
        }
    }

    async fn everyone_has_a_timer_of_their_own_in_each_organization(app: TestApp) {
        let (acme, ana) = a_team(&app).await;
        let mia = app.member(&acme, Role::Manager, "Mia").await;
        ana.post(&acme.path("timer/start"), json!({"description": "Ana's"})).await;
        mia.post(&acme.path("timer/start"), json!({"description": "Mia's"})).await;
        ana.post(&ana.personal_path("timer/start"), json!({"description": "private"})).await;
        assert_eq!(mia.get(&acme.path("timer")).await.body["entry"]["description"], "Mia's");
        assert_eq!(ana.get(&acme.path("timer")).await.body["entry"]["description"], "Ana's");
        assert_eq!(ana.get(&ana.personal_path("timer")).await.body["entry"]["description"], "private");
        assert_eq!(running(&mia, &acme).await, 2, "a manager sees who works");
        mia.post(&acme.path("timer/stop"), Value::Null).await;
        assert_eq!(ana.get(&acme.path("timer")).await.body["entry"]["description"], "Ana's");
    }

    async fn an_entry_runs_again_unless_another_does(app: TestApp) {
        let (acme, ana) = a_team(&app).await;
        let first = ana.post(&acme.path("timer/start"), json!({"description": "one"})).await;
        let id = first.body["entry"]["id"].as_str().expect("an id").to_owned();
        let path = acme.path(&format!("time-entries/{id}"));
        app.clock.advance(60);
        ana.post(&acme.path("timer/start"), json!({"description": "two"})).await;
        let refused = ana.patch(&path, json!({"stoppedAt": null})).await;
        assert_eq!((refused.status, refused.code()), (409, "timer_already_running"));
        assert_eq!(ana.get(&path).await.body["seconds"], 60, "nothing of it was kept");
        ana.post(&acme.path("timer/stop"), Value::Null).await;
        let reopened = ana.patch(&path, json!({"stoppedAt": null})).await;
        assert_eq!((reopened.status, &reopened.body["seconds"]), (200, &Value::Null));
        assert_eq!(ana.get(&acme.path("timer")).await.body["entry"]["id"], id.as_str());
    }

    async fn a_timer_that_begins_in_the_future_ends_as_it_begins(app: TestApp) {
        let (acme, ana) = a_team(&app).await;
        let started = ana.post(&acme.path("timer/start"), json!({})).await;
        let id = started.body["entry"]["id"].as_str().expect("an id");
        ana.patch(&acme.path(&format!("time-entries/{id}")), json!({"startedAt": "2026-11-10T13:00:00Z"})).await;
        let stopped = ana.post(&acme.path("timer/stop"), Value::Null).await.body;
        assert_eq!((&stopped["entry"]["seconds"], &stopped["entry"]["stoppedAt"]), (&json!(0), &json!("2026-11-10T13:00:00.000Z")));
    }

    async fn a_change_and_a_stop_at_once_are_both_kept(app: TestApp) {
        let (acme, ana) = a_team(&app).await;
        for round in 0..10 {
            let started = ana.post(&acme.path("timer/start"), json!({})).await;
            let path = acme.path(&format!("time-entries/{}", started.body["entry"]["id"].as_str().expect("an id")));
            let text = format!("round {round}");
            let stop = acme.path("timer/stop");
            let (one, two) = tokio::join!(ana.patch(&path, json!({"description": text})), ana.post(&stop, Value::Null));
            assert_eq!((one.status, two.status), (200, 200), "{} {}", one.body, two.body);
            let after = ana.get(&path).await.body;
            assert_eq!((&after["description"], &after["seconds"]), (&json!(text), &json!(0)));
        }
    }
}
