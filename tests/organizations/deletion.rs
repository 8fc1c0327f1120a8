//! Deleting an organization: with its address typed, after a time in which it can be restored.

use axum::http::Method;
use serde_json::{Value, json};
use tenure_api::routes::{Needs, table};
use tenure_app::tenancy::explain::Outcome;
use tenure_domain::email::EmailAddress;
use tenure_domain::organization::GRACE_SECONDS;
use tenure_domain::permission::Permission;
use tenure_domain::role::Role;
use tenure_domain::time::Clock as _;
use tenure_testkit::{Actor, Answer, Team, TestApp, each_engine};

async fn delete(actor: &Actor, team: &Team, confirm: &str) -> Answer {
    let body = json!({"confirm": confirm});
    actor.send(Method::DELETE, &team.path(""), Some(body)).await
}

async fn organizations(actor: &Actor) -> Vec<String> {
    let memberships = actor.get("/memberships").await;
    let page = memberships.body["page"]
        .as_array()
        .expect("memberships")
        .clone();
    page.iter()
        .map(|one| {
            one["organization"]["name"]
                .as_str()
                .expect("a name")
                .to_owned()
        })
        .collect()
}

each_engine! {
    async fn an_organization_that_waits_to_be_deleted_is_open_to_its_owners_alone(app: TestApp) {
        let acme = app.team("Acme").await;
        let olaf = app.member(&acme, Role::Owner, "Olaf").await;
        let ada = app.member(&acme, Role::Admin, "Ada").await;
        let deleted = delete(&olaf, &acme, "acme").await;
        assert_eq!(deleted.status, 200, "{}", deleted.body);
        assert_eq!(deleted.body["deletion"]["requestedBy"], json!(olaf.user_id()));
        let due = app.clock.now().plus_seconds(GRACE_SECONDS);
        assert_eq!(deleted.body["deletion"]["due"], json!(due));

        assert_eq!(ada.get(&acme.path("")).await.code(), "organization_not_found");
        assert_eq!(ada.get("/memberships/by-slug/acme").await.code(), "organization_not_found");
        assert_eq!(organizations(&ada).await, ["Ada"]);
        assert_eq!(organizations(&olaf).await, ["Olaf", "Acme"]);
        let seen = olaf.get("/memberships/by-slug/acme").await;
        assert_eq!(seen.body["organization"]["deletion"], deleted.body["deletion"]);
        let permissions = seen.body["permissions"].as_array().expect("permissions");
        assert!(permissions.contains(&json!("organization.restore")) && permissions.contains(&json!("projects.read")));
        assert!(!permissions.contains(&json!("projects.create")), "{permissions:?}");
    }

    async fn whoever_tries_to_write_there_is_told_that_it_is_to_be_deleted(app: TestApp) {
        let acme = app.team("Acme").await;
        let olaf = app.member(&acme, Role::Owner, "Olaf").await;
        delete(&olaf, &acme, "acme").await;
        let mut tried = 0;
        for route in table() {
            let Needs::Permission(permission) = route.needs else { continue };
            if permission.only_reads() || route.function == "organizations.restore" {
                continue;
            }
            tried += 1;
            let path = route.path.replace("{organizationId}", &acme.id.to_string());
            let method = route.method.parse().expect("a method");
            let answer = olaf.send(method, &path, Some(json!({}))).await;
            assert_eq!((answer.status, answer.code()), (409, "organization_closing"), "{}", route.function);
        }
        assert!(tried > 15, "only {tried} routes write");
        for list in ["", "members", "clients", "projects", "time-entries", "audit-log", "reports/summary"] {
            assert_eq!(olaf.get(&acme.path(list)).await.status, 200, "{list}");
        }
    }

    async fn a_wrong_confirmation_deletes_nothing(app: TestApp) {
        let acme = app.team("Acme").await;
        let olaf = app.member(&acme, Role::Owner, "Olaf").await;
        for wrong in ["", "Acme", "acme-2"] {
            let refused = delete(&olaf, &acme, wrong).await;
            let field = &refused.body["fields"][0]["field"];
            assert_eq!((refused.code(), field), ("validation_failed", &json!("confirm")), "{wrong}");
        }
        assert_eq!(olaf.get(&acme.path("")).await.body["deletion"], Value::Null);
    }

    async fn a_personal_workspace_is_never_deleted(app: TestApp) {
        let ann = app.user("Ann").await;
        let path = ann.personal_path("");
        let refused = ann.send(Method::DELETE, path.trim_end_matches('/'), Some(json!({"confirm": "ann"}))).await;
        assert_eq!((refused.status, refused.code()), (409, "personal_workspace"));
    }

    async fn an_owner_restores_it_and_everybody_is_in_again(app: TestApp) {
        let acme = app.team("Acme").await;
        let olaf = app.member(&acme, Role::Owner, "Olaf").await;
        let max = app.member(&acme, Role::Member, "Max").await;
        delete(&olaf, &acme, "acme").await;
        assert_eq!(delete(&olaf, &acme, "acme").await.code(), "organization_closing");
        app.clock.advance(GRACE_SECONDS - 1);
        let restored = olaf.post(&acme.path("restore"), json!({})).await;
        assert_eq!((restored.status, &restored.body["deletion"]), (200, &Value::Null));
        assert_eq!(max.get(&acme.path("projects")).await.status, 200);
        assert_eq!(olaf.post(&acme.path("clients"), json!({"name": "Globex"})).await.status, 201);
        let log = olaf.get(&acme.path("audit-log")).await;
        let told: Vec<_> = log.body["page"].as_array().expect("entries").iter().map(|entry| entry["function"].clone()).collect();
        assert_eq!(told, ["organizations.restore", "organizations.delete"]);
        assert_eq!(log.body["page"][1]["after"]["deletion"]["requestedBy"], json!(olaf.user_id()));
    }

    async fn the_timers_that_run_there_are_stopped(app: TestApp) {
        let acme = app.team("Acme").await;
        let olaf = app.member(&acme, Role::Owner, "Olaf").await;
        let max = app.member(&acme, Role::Member, "Max").await;
        max.post(&acme.path("timer/start"), json!({})).await;
        app.clock.advance(600);
        delete(&olaf, &acme, "acme").await;
        assert_eq!(max.get("/timers").await.body["page"], json!([]));
        let entries = olaf.get(&acme.path("time-entries")).await;
        assert_eq!(entries.body["page"][0]["seconds"], 600);
    }

    async fn open_pages_of_members_close_and_owners_are_told(app: TestApp) {
        let acme = app.team("Acme").await;
        let olaf = app.member(&acme, Role::Owner, "Olaf").await;
        let max = app.member(&acme, Role::Member, "Max").await;
        let mut of_olaf = olaf.events(&acme.path("events"), None).await;
        let mut of_max = max.events(&acme.path("events"), None).await;
        assert_eq!((of_olaf.message().await.event, of_max.message().await.event), ("ready".to_owned(), "ready".to_owned()));
        delete(&olaf, &acme, "acme").await;
        assert_eq!(of_max.message().await.event, "revoked");
        assert_eq!(of_max.next().await, None);
        let told = of_olaf.message().await;
        assert_eq!((told.event.as_str(), &told.data["table"]), ("changed", &json!("organizations")));
    }

    async fn what_is_under_way_while_it_is_deleted_is_done_before_or_not_at_all(app: TestApp) {
        let acme = app.team("Acme").await;
        let olaf = app.member(&acme, Role::Owner, "Olaf").await;
        let mia = app.member(&acme, Role::Manager, "Mia").await;
        let writes: Vec<_> = (0..24)
            .map(|number| {
                let (mia, path) = (mia.clone(), acme.path("clients"));
                tokio::spawn(async move { mia.post(&path, json!({"name": format!("Client {number}")})).await })
            })
            .collect();
        delete(&olaf, &acme, "acme").await;
        let seen = olaf.get(&acme.path("clients?limit=200")).await.body["page"].as_array().map(Vec::len);
        let mut done = 0;
        for write in writes {
            let answer = write.await.expect("an answer");
            match (answer.status, answer.code()) {
                (201, _) => done += 1,
                (404, "organization_not_found") | (409, "organization_closing") => {}
                _ => panic!("{}", answer.body),
            }
        }
        assert_eq!(seen, Some(done));
    }

    async fn of_two_owners_who_delete_it_at_once_one_does(app: TestApp) {
        let acme = app.team("Acme").await;
        let olaf = app.member(&acme, Role::Owner, "Olaf").await;
        let otto = app.member(&acme, Role::Owner, "Otto").await;
        let (one, other) = tokio::join!(delete(&olaf, &acme, "acme"), delete(&otto, &acme, "acme"));
        let mut codes = [one.code().to_owned(), other.code().to_owned()];
        codes.sort();
        assert_eq!(codes, ["", "organization_closing"]);
    }

    async fn whoever_explains_access_is_told_that_it_is_to_be_deleted(app: TestApp) {
        let acme = app.team("Acme").await;
        let olaf = app.member(&acme, Role::Owner, "Olaf").await;
        app.member(&acme, Role::Admin, "Ada").await;
        delete(&olaf, &acme, "acme").await;
        for (email, permission, expected) in [
            ("olaf@example.com", Permission::UpdateProjects, Outcome::OrganizationClosing),
            ("olaf@example.com", Permission::ReadProjects, Outcome::Allowed),
            ("ada@example.com", Permission::ReadProjects, Outcome::OrganizationClosing),
        ] {
            let address = EmailAddress::parse(email).expect("an address");
            let explained = app.tenure.explain_access(&address, "acme", permission).await.expect("an answer");
            assert_eq!(explained.outcome, expected, "{email} {permission}");
        }
    }
}
