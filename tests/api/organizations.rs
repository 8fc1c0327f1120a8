//! `/organizations`, `/session/active-organization`

use std::collections::BTreeSet;

use serde_json::{Value, json};
use tenure_domain::email::EmailAddress;
use tenure_domain::role::Role;
use tenure_domain::user::User;
use tenure_testkit::{Actor, TestApp, each_engine};

const PERSONAL: &str = "SELECT COUNT(*) FROM organizations WHERE kind = 'personal'";
const OWNERS: &str =
    "SELECT COUNT(*) FROM memberships m JOIN organizations o ON o.id = m.organization_id
    WHERE o.kind = 'personal' AND m.role = 'owner' AND m.is_active";

fn user(actor: &Actor, name: &str) -> User {
    User {
        id: actor.user_id(),
        name: name.to_owned(),
        email: EmailAddress::parse("ana@example.com").ok(),
        is_operator: false,
    }
}

/// Takes the personal workspaces away, as an instance that was moved may lack them.
async fn without_workspaces(app: &TestApp) {
    let all = "UPDATE users SET active_organization_id = NULL; DELETE FROM memberships; DELETE FROM organizations;";
    app.database.execute(all).await;
}

each_engine! {
    async fn fifty_calls_at_once_leave_one_personal_workspace(app: TestApp) {
        let ana = app.user("Ana").await;
        without_workspaces(&app).await;
        let calls: Vec<_> = (0..50).map(|_| {
            let (tenure, user) = (app.tenure.clone(), user(&ana, "Ana"));
            tokio::spawn(async move { tenure.ensure_personal_workspace(&user).await })
        }).collect();
        let mut memberships = BTreeSet::new();
        for call in calls {
            let membership = call.await.expect("no panic").expect("a membership");
            assert_eq!(membership.role, Role::Owner);
            memberships.insert((membership.id, membership.organization.id));
        }
        assert_eq!(memberships.len(), 1, "everybody is told of the same one");
        assert_eq!((app.database.number(PERSONAL).await, app.database.number(OWNERS).await), (1, 1));
    }

    async fn fifty_requests_at_once_leave_one_personal_workspace(app: TestApp) {
        let ana = app.user("Ana").await;
        without_workspaces(&app).await;
        let calls: Vec<_> = (0..50).map(|_| {
            let ana = ana.clone();
            tokio::spawn(async move { ana.post("/organizations/personal", Value::Null).await })
        }).collect();
        let mut answers = BTreeSet::new();
        for call in calls {
            let answer = call.await.expect("no panic");
            assert_eq!(answer.status, 200, "{}", answer.body);
            answers.insert(answer.body.to_string());
        }
        assert_eq!(answers.len(), 1, "everybody is told of the same one");
        assert_eq!((app.database.number(PERSONAL).await, app.database.number(OWNERS).await), (1, 1));
        let session = ana.get("/auth/session").await.body;
        assert_eq!(session["activeOrganizationId"], session["memberships"][0]["organization"]["id"]);
    }

    async fn an_owner_who_was_demoted_or_deactivated_is_one_again(app: TestApp) {
        let ana = app.user("Ana").await;
        let before = ana.post("/organizations/personal", Value::Null).await;
        for damage in [
            "UPDATE memberships SET role = 'viewer'",
            "UPDATE memberships SET is_active = FALSE",
            "DELETE FROM memberships",
        ] {
            app.database.execute(damage).await;
            let healed = ana.post("/organizations/personal", Value::Null).await;
            assert_eq!((healed.status, &healed.body["role"]), (200, &json!("owner")), "{damage}");
            assert_eq!(healed.body["organization"], before.body["organization"]);
            assert_eq!(ana.get(&ana.personal_path("clients")).await.status, 200);
        }
        let stays = ana.post("/organizations/personal", Value::Null).await.body;
        assert_eq!(ana.post("/organizations/personal", Value::Null).await.body, stays);
    }

    async fn signing_in_makes_a_missing_workspace(app: TestApp) {
        let mut ana = app.user("Ana").await;
        without_workspaces(&app).await;
        assert_eq!(ana.get("/memberships/current").await.code(), "organization_not_found");
        ana.begin("/auth/sign-in", json!({"email": "ana@example.com", "password": tenure_testkit::PASSWORD})).await;
        assert_eq!(ana.get("/memberships/current").await.body["organization"]["kind"], "personal");
    }

    async fn people_of_one_name_have_slugs_of_their_own(app: TestApp) {
        app.operator().await;
        let mut slugs = Vec::new();
        for number in 0..25 {
            let form = json!({"name": "Ana", "email": format!("a{number}@example.com"), "password": tenure_testkit::PASSWORD});
            let answer = app.anonymous().post("/auth/sign-up", form).await;
            slugs.push(answer.body["memberships"][0]["organization"]["slug"].as_str().expect("a slug").to_owned());
        }
        assert_eq!(slugs[..3], ["ana", "ana-2", "ana-3"]);
        assert_eq!(slugs.iter().collect::<BTreeSet<_>>().len(), 25, "{slugs:?}");
    }

    async fn an_organization_is_read_by_its_members(app: TestApp) {
        let acme = app.team("Acme").await;
        let vic = app.member(&acme, Role::Viewer, "Vic").await;
        insta::assert_json_snapshot!("organization", vic.get(&acme.path("")).await.snapshot());
    }

    async fn the_active_organization_is_a_default_that_one_may_set_to_ones_own(app: TestApp) {
        let acme = app.team("Acme").await;
        let rival = app.team("Rival").await;
        let ana = app.member(&acme, Role::Member, "Ana").await;
        let former = app.former_member(&acme, Role::Owner, "Former").await;
        let current = async |actor: &Actor| actor.get("/memberships/current").await.body["organization"]["name"].clone();
        assert_eq!(current(&ana).await, "Ana");
        let chosen = ana.put("/session/active-organization", json!({"organizationId": acme.id})).await;
        insta::assert_json_snapshot!("active_organization", chosen.snapshot());
        assert_eq!(current(&ana).await, "Acme");
        let session = ana.get("/auth/session").await.body;
        assert_eq!(session["activeOrganizationId"], json!(acme.id));
        for (actor, team) in [(&ana, &rival), (&former, &acme)] {
            let refused = actor.put("/session/active-organization", json!({"organizationId": team.id})).await;
            assert_eq!((refused.status, refused.code()), (404, "organization_not_found"));
            assert!(refused.body["memberships"].is_array(), "where they may go");
        }
        assert_eq!(current(&ana).await, "Acme");
        app.database.execute("UPDATE memberships SET is_active = FALSE WHERE role = 'member'").await;
        assert_eq!(current(&ana).await, "Ana", "a default that went stale gives way");
    }
}
