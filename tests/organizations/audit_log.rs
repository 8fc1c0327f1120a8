//! The audit log: every change of the organization, its members and roles.

use serde_json::json;
use tenure_domain::role::Role;
use tenure_testkit::{TestApp, each_engine};

each_engine! {
    async fn every_change_is_told_with_who_what_before_and_after(app: TestApp) {
        let acme = app.team("Acme").await;
        let olaf = app.member(&acme, Role::Owner, "Olaf").await;
        let max = app.member(&acme, Role::Member, "Max").await;
        let members = olaf.get(&acme.path("members")).await;
        let of_max = members.body["page"].as_array().expect("members").iter().find(|member| member["role"] == "member");
        let id = of_max.expect("Max")["id"].as_str().expect("an id").to_owned();
        olaf.patch(&acme.path(""), json!({"name": "Acme Labs"})).await;
        app.clock.advance(1);
        olaf.patch(&acme.path(&format!("members/{id}")), json!({"role": "admin"})).await;
        app.clock.advance(1);
        max.post(&acme.path("leave"), json!({})).await;

        let log = olaf.get(&acme.path("audit-log")).await;
        let told: Vec<_> = log.body["page"]
            .as_array()
            .expect("entries")
            .iter()
            .map(|entry| (entry["function"].clone(), entry["actorId"].clone(), entry["before"].clone(), entry["after"].clone()))
            .collect();
        let (olaf_id, max_id) = (json!(olaf.user_id()), json!(max.user_id()));
        assert_eq!(told.len(), 3);
        assert_eq!((&told[0].0, &told[0].1, &told[0].3), (&json!("organizations.leave"), &max_id, &json!(null)));
        assert_eq!(told[1].0, "members.update");
        assert_eq!(told[1].1, olaf_id);
        assert_eq!(told[1].2, json!({"role": "member", "active": true}));
        assert_eq!(told[1].3, json!({"role": "admin", "active": true}));
        assert_eq!((told[2].2["name"].as_str(), told[2].3["name"].as_str()), (Some("Acme"), Some("Acme Labs")));

        let filtered = olaf.get(&acme.path("audit-log?function=members.update")).await;
        assert_eq!(filtered.body["page"].as_array().map(Vec::len), Some(1));
    }

    async fn what_was_refused_or_changed_nothing_is_not_told(app: TestApp) {
        let acme = app.team("Acme").await;
        let olaf = app.member(&acme, Role::Owner, "Olaf").await;
        olaf.post(&acme.path("leave"), json!({})).await;
        olaf.patch(&acme.path(""), json!({"name": "Acme"})).await;
        assert_eq!(olaf.get(&acme.path("audit-log")).await.body["page"], json!([]));
    }

    async fn only_owners_and_admins_read_it(app: TestApp) {
        let acme = app.team("Acme").await;
        let mia = app.member(&acme, Role::Manager, "Mia").await;
        let refused = mia.get(&acme.path("audit-log")).await;
        assert_eq!((refused.code(), refused.body["permission"].as_str()), ("access_denied", Some("auditLog.read")));
    }
}
