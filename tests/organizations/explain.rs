//! `tenure explain access`: every outcome, with its reasons.

use serde_json::json;
use tenure_app::tenancy::explain::Outcome;
use tenure_domain::email::EmailAddress;
use tenure_domain::permission::Permission;
use tenure_domain::role::Role;
use tenure_testkit::{TestApp, each_engine};

async fn outcome(
    app: &TestApp,
    email: &str,
    slug: &str,
    permission: Permission,
) -> (Outcome, usize) {
    let email = EmailAddress::parse(email).expect("an address");
    let explained = app
        .tenure
        .explain_access(&email, slug, permission)
        .await
        .expect("the database answers");
    assert_eq!(
        explained.remedy.is_none(),
        explained.outcome == Outcome::Allowed
    );
    (explained.outcome, explained.reasons.len())
}

each_engine! {
    async fn a_choice_of_the_organization_is_among_the_reasons(app: TestApp) {
        let acme = app.team("Acme").await;
        let olaf = app.member(&acme, Role::Owner, "Olaf").await;
        app.member(&acme, Role::Member, "Max").await;
        let max = EmailAddress::parse("max@example.com").expect("an address");
        let explain = async || app.tenure.explain_access(&max, "acme", Permission::ReadRates).await.expect("the database answers");
        let closed = explain().await;
        assert_eq!((closed.outcome, closed.granted_to.len()), (Outcome::RoleLacksPermission, 3));
        assert!(closed.reasons.iter().any(|reason| reason.contains("its setting ratesVisibleTo is managers")), "{closed:?}");
        assert!(closed.remedy.is_some_and(|remedy| remedy.contains("ratesVisibleTo to members")));
        olaf.patch(&acme.path(""), json!({"ratesVisibleTo": "members"})).await;
        let open = explain().await;
        assert_eq!((open.outcome, open.granted_to.len()), (Outcome::Allowed, 4));
        assert!(open.reasons.iter().any(|reason| reason.contains("its setting ratesVisibleTo is members")), "{open:?}");
    }

    async fn each_outcome_has_its_chain_of_reasons(app: TestApp) {
        let acme = app.team("Acme").await;
        let olaf = app.member(&acme, Role::Owner, "Olaf").await;
        app.member(&acme, Role::Member, "Max").await;
        app.user("Stranger").await;
        let update = Permission::UpdateProjects;
        assert_eq!(outcome(&app, "OLAF@example.com", "acme", update).await, (Outcome::Allowed, 4));
        assert_eq!(outcome(&app, "max@example.com", "acme", update).await, (Outcome::RoleLacksPermission, 4));
        assert_eq!(outcome(&app, "stranger@example.com", "acme", update).await, (Outcome::NotAMember, 3));
        assert_eq!(outcome(&app, "nobody@example.com", "acme", update).await, (Outcome::UserUnknown, 1));
        assert_eq!(outcome(&app, "max@example.com", "globex", update).await, (Outcome::OrganizationUnknown, 2));

        let members = olaf.get(&acme.path("members")).await;
        let of_max = members.body["page"].as_array().expect("members").iter().find(|member| member["role"] == "member");
        let path = acme.path(&format!("members/{}", of_max.expect("Max")["id"].as_str().expect("an id")));
        olaf.patch(&path, json!({"active": false})).await;
        assert_eq!(outcome(&app, "max@example.com", "acme", update).await, (Outcome::Inactive, 4));
        olaf.patch(&acme.path(""), json!({"slug": "acme-labs"})).await;
        assert_eq!(outcome(&app, "olaf@example.com", "acme", update).await.0, Outcome::Allowed);
    }
}
