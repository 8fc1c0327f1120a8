//! What an organization lets its members do beside the table of permissions.

use serde_json::{Value, json};
use tenure_domain::role::Role;
use tenure_testkit::{Actor, Team, TestApp, each_engine};

const RATE: &str = r#"{"minor": 9500, "currency": "EUR"}"#;

fn rate() -> Value {
    serde_json::from_str(RATE).expect("a rate")
}

/// A project with a rate and a budget in money, made by a manager.
async fn costly_project(manager: &Actor, acme: &Team) -> String {
    let budget = json!({"kind": "amount", "amount": {"minor": 500_000, "currency": "EUR"}});
    let form = json!({"name": "Website", "hourlyRate": rate(), "budget": budget});
    let made = manager.post(&acme.path("projects"), form).await;
    assert_eq!((made.status, &made.body["hourlyRate"]), (201, &rate()));
    assert_eq!(made.body["budget"], budget);
    made.id()
}

/// The rate and the budget in every view that has the project, which must agree.
async fn money_seen(actor: &Actor, acme: &Team, project: &str) -> (Value, Value) {
    let one = actor.get(&acme.path(&format!("projects/{project}"))).await;
    let listed = actor.get(&acme.path("projects")).await;
    let listed = &listed.body["page"][0];
    let seen = |project: &Value| (project["hourlyRate"].clone(), project["budget"].clone());
    assert_eq!(seen(&one.body), seen(listed));
    seen(&one.body)
}

async fn permissions(actor: &Actor, acme: &Team) -> Vec<Value> {
    let found = actor
        .get(&format!("/memberships/by-slug/{}", acme.slug))
        .await;
    found.body["permissions"]
        .as_array()
        .cloned()
        .expect("permissions")
}

each_engine! {
    async fn members_see_what_work_costs_from_the_request_after_the_organization_lets_them(app: TestApp) {
        let acme = app.team("Acme").await;
        let olaf = app.member(&acme, Role::Owner, "Olaf").await;
        let mia = app.member(&acme, Role::Manager, "Mia").await;
        let max = app.member(&acme, Role::Member, "Max").await;
        let vera = app.member(&acme, Role::Viewer, "Vera").await;
        let project = costly_project(&mia, &acme).await;
        let nothing = (Value::Null, Value::Null);
        for actor in [&max, &vera] {
            assert_eq!(money_seen(actor, &acme, &project).await, nothing);
            assert!(!permissions(actor, &acme).await.contains(&json!("rates.read")));
        }
        assert_eq!(money_seen(&mia, &acme, &project).await.0, rate());

        let set = olaf.patch(&acme.path(""), json!({"ratesVisibleTo": "members"})).await;
        assert_eq!((set.status, set.body["ratesVisibleTo"].as_str()), (200, Some("members")));
        assert_eq!(money_seen(&max, &acme, &project).await, money_seen(&mia, &acme, &project).await);
        assert!(permissions(&max, &acme).await.contains(&json!("rates.read")));
        assert_eq!(money_seen(&vera, &acme, &project).await, nothing);

        olaf.patch(&acme.path(""), json!({"ratesVisibleTo": "managers"})).await;
        assert_eq!(money_seen(&max, &acme, &project).await, nothing);
    }

    async fn a_budget_in_hours_is_no_secret(app: TestApp) {
        let acme = app.team("Acme").await;
        let mia = app.member(&acme, Role::Manager, "Mia").await;
        let max = app.member(&acme, Role::Member, "Max").await;
        let budget = json!({"kind": "hours", "seconds": 36_000});
        let form = json!({"name": "Website", "hourlyRate": rate(), "budget": budget});
        let project = mia.post(&acme.path("projects"), form).await.id();
        assert_eq!(money_seen(&max, &acme, &project).await, (Value::Null, budget));
    }

    async fn a_change_that_leaves_money_alone_keeps_it_and_the_answer_shows_it_to_managers(app: TestApp) {
        let acme = app.team("Acme").await;
        let mia = app.member(&acme, Role::Manager, "Mia").await;
        let project = costly_project(&mia, &acme).await;
        let changed = mia.patch(&acme.path(&format!("projects/{project}")), json!({"name": "Shop"})).await;
        assert_eq!((&changed.body["hourlyRate"], changed.body["budget"]["kind"].as_str()), (&rate(), Some("amount")));
    }

    async fn open_pages_are_told_that_what_one_may_do_has_changed(app: TestApp) {
        let acme = app.team("Acme").await;
        let olaf = app.member(&acme, Role::Owner, "Olaf").await;
        let max = app.member(&acme, Role::Member, "Max").await;
        let mut stream = max.events(&acme.path("events"), None).await;
        assert_eq!(stream.message().await.event, "ready");
        olaf.patch(&acme.path(""), json!({"ratesVisibleTo": "members"})).await;
        let told = stream.message().await;
        assert_eq!((told.event.as_str(), &told.data), ("access", &json!({"role": "member"})));
        assert_eq!(stream.message().await.data["table"], "organizations");
    }

    async fn the_choice_is_in_the_audit_log(app: TestApp) {
        let acme = app.team("Acme").await;
        let olaf = app.member(&acme, Role::Owner, "Olaf").await;
        olaf.patch(&acme.path(""), json!({"ratesVisibleTo": "members", "formats": {"time": "12h"}})).await;
        let log = olaf.get(&acme.path("audit-log")).await;
        let entry = &log.body["page"][0];
        for (side, rates, time) in [("before", "managers", "24h"), ("after", "members", "12h")] {
            assert_eq!(entry[side]["ratesVisibleTo"], rates);
            assert_eq!(entry[side]["formats"]["time"], time);
        }
    }
}
