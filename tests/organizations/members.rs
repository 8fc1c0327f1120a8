//! Members: roles, leaving, removing; and that an owner is always left.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};
use tenure_domain::role::Role;
use tenure_testkit::{Actor, Engine, Team, TestApp, each_engine};

async fn members(actor: &Actor, team: &Team) -> Vec<Value> {
    actor.get(&team.path("members")).await.body["page"]
        .as_array()
        .expect("members")
        .clone()
}

async fn membership(actor: &Actor, team: &Team, of: &Actor) -> String {
    let user = of.user_id().to_string();
    let members = members(actor, team).await;
    let found = members
        .iter()
        .find(|member| member["userId"] == user.as_str())
        .expect("a member");
    team.path(&format!("members/{}", found["id"].as_str().expect("an id")))
}

each_engine! {
    async fn a_change_of_role_counts_from_the_next_request_on(app: TestApp) {
        let acme = app.team("Acme").await;
        let ada = app.member(&acme, Role::Admin, "Ada").await;
        let max = app.member(&acme, Role::Member, "Max").await;
        assert_eq!(max.post(&acme.path("clients"), json!({"name": "Globex"})).await.status, 403);
        let path = membership(&ada, &acme, &max).await;
        let changed = ada.patch(&path, json!({"role": "manager"})).await;
        assert_eq!((changed.status, changed.body["role"].as_str()), (200, Some("manager")));
        assert_eq!(max.post(&acme.path("clients"), json!({"name": "Globex"})).await.status, 201);
        ada.patch(&path, json!({"active": false})).await;
        assert_eq!(max.get(&acme.path("clients")).await.code(), "organization_not_found");
        ada.patch(&path, json!({"active": true})).await;
        assert_eq!(max.get(&acme.path("clients")).await.status, 200);
    }

    async fn nobody_gives_or_changes_a_role_above_their_own(app: TestApp) {
        let acme = app.team("Acme").await;
        let olaf = app.member(&acme, Role::Owner, "Olaf").await;
        let ada = app.member(&acme, Role::Admin, "Ada").await;
        let max = app.member(&acme, Role::Member, "Max").await;
        let of_max = membership(&ada, &acme, &max).await;
        let of_olaf = membership(&ada, &acme, &olaf).await;
        let of_ada = membership(&ada, &acme, &ada).await;
        assert_eq!(ada.patch(&of_max, json!({"role": "owner"})).await.code(), "role_above_own");
        assert_eq!(ada.patch(&of_olaf, json!({"role": "member"})).await.code(), "role_above_own");
        assert_eq!(ada.delete(&of_olaf).await.code(), "role_above_own");
        assert_eq!(ada.patch(&of_ada, json!({"role": "owner"})).await.code(), "role_above_own");
        assert_eq!(max.patch(&of_max, json!({"role": "owner"})).await.code(), "access_denied");
    }

    async fn the_last_active_owner_cannot_leave_be_demoted_deactivated_or_removed(app: TestApp) {
        let acme = app.team("Acme").await;
        let olaf = app.member(&acme, Role::Owner, "Olaf").await;
        app.member(&acme, Role::Admin, "Ada").await;
        let path = membership(&olaf, &acme, &olaf).await;
        assert_eq!(olaf.patch(&path, json!({"role": "admin"})).await.code(), "last_owner");
        assert_eq!(olaf.patch(&path, json!({"active": false})).await.code(), "last_owner");
        assert_eq!(olaf.delete(&path).await.code(), "last_owner");
        assert_eq!(olaf.post(&acme.path("leave"), json!({})).await.code(), "last_owner");
    }

    async fn two_owners_who_demote_each_other_at_once_leave_one(app: TestApp) {
        for round in 0..8 {
            let acme = app.team(&format!("Acme {round}")).await;
            let olaf = app.member(&acme, Role::Owner, &format!("Olaf {round}")).await;
            let otto = app.member(&acme, Role::Owner, &format!("Otto {round}")).await;
            let (of_olaf, of_otto) = (membership(&olaf, &acme, &olaf).await, membership(&olaf, &acme, &otto).await);
            let demote = |actor: Actor, path: String| tokio::spawn(async move { actor.patch(&path, json!({"role": "admin"})).await });
            let (one, other) = (demote(olaf.clone(), of_otto), demote(otto, of_olaf));
            let statuses = [one.await.expect("an answer").status, other.await.expect("an answer").status];
            assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
            let owners = members(&olaf, &acme).await.into_iter().filter(|member| member["role"] == "owner").count();
            assert_eq!(owners, 1);
        }
    }

    async fn what_a_removed_member_tracked_stays(app: TestApp) {
        let acme = app.team("Acme").await;
        let olaf = app.member(&acme, Role::Owner, "Olaf").await;
        let max = app.member(&acme, Role::Member, "Max").await;
        let entry = json!({"startedAt": "2026-11-09T08:00:00Z", "stoppedAt": "2026-11-09T09:00:00Z"});
        assert_eq!(max.post(&acme.path("time-entries"), entry).await.status, 201);
        assert_eq!(olaf.delete(&membership(&olaf, &acme, &max).await).await.status, 204);
        assert_eq!(max.get(&acme.path("time-entries")).await.code(), "organization_not_found");
        let entries = olaf.get(&acme.path("time-entries")).await;
        assert_eq!(entries.body["page"][0]["userId"], max.user_id().to_string());
        let gone = members(&olaf, &acme).await.into_iter().find(|member| member["userId"] == max.user_id().to_string().as_str());
        assert_eq!(gone.expect("a former member")["removed"], true);
        let again = membership(&olaf, &acme, &max).await;
        assert_eq!(olaf.patch(&again, json!({"active": true})).await.code(), "not_found");
    }

    async fn whoever_leaves_is_in_their_personal_workspace_again(app: TestApp) {
        let acme = app.team("Acme").await;
        app.member(&acme, Role::Owner, "Olaf").await;
        let max = app.member(&acme, Role::Member, "Max").await;
        max.put("/session/active-organization", json!({"organizationId": acme.id})).await;
        assert_eq!(max.post(&acme.path("leave"), json!({})).await.status, 204);
        assert_eq!(max.get("/memberships/current").await.body["organization"]["kind"], "personal");
        assert_eq!(max.get("/memberships").await.body["page"].as_array().map(Vec::len), Some(1));
    }

    async fn a_personal_workspace_cannot_be_left_or_handed_on(app: TestApp) {
        let ann = app.user("Ann").await;
        assert_eq!(ann.post(&ann.personal_path("leave"), json!({})).await.code(), "personal_workspace");
        let members = ann.get(&ann.personal_path("members")).await;
        let own = members.body["page"][0]["id"].clone();
        let transfer = ann.post(&ann.personal_path("transfer"), json!({"membershipId": own})).await;
        assert_eq!(transfer.code(), "personal_workspace");
    }

    async fn an_owner_hands_the_organization_on_and_becomes_admin(app: TestApp) {
        let acme = app.team("Acme").await;
        let olaf = app.member(&acme, Role::Owner, "Olaf").await;
        let ada = app.member(&acme, Role::Admin, "Ada").await;
        let path = membership(&olaf, &acme, &ada).await;
        let id = path.rsplit('/').next().expect("an id");
        assert_eq!(ada.post(&acme.path("transfer"), json!({"membershipId": id})).await.code(), "access_denied");
        assert_eq!(olaf.post(&acme.path("transfer"), json!({"membershipId": id})).await.body["role"], "owner");
        let role_of = |members: &[Value], actor: &Actor| {
            let user = actor.user_id().to_string();
            members.iter().find(|member| member["userId"] == user.as_str()).map(|member| member["role"].clone())
        };
        let members = members(&ada, &acme).await;
        assert_eq!(role_of(&members, &olaf), Some(json!("admin")));
        assert_eq!(role_of(&members, &ada), Some(json!("owner")));
    }
}

