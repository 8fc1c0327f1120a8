//! `/organizations/{organizationId}/time-entries`

use serde_json::{Value, json};
use tenure_domain::role::Role;
use tenure_testkit::{Actor, Team, TestApp, each_engine};

use super::lists::walk;

/// A team with a manager and a member.
async fn a_team(app: &TestApp) -> (Team, Actor, Actor) {
    let acme = app.team("Acme").await;
    let mia = app.member(&acme, Role::Manager, "Mia").await;
    let ana = app.member(&acme, Role::Member, "Ana").await;
    (acme, mia, ana)
}

fn entry(hour: u32, description: &str) -> Value {
    json!({
        "startedAt": format!("2026-11-10T{hour:02}:00:00Z"),
        "stoppedAt": format!("2026-11-10T{hour:02}:30:00Z"),
        "description": description,
    })
}

fn descriptions(rows: &[Value]) -> Vec<&str> {
    rows.iter()
        .map(|row| row["description"].as_str().expect("a description"))
        .collect()
}

each_engine! {
    async fn an_entry_is_written_down_read_changed_and_deleted(app: TestApp) {
        let (acme, mia, ana) = a_team(&app).await;
        let project = mia.post(&acme.path("projects"), json!({"name": "Site"})).await.id();
        let category = app.category(&acme, "Design").await.to_string();
        let answer = ana.post(&acme.path("time-entries"), json!({
            "startedAt": "2026-11-10T10:00:00.4+01:00", "stoppedAt": "2026-11-10T10:00:00.900Z",
            "description": " Sketches\n", "projectId": project, "categoryId": category,
        })).await;
        insta::assert_json_snapshot!("time_entry", answer.snapshot());
        let path = acme.path(&format!("time-entries/{}", answer.id()));
        assert_eq!(ana.get(&path).await.body, answer.body);
        app.clock.advance(60);
        let changed = ana.patch(&path, json!({
            "startedAt": "2026-11-09T09:00:00Z", "description": null, "projectId": null, "categoryId": null,
        })).await;
        insta::assert_json_snapshot!("time_entry_changed", changed.snapshot());
        assert_eq!(ana.get(&path).await.body, changed.body);
        assert_eq!(ana.delete(&path).await.status, 204);
        for gone in [ana.get(&path).await, ana.delete(&path).await, ana.patch(&path, json!({})).await] {
            assert_eq!((gone.status, gone.code()), (404, "not_found"));
        }
    }

    async fn an_entry_ends_at_or_after_its_start(app: TestApp) {
        let (acme, _, ana) = a_team(&app).await;
        let mut backwards = entry(9, "");
        backwards["stoppedAt"] = json!("2026-11-10T08:59:59.999Z");
        let refused = ana.post(&acme.path("time-entries"), backwards).await;
        insta::assert_json_snapshot!("time_entry_backwards", refused.snapshot());
        let mut empty = entry(9, "");
        empty["stoppedAt"] = empty["startedAt"].clone();
        let moment = ana.post(&acme.path("time-entries"), empty).await;
        assert_eq!((moment.status, &moment.body["seconds"]), (201, &json!(0)));
        let path = acme.path(&format!("time-entries/{}", moment.id()));
        assert_eq!(ana.patch(&path, json!({"startedAt": "2026-11-10T10:00:00Z"})).await.code(), "validation_failed");
        assert_eq!(ana.patch(&path, json!({"startedAt": null})).await.body["fields"][0]["code"], "required");
        let long = ana.patch(&path, json!({"description": "x".repeat(5001)})).await;
        assert_eq!(long.body["fields"][0]["code"], "too_long");
        for odd in [json!({"startedAt": "yesterday"}), json!({"startedAt": 7}), json!({"source": "timer"}), json!({"userId": ana.user_id()})] {
            assert_eq!(ana.patch(&path, odd.clone()).await.code(), "malformed_request", "{odd}");
        }
    }

    async fn references_that_are_not_there_are_all_named(app: TestApp) {
        let (acme, mia, _) = a_team(&app).await;
        let unknown = "01a1c554-5200-7707-8707-070707070707";
        let mut new = entry(9, "");
        new["projectId"] = json!(unknown);
        new["categoryId"] = json!(unknown);
        let answer = mia.post(&acme.path("time-entries"), new).await;
        insta::assert_json_snapshot!("time_entry_of_unknown", answer.snapshot());
        let mut foreign = entry(9, "");
        foreign["userId"] = json!(unknown);
        let answer = mia.post(&acme.path("time-entries"), foreign).await;
        assert_eq!(answer.body["fields"][0]["field"], "userId", "{}", answer.body);
    }

    async fn members_reach_their_own_entries_and_managers_everyones(app: TestApp) {
        let (acme, mia, ana) = a_team(&app).await;
        let entries = acme.path("time-entries");
        let of_mia = ana_or_mia(&mia, &entries, "by Mia").await;
        let of_ana = ana_or_mia(&ana, &entries, "by Ana").await;
        assert_eq!(descriptions(&walk(&ana, &entries, 1).await), ["by Ana"]);
        assert_eq!(walk(&mia, &entries, 1).await.len(), 2);
        let of_mia = format!("{entries}/{of_mia}");
        for hidden in [ana.get(&of_mia).await, ana.patch(&of_mia, json!({})).await, ana.delete(&of_mia).await] {
            assert_eq!((hidden.status, hidden.code()), (404, "not_found"));
        }
        let asked = ana.get(&format!("{entries}?userId={}", mia.user_id())).await;
        assert_eq!(asked.body["page"], json!([]));
        let for_another = ana.post(&entries, {
            let mut new = entry(11, "for Mia");
            new["userId"] = json!(mia.user_id());
            new
        }).await;
        insta::assert_json_snapshot!("time_entry_for_another", for_another.snapshot());
        let of_ana = format!("{entries}/{of_ana}");
        let changed = mia.patch(&of_ana, json!({"description": "by Ana, corrected"})).await;
        assert_eq!(changed.body["userId"], json!(ana.user_id()), "it stays hers");
        let mut new = entry(11, "for Ana");
        new["userId"] = json!(ana.user_id());
        assert_eq!(mia.post(&entries, new).await.status, 201);
        assert_eq!(walk(&ana, &entries, 7).await.len(), 2);
        assert_eq!(mia.delete(&of_ana).await.status, 204);
    }

    async fn entries_are_filtered_by_all_that_can_be_asked(app: TestApp) {
        let (acme, mia, ana) = a_team(&app).await;
        let client = mia.post(&acme.path("clients"), json!({"name": "Globex"})).await.id();
        let mut projects = Vec::new();
        for (name, client) in [("Site", Some(&client)), ("Own", None)] {
            projects.push(mia.post(&acme.path("projects"), json!({"name": name, "clientId": client})).await.id());
        }
        let entries = acme.path("time-entries");
        for (actor, hour, description, project) in [
            (&mia, 8, "Ärger 100 %", Some(&projects[0])), (&ana, 9, "ärger", Some(&projects[1])),
            (&ana, 10, "a_b", None), (&mia, 11, "axb", Some(&projects[0])),
        ] {
            let mut new = entry(hour, description);
            new["projectId"] = json!(project);
            assert_eq!(actor.post(&entries, new).await.status, 201);
        }
        mia.post(&acme.path("timer/start"), json!({"description": "runs"})).await;
        let list = async |query: &str| {
            let rows = walk(&mia, &format!("{entries}?{query}"), 2).await;
            descriptions(&rows).join(", ")
        };
        assert_eq!(list("running=true").await, "runs");
        assert_eq!(list("running=false").await, "axb, a_b, ärger, Ärger 100 %");
        assert_eq!(list(&format!("projectId={}", projects[1])).await, "ärger");
        assert_eq!(list(&format!("clientId={client}")).await, "axb, Ärger 100 %");
        assert_eq!(list(&format!("userId={}", ana.user_id())).await, "a_b, ärger");
        assert_eq!(list("from=2026-11-10T09:00:00Z&to=2026-11-10T11:00:00Z").await, "a_b, ärger", "from, not to");
        assert_eq!(list("search=%C3%84RGER").await, "ärger, Ärger 100 %");
        assert_eq!(list("search=A_B").await, "a_b");
        assert_eq!(list("search=%25").await, "Ärger 100 %");
        assert_eq!(list(&format!("clientId={client}&search=x&running=false")).await, "axb");
    }

    async fn pages_hold_every_entry_once_newest_start_first(app: TestApp) {
        let (acme, _, ana) = a_team(&app).await;
        for number in 0..33 {
            let answer = ana.post(&acme.path("time-entries"), entry(number % 5, "")).await;
            assert_eq!(answer.status, 201);
        }
        let rows = walk(&ana, &acme.path("time-entries"), 7).await;
        let mut places: Vec<_> = rows.iter().map(|row| (row["startedAt"].to_string(), row["id"].to_string())).collect();
        assert!(places.is_sorted_by(|a, b| a >= b), "{places:?}");
        places.dedup();
        assert_eq!(places.len(), 33);
    }

    async fn changes_of_different_fields_at_once_are_both_kept(app: TestApp) {
        let (acme, _, ana) = a_team(&app).await;
        let id = ana.post(&acme.path("time-entries"), entry(9, "")).await.id();
        let path = acme.path(&format!("time-entries/{id}"));
        for round in 0..10 {
            let text = json!({"description": format!("round {round}")});
            let end = json!({"stoppedAt": format!("2026-11-10T1{round}:00:00.000Z")});
            let (one, two) = tokio::join!(ana.patch(&path, text.clone()), ana.patch(&path, end.clone()));
            assert_eq!((one.status, two.status), (200, 200), "{} {}", one.body, two.body);
            let after = ana.get(&path).await.body;
            assert_eq!((&after["description"], &after["stoppedAt"]), (&text["description"], &end["stoppedAt"]));
        }
    }
}

async fn ana_or_mia(actor: &Actor, path: &str, description: &str) -> String {
    actor.post(path, entry(9, description)).await.id()
}
