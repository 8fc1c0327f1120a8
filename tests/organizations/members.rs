//! Members: roles, leaving, removing; and that an owner is always left.

use std::collections::HashSet;

use axum::http::Method;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};
use tenure_domain::role::Role;
use tenure_testkit::{Actor, Engine, Team, TestApp, each_engine};
use uuid::Uuid;

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

    async fn a_placeholder_is_merged_into_the_member_it_stands_for(app: TestApp) {
        let acme = app.team("Acme").await;
        let ada = app.member(&acme, Role::Admin, "Ada").await;
        let max = app.member(&acme, Role::Member, "Max").await;
        let (placeholder, unknown) = app.placeholder(&acme, "Somebody").await;
        let entry = json!({"startedAt": "2026-11-09T08:00:00Z", "stoppedAt": "2026-11-09T09:00:00Z", "userId": unknown});
        assert_eq!(ada.post(&acme.path("time-entries"), entry).await.status, 201);
        let of_max = membership(&ada, &acme, &max).await;
        let id = |path: &str| path.rsplit('/').next().expect("an id").to_owned();
        let merge = acme.path(&format!("members/{placeholder}/merge"));
        let path_of_max = format!("{of_max}/merge");
        for (actor, path, into, code) in [
            (&max, &merge, id(&of_max), "access_denied"),
            (&ada, &merge, placeholder.to_string(), "validation_failed"),
            (&ada, &merge, acme.id.to_string(), "validation_failed"),
            (&ada, &path_of_max, id(&of_max), "not_found"),
        ] {
            assert_eq!(actor.post(path, json!({"into": into})).await.code(), code, "{path} {into}");
        }
        let merged = ada.post(&merge, json!({"into": id(&of_max)})).await;
        assert_eq!((merged.status, &merged.body["userId"]), (200, &json!(max.user_id())), "{}", merged.body);
        let entries = max.get(&acme.path("time-entries")).await;
        assert_eq!(entries.body["page"][0]["userId"], json!(max.user_id()));
        assert_eq!(ada.post(&merge, json!({"into": id(&of_max)})).await.code(), "not_found");
        let left = ada.get(&acme.path("members?state=placeholder")).await;
        assert_eq!(left.body["page"], json!([]));
        let log = ada.get(&acme.path("audit-log?function=members.merge")).await;
        assert_eq!(log.body["page"][0]["after"]["timeEntries"], 1);
    }

    async fn members_are_found_by_name_state_and_role(app: TestApp) {
        let acme = app.team("Acme").await;
        let olaf = app.member(&acme, Role::Owner, "Olaf").await;
        let max = app.member(&acme, Role::Member, "Max").await;
        app.colleague(&acme, Role::Viewer, "\u{c4}nne Stra\u{df}e").await;
        app.placeholder(&acme, "Maximilian").await;
        app.former_member(&acme, Role::Admin, "Gone").await;
        olaf.delete(&membership(&olaf, &acme, &max).await).await;
        let found = async |query: &str| -> Vec<String> {
            let answer = olaf.get(&acme.path(&format!("members?{query}"))).await;
            let page = answer.body["page"].as_array().unwrap_or_else(|| panic!("{}", answer.body)).clone();
            // Ids of one moment are in no order.
            let mut names: Vec<_> = page.iter().map(|member| member["name"].as_str().expect("a name").to_owned()).collect();
            names.sort();
            names
        };
        assert_eq!(found("search=MAX").await, ["Max", "Maximilian"]);
        assert_eq!(found("search=%C3%A4NNE%20STRASSE").await, ["\u{c4}nne Stra\u{df}e"]);
        assert_eq!(found("search=%25").await, Vec::<String>::new());
        assert_eq!(found("state=active").await, ["Olaf", "\u{c4}nne Stra\u{df}e"]);
        assert_eq!(found("state=inactive").await, ["Gone"]);
        assert_eq!(found("state=removed").await, ["Max"]);
        assert_eq!(found("state=placeholder").await, ["Maximilian"]);
        assert_eq!(found("role=viewer").await, ["\u{c4}nne Stra\u{df}e"]);
        assert_eq!(found("role=member&state=placeholder&search=x").await, ["Maximilian"]);
        assert_eq!(olaf.get(&acme.path("members?state=asleep")).await.code(), "malformed_request");
    }

    async fn names_come_back_as_they_were_written(app: TestApp) {
        let acme = app.team("Acme").await;
        let olaf = app.member(&acme, Role::Owner, "Olaf").await;
        let long = "\u{5e9}".repeat(200);
        let names = ["<script>alert(1)</script>", "\u{5d0}\u{5d1}\u{202e}abc", "\u{1f469}\u{200d}\u{1f680} \u{1f1e9}\u{1f1ea}", "O'Brien \"Bob\" & Co", long.as_str()];
        for name in names {
            app.colleague(&acme, Role::Viewer, name).await;
        }
        let listed = members(&olaf, &acme).await;
        let listed: HashSet<_> = listed.iter().map(|member| member["name"].as_str().expect("a name")).collect();
        assert_eq!(listed, names.into_iter().chain(["Olaf"]).collect());
    }

    async fn ten_thousand_members_are_paged_through_without_doubles(app: TestApp) {
        const MEMBERS: usize = 10_000;
        let acme = app.team("Acme").await;
        let olaf = app.member(&acme, Role::Owner, "Olaf").await;
        let team = app.database.literal(acme.id.uuid());
        // Ids after everybody's who was made by the clock.
        let id = |number: usize| app.database.literal(Uuid::from_u128((0xffff_ffff_ffff_7000_8000_u128 << 48) + number as u128));
        for chunk in (0..MEMBERS).collect::<Vec<_>>().chunks(1000) {
            let users: Vec<String> = chunk.iter().map(|number| format!("({}, 'Person {number}', FALSE, FALSE, 0, 0)", id(*number))).collect();
            let memberships: Vec<String> = chunk.iter().map(|number| format!("({team}, {0}, {0}, 'member', TRUE, 0, 0)", id(*number))).collect();
            app.database.execute(&format!(
                "INSERT INTO users (id, name, is_operator, is_placeholder, created_at, updated_at) VALUES {};
                 INSERT INTO memberships (organization_id, id, user_id, role, is_active, created_at, updated_at) VALUES {}",
                users.join(", "), memberships.join(", ")
            )).await;
        }
        for (query, expected) in [("", MEMBERS + 1), ("&search=person%209", 1111), ("&role=owner", 1)] {
            let (mut seen, mut cursor, mut listed) = (HashSet::new(), String::new(), 0);
            loop {
                let page = olaf.get(&acme.path(&format!("members?limit=200{query}{cursor}"))).await.body;
                let rows = page["page"].as_array().unwrap_or_else(|| panic!("{page}"));
                listed += rows.len();
                seen.extend(rows.iter().map(|member| member["id"].as_str().expect("an id").to_owned()));
                if page["isDone"] == true {
                    break;
                }
                cursor = format!("&cursor={}", page["continueCursor"].as_str().expect("a cursor"));
            }
            assert_eq!((listed, seen.len()), (expected, expected), "{query}");
        }
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
    Merge,
    Delete,
    Restore,
}

