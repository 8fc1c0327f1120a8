//! The weekly summary: who gets it, when, and what it counts.

use serde_json::json;
use tenure_domain::role::Role;
use tenure_domain::time::{Clock as _, Instant};
use tenure_testkit::{Actor, PASSWORD, TestApp, each_engine};

use crate::mailbox::{kinds, mails, newest};

/// Moves the clock on to this moment.
fn at(app: &TestApp, moment: &str) {
    let moment: Instant = moment.parse().expect("a moment");
    let seconds = moment.seconds_since(app.clock.now());
    assert!(seconds >= 0, "the clock only goes on");
    app.clock.advance(seconds);
}

async fn send(app: &TestApp) -> u64 {
    app.tenure
        .send_weekly_summaries()
        .await
        .expect("the summaries are written")
}

async fn wants(actor: &Actor) {
    let answer = actor
        .patch("/auth/account", json!({"weeklySummary": true}))
        .await;
    assert_eq!(answer.status, 200, "{}", answer.body);
}

async fn track(actor: &Actor, path: &str, from: &str, to: &str) {
    let entry = json!({"startedAt": from, "stoppedAt": to, "description": "work"});
    let answer = actor.post(path, entry).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
}

/// Ana, whose personal workspace is in Berlin.
async fn ana(app: &TestApp) -> Actor {
    let ana = app.user("Ana").await;
    let path = ana.personal_path("");
    let path = path.trim_end_matches('/');
    let answer = ana.patch(path, json!({"timeZone": "Europe/Berlin"})).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    ana
}

each_engine! {
    async fn it_comes_once_on_monday_at_eight_where_one_is_to_those_who_want_it(app: TestApp) {
        let ana = ana(&app).await;
        app.user("Bob").await;
        wants(&ana).await;
        track(&ana, &ana.personal_path("time-entries"), "2026-11-10T09:00:00Z", "2026-11-10T11:30:00Z").await;
        at(&app, "2026-11-16T06:59:59Z");
        assert_eq!(send(&app).await, 0);
        at(&app, "2026-11-16T07:00:00Z");
        assert_eq!((send(&app).await, send(&app).await), (1, 0));
        at(&app, "2026-11-20T12:00:00Z");
        assert_eq!(send(&app).await, 0);
        let mail = newest(&app, "weeklySummary").await;
        assert_eq!(mail.to, "ana@example.com");
        insta::assert_snapshot!("weekly_summary", mail.text);
        at(&app, "2026-11-23T07:00:00Z");
        assert_eq!(send(&app).await, 1);
        assert!(newest(&app, "weeklySummary").await.text.contains("You tracked no time"));
        assert_eq!(kinds(&app).await, ["weeklySummary", "weeklySummary"]);
    }

    async fn of_many_servers_that_send_at_once_one_does(app: TestApp) {
        let ana = ana(&app).await;
        wants(&ana).await;
        at(&app, "2026-11-16T08:00:00Z");
        let tries: Vec<_> = (0..6)
            .map(|_| {
                let tenure = app.tenure.clone();
                tokio::spawn(async move { tenure.send_weekly_summaries().await.expect("it is written") })
            })
            .collect();
        let mut sent = 0;
        for one in tries {
            sent += one.await.expect("an end");
        }
        assert_eq!((sent, mails(&app).await.len()), (1, 1));
    }

    async fn whoever_asks_for_it_gets_the_next_one_and_whoever_ends_it_none(app: TestApp) {
        let ana = ana(&app).await;
        at(&app, "2026-11-16T09:00:00Z");
        wants(&ana).await;
        assert_eq!(send(&app).await, 0, "the week was due before");
        at(&app, "2026-11-23T09:00:00Z");
        ana.patch("/auth/account", json!({"weeklySummary": false})).await;
        assert_eq!(send(&app).await, 0);
    }

    async fn it_counts_ones_own_time_alone_in_organizations_one_is_in(app: TestApp) {
        let ana = ana(&app).await;
        let (acme, left) = (app.team("Acme").await, app.team("Left").await);
        app.join(&acme, Role::Manager, ana.user_id()).await;
        app.join(&left, Role::Member, ana.user_id()).await;
        let bob = app.member(&acme, Role::Member, "Bob").await;
        wants(&ana).await;
        for team in [&acme, &left] {
            track(&ana, &team.path("time-entries"), "2026-11-11T09:00:00Z", "2026-11-11T10:00:00Z").await;
        }
        track(&bob, &acme.path("time-entries"), "2026-11-11T09:00:00Z", "2026-11-11T17:00:00Z").await;
        assert_eq!(ana.post(&left.path("leave"), serde_json::Value::Null).await.status, 204);
        at(&app, "2026-11-16T08:00:00Z");
        assert_eq!(send(&app).await, 1);
        let text = newest(&app, "weeklySummary").await.text;
        assert!(text.contains("Acme: 1:00") && text.contains("You tracked 1:00"), "{text}");
        assert!(!text.contains("Left") && !text.contains("8:00"), "{text}");
    }

    async fn a_week_ends_at_midnight_where_the_organization_is_also_when_clocks_change(app: TestApp) {
        let mut ana = ana(&app).await;
        wants(&ana).await;
        // Clocks in Berlin go forward on Sunday 2027-03-28: that week ends at 22:00 UTC, not 23:00.
        at(&app, "2027-03-29T12:00:00Z");
        ana.begin("/auth/sign-in", json!({"email": "ana@example.com", "password": PASSWORD})).await;
        let entries = ana.personal_path("time-entries");
        for (from, to) in [
            ("2027-03-21T22:30:00Z", "2027-03-21T22:50:00Z"),
            ("2027-03-21T23:00:00Z", "2027-03-21T23:10:00Z"),
            ("2027-03-28T21:30:00Z", "2027-03-28T21:35:00Z"),
            ("2027-03-28T22:00:00Z", "2027-03-28T22:40:00Z"),
        ] {
            track(&ana, &entries, from, to).await;
        }
        assert_eq!(send(&app).await, 1);
        let text = newest(&app, "weeklySummary").await.text;
        assert!(text.contains("22 March to 28 March 2027"), "{text}");
        assert!(text.contains("Mon 0:10, Sun 0:05"), "{text}");
        assert!(text.contains("You tracked 0:15"), "{text}");
    }
}
