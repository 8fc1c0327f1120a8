//! One's running timers, wherever one is.

use serde_json::json;
use tenure_domain::role::Role;
use tenure_testkit::{TestApp, each_engine};

each_engine! {
    async fn a_timer_that_runs_in_another_organization_is_seen_and_can_be_stopped(app: TestApp) {
        let acme = app.team("Acme").await;
        let max = app.member(&acme, Role::Member, "Max").await;
        let mia = app.member(&acme, Role::Manager, "Mia").await;
        max.post(&acme.path("timer/start"), json!({"description": "Acme work"})).await;
        mia.post(&acme.path("timer/start"), json!({})).await;
        let running = max.get("/timers").await;
        assert_eq!(running.body["page"].as_array().map(Vec::len), Some(1));
        assert_eq!(running.body["page"][0]["organizationId"], json!(acme.id));
        assert_eq!(running.body["page"][0]["entry"]["description"], "Acme work");
        max.post(&acme.path("timer/stop"), json!({})).await;
        assert_eq!(max.get("/timers").await.body["page"], json!([]));
    }

    async fn a_timer_in_an_organization_one_has_left_is_not_ones_own_to_see(app: TestApp) {
        let acme = app.team("Acme").await;
        app.member(&acme, Role::Owner, "Olaf").await;
        let max = app.member(&acme, Role::Member, "Max").await;
        max.post(&acme.path("timer/start"), json!({})).await;
        max.post(&acme.path("leave"), json!({})).await;
        assert_eq!(max.get("/timers").await.body["page"], json!([]));
    }
}