fn attempts() -> impl Strategy<Value = Vec<Attempt>> {
    let role = prop::sample::select(Role::ALL.to_vec());
    let what = prop_oneof![
        4 => role.prop_map(What::Role),
        2 => any::<bool>().prop_map(What::Active),
        1 => Just(What::Remove),
        1 => Just(What::Leave),
        1 => Just(What::Transfer),
        1 => Just(What::Merge),
        1 => Just(What::Delete),
        1 => Just(What::Restore),
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
    let (placeholder, unknown) = app.placeholder(&acme, "Somebody").await;
    let entry = json!({"startedAt": "2026-11-09T08:00:00Z", "stoppedAt": "2026-11-09T09:00:00Z", "userId": unknown});
    assert_eq!(
        people[0]
            .post(&acme.path("time-entries"), entry)
            .await
            .status,
        201
    );
    let merge = acme.path(&format!("members/{placeholder}/merge"));
    let tried: Vec<_> = attempts
        .into_iter()
        .map(|Attempt { by, on, what }| {
            let (actor, path, team) = (people[by].clone(), paths[on].clone(), acme.clone());
            let merge = merge.clone();
            tokio::spawn(async move {
                match what {
                    What::Role(role) => actor.patch(&path, json!({"role": role})).await,
                    What::Active(active) => actor.patch(&path, json!({"active": active})).await,
                    What::Remove => actor.delete(&path).await,
                    What::Leave => actor.post(&team.path("leave"), json!({})).await,
                    What::Merge => {
                        let id = path.rsplit('/').next().expect("an id");
                        actor.post(&merge, json!({"into": id})).await
                    }
                    What::Delete => {
                        let confirm = Some(json!({"confirm": team.slug}));
                        actor.send(Method::DELETE, &team.path(""), confirm).await
                    }
                    What::Restore => actor.post(&team.path("restore"), json!({})).await,
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
    // If it waits to be deleted at the end, an owner is left who can restore it, and does.
    let mut restored = false;
    for person in &people {
        restored |= person.post(&acme.path("restore"), json!({})).await.status == 200;
    }
    assert!(restored, "nobody could restore it");
    let members = members(&witness, &acme).await;
    assert!(
        members
            .iter()
            .any(|member| member["role"] == "owner" && member["active"] == true),
        "{members:?}"
    );
    assert_eq!(members.len(), 6);
    let holders = format!(
        "SELECT COUNT(*) FROM time_entries t JOIN memberships m ON m.organization_id = t.organization_id AND m.user_id = t.user_id
         WHERE t.organization_id = {}",
        app.database.literal(acme.id.uuid())
    );
    assert_eq!(
        app.database.number(&holders).await,
        1,
        "what the placeholder held is somebody's"
    );
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