/// One thing that somebody tries.
#[derive(Debug, Clone)]
struct Attempt {
    by: usize,
    on: usize,
    what: What,
}

#[derive(Debug, Clone)]
enum What {
    Role(Role),
    Active(bool),
    Remove,
    Leave,
    Transfer,
}

fn attempts() -> impl Strategy<Value = Vec<Attempt>> {
    let role = prop::sample::select(Role::ALL.to_vec());
    let what = prop_oneof![
        4 => role.prop_map(What::Role),
        2 => any::<bool>().prop_map(What::Active),
        1 => Just(What::Remove),
        1 => Just(What::Leave),
        1 => Just(What::Transfer),
    ];
    prop::collection::vec(
        (0..4_usize, 0..4_usize, what).prop_map(|(by, on, what)| Attempt { by, on, what }),
        1..12,
    )
}

/// Whatever four people try at the same time, an active owner is left, and nobody gets a role from
/// someone below it.
async fn try_all(engine: Engine, attempts: Vec<Attempt>) {
    let app = TestApp::on(engine).await;
    let acme = app.team("Acme").await;
    let mut people = Vec::new();
    for (number, role) in [Role::Owner, Role::Owner, Role::Admin, Role::Member]
        .into_iter()
        .enumerate()
    {
        people.push(app.member(&acme, role, &format!("Person {number}")).await);
    }
    let witness = app.member(&acme, Role::Viewer, "Witness").await;
    let mut paths = Vec::new();
    for person in &people {
        paths.push(membership(&witness, &acme, person).await);
    }
    let tried: Vec<_> = attempts
        .into_iter()
        .map(|Attempt { by, on, what }| {
            let (actor, path, team) = (people[by].clone(), paths[on].clone(), acme.clone());
            tokio::spawn(async move {
                match what {
                    What::Role(role) => actor.patch(&path, json!({"role": role})).await,
                    What::Active(active) => actor.patch(&path, json!({"active": active})).await,
                    What::Remove => actor.delete(&path).await,
                    What::Leave => actor.post(&team.path("leave"), json!({})).await,
                    What::Transfer => {
                        let id = path.rsplit('/').next().expect("an id");
                        actor
                            .post(&team.path("transfer"), json!({"membershipId": id}))
                            .await
                    }
                }
            })
        })
        .collect();
    for attempt in tried {
        let answer = attempt.await.expect("an answer");
        assert!(answer.status < 500, "{}", answer.body);
    }
    let members = members(&witness, &acme).await;
    assert!(
        members
            .iter()
            .any(|member| member["role"] == "owner" && member["active"] == true),
        "{members:?}"
    );
    assert_eq!(members.len(), 5);
}

fn any_interleaving_keeps_an_owner(engine: Engine) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime");
    let mut runner = TestRunner::new(Config {
        cases: 12,
        failure_persistence: None,
        ..Config::default()
    });
    let outcome = runner.run(&attempts(), |attempts| {
        runtime.block_on(try_all(engine, attempts));
        Ok(())
    });
    outcome.expect("an active owner is left");
}

#[test]
fn any_interleaving_keeps_an_owner_on_sqlite() {
    any_interleaving_keeps_an_owner(Engine::Sqlite);
}

#[test]
fn any_interleaving_keeps_an_owner_on_postgres() {
    any_interleaving_keeps_an_owner(Engine::Postgres);
}
