//! `/organizations/{organizationId}/projects` and `…/categories`

use serde_json::{Value, json};
use tenure_domain::role::Role;
use tenure_testkit::{Actor, Team, TestApp, each_engine};

use super::lists::{names, walk};

async fn a_team(app: &TestApp) -> (Team, Actor) {
    let acme = app.team("Acme").await;
    let mia = app.member(&acme, Role::Manager, "Mia").await;
    (acme, mia)
}

each_engine! {
    async fn a_project_is_added_read_changed_and_listed(app: TestApp) {
        let (acme, mia) = a_team(&app).await;
        let client = mia.post(&acme.path("clients"), json!({"name": "Globex"})).await.id();
        let answer = mia.post(&acme.path("projects"), json!({
            "name": "Web site", "clientId": client, "color": "#2f9e44",
            "hourlyRate": {"minor": 8500, "currency": "EUR"}, "budget": {"kind": "hours", "seconds": 360_000},
        })).await;
        insta::assert_json_snapshot!("project", answer.snapshot());
        let path = acme.path(&format!("projects/{}", answer.id()));
        assert_eq!(mia.get(&path).await.body, answer.body);
        app.clock.advance(60);
        let amount = json!({"kind": "amount", "amount": {"minor": 100_000, "currency": "CHF"}});
        let changed = mia.patch(&path, json!({"budget": amount, "clientId": null})).await;
        insta::assert_json_snapshot!("project_changed", changed.snapshot());
        assert_eq!(mia.get(&path).await.body, changed.body);
        let cleared = mia.patch(&path, json!({"budget": null, "hourlyRate": null, "color": null, "archived": true})).await;
        assert_eq!((&cleared.body["budget"], &cleared.body["hourlyRate"], &cleared.body["archived"]),
            (&Value::Null, &Value::Null, &Value::Bool(true)));
        assert_eq!(cleared.body["name"], "Web site");
        assert_eq!(mia.get(&acme.path("projects")).await.body["page"], json!([]));
        assert_eq!(mia.get(&acme.path("projects?archived=archived")).await.body["page"], json!([cleared.body]));
    }

    async fn amounts_and_budgets_are_nothing_or_more_and_of_one_kind(app: TestApp) {
        let (acme, mia) = a_team(&app).await;
        let refused = mia.post(&acme.path("projects"), json!({
            "name": "", "hourlyRate": {"minor": -1, "currency": "EUR"}, "budget": {"kind": "hours", "seconds": -1},
        })).await;
        insta::assert_json_snapshot!("project_refused", refused.snapshot());
        for budget in [
            json!({"kind": "hours"}), json!({"kind": "days", "seconds": 1}), json!({"kind": "hours", "seconds": 1.5}),
            json!({"kind": "amount", "amount": {"minor": 1, "currency": "eur"}}),
            json!({"kind": "amount", "amount": {"minor": 1}}),
        ] {
            let answer = mia.post(&acme.path("projects"), json!({"name": "x", "budget": budget})).await;
            assert_eq!(answer.code(), "malformed_request", "{budget}");
        }
        let most = json!({"minor": 1_000_000_000_001_i64, "currency": "EUR"});
        let answer = mia.post(&acme.path("projects"), json!({"name": "x", "hourlyRate": most})).await;
        assert_eq!(answer.body["fields"][0]["code"], "out_of_range");
    }

    async fn a_client_that_is_not_there_is_named(app: TestApp) {
        let (acme, mia) = a_team(&app).await;
        let unknown = json!({"name": "x", "clientId": "01a1c554-5200-7707-8707-070707070707"});
        let answer = mia.post(&acme.path("projects"), unknown.clone()).await;
        insta::assert_json_snapshot!("project_of_unknown_client", answer.snapshot());
        let project = mia.post(&acme.path("projects"), json!({"name": "x"})).await.id();
        let answer = mia.patch(&acme.path(&format!("projects/{project}")), unknown).await;
        assert_eq!(answer.body["fields"][0]["field"], "clientId");
    }

    async fn projects_are_filtered_by_client_and_name(app: TestApp) {
        let (acme, mia) = a_team(&app).await;
        let client = mia.post(&acme.path("clients"), json!({"name": "Globex"})).await.id();
        for (name, client) in [("Büro", Some(&client)), ("Site", Some(&client)), ("büro 2", None)] {
            mia.post(&acme.path("projects"), json!({"name": name, "clientId": client})).await;
        }
        let list = async |query: &str| names(&mia.get(&acme.path(&format!("projects?{query}"))).await);
        assert_eq!(list(&format!("clientId={client}")).await, ["Büro", "Site"]);
        assert_eq!(list("search=B%C3%9CRO").await, ["Büro", "büro 2"]);
        assert_eq!(list(&format!("clientId={client}&search=b%C3%BCro")).await, ["Büro"]);
        assert_eq!(walk(&mia, &acme.path(&format!("projects?clientId={client}")), 1).await.len(), 2);
    }

    async fn a_project_with_time_is_archived_not_deleted(app: TestApp) {
        let (acme, mia) = a_team(&app).await;
        let project = mia.post(&acme.path("projects"), json!({"name": "Site"})).await.id();
        let path = acme.path(&format!("projects/{project}"));
        let entry = mia.post(&acme.path("time-entries"), json!({
            "startedAt": "2026-11-10T09:00:00Z", "stoppedAt": "2026-11-10T10:00:00Z", "projectId": project,
        })).await.id();
        let refused = mia.delete(&path).await;
        insta::assert_json_snapshot!("project_still_in_use", refused.snapshot());
        mia.delete(&acme.path(&format!("time-entries/{entry}"))).await;
        assert_eq!(mia.delete(&path).await.status, 204);
        assert_eq!(mia.get(&path).await.code(), "not_found");
    }

    async fn changes_of_different_fields_at_once_are_both_kept(app: TestApp) {
        let (acme, mia) = a_team(&app).await;
        let project = mia.post(&acme.path("projects"), json!({"name": "Site"})).await.id();
        let path = acme.path(&format!("projects/{project}"));
        for round in 0..10 {
            let name = json!({"name": format!("Site {round}")});
            let color = json!({"color": format!("#00000{round}")});
            let (one, two) = tokio::join!(mia.patch(&path, name.clone()), mia.patch(&path, color.clone()));
            assert_eq!((one.status, two.status), (200, 200));
            let after = mia.get(&path).await.body;
            assert_eq!((&after["name"], &after["color"]), (&name["name"], &color["color"]));
        }
    }

    async fn a_project_that_is_deleted_while_time_is_tracked_is_gone_or_in_use(app: TestApp) {
        let (acme, mia) = a_team(&app).await;
        for _ in 0..10 {
            let project = mia.post(&acme.path("projects"), json!({"name": "Site"})).await.id();
            let path = acme.path(&format!("projects/{project}"));
            let start = acme.path("timer/start");
            let (gone, started) = tokio::join!(mia.delete(&path), mia.post(&start, json!({"projectId": project})));
            assert!(matches!(gone.status, 204 | 409), "{}", gone.body);
            assert!(matches!(started.status, 200 | 422), "{}", started.body);
            assert!(gone.status == 409 || started.status == 422, "time on a deleted project");
        }
    }

    async fn categories_are_listed_by_name(app: TestApp) {
        let (acme, mia) = a_team(&app).await;
        for name in ["travel", "Design", "Ärger"] {
            app.category(&acme, name).await;
        }
        let answer = mia.get(&acme.path("categories")).await;
        insta::assert_json_snapshot!("categories", answer.body["page"]);
    }
}
