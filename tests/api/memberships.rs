//! `/memberships`, `/organizations/{organizationId}/members`

use serde_json::json;
use tenure_domain::role::Role;
use tenure_testkit::{TestApp, each_engine};

each_engine! {
    async fn ones_memberships_are_the_personal_workspace_then_teams_by_name(app: TestApp) {
        let ana = app.user("Ana").await;
        for (name, role) in [("zeta", Role::Viewer), ("Ärzte", Role::Member), ("Beta", Role::Admin), ("alpha", Role::Owner)] {
            let team = app.team(name).await;
            app.join(&team, role, ana.user_id()).await;
        }
        app.team("Not hers").await;
        let answer = ana.get("/memberships").await;
        let told: Vec<_> = answer.body["page"].as_array().expect("a page").iter()
            .map(|membership| (membership["organization"]["name"].as_str().unwrap(), membership["role"].as_str().unwrap()))
            .collect();
        assert_eq!(told, [("Ana", "owner"), ("alpha", "owner"), ("Beta", "admin"), ("zeta", "viewer"), ("Ärzte", "member")]);
        assert_eq!(answer.body["isDone"], true);
        assert_ne!(answer.body["continueCursor"], "");
        assert_eq!(ana.get("/auth/session").await.body["memberships"], answer.body["page"]);
    }

    async fn a_membership_that_was_deactivated_is_not_ones_own_any_more(app: TestApp) {
        let acme = app.team("Acme").await;
        let former = app.former_member(&acme, Role::Owner, "Former").await;
        let answer = former.get("/memberships").await;
        assert_eq!(answer.body["page"].as_array().map(Vec::len), Some(1), "the personal workspace alone");
    }

    async fn deactivation_takes_effect_at_the_next_request(app: TestApp) {
        let acme = app.team("Acme").await;
        let ana = app.member(&acme, Role::Owner, "Ana").await;
        assert_eq!(ana.get(&acme.path("clients")).await.status, 200);
        app.database.execute(&format!(
            "UPDATE memberships SET is_active = FALSE WHERE organization_id = {}",
            app.database.literal(acme.id.uuid())
        )).await;
        assert_eq!(ana.get(&acme.path("clients")).await.code(), "organization_not_found");
    }

    async fn members_are_listed_active_or_not_in_the_order_they_came(app: TestApp) {
        let acme = app.team("Acme").await;
        for (name, role) in [("Olivia", Role::Owner), ("Ana", Role::Member)] {
            app.clock.advance(1);
            app.member(&acme, role, name).await;
        }
        app.clock.advance(1);
        app.former_member(&acme, Role::Admin, "Former").await;
        app.clock.advance(1);
        let vic = app.member(&acme, Role::Viewer, "Vic").await;
        let answer = vic.get(&acme.path("members")).await;
        insta::assert_json_snapshot!("members", answer.body["page"]);
        assert!(!answer.body.to_string().contains("example.com"), "addresses are not for everybody");
        assert_eq!(answer.body["page"][3]["userId"], json!(vic.user_id()));
    }
}
