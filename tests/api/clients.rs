//! `/organizations/{organizationId}/clients`

use serde_json::{Value, json};
use tenure_domain::role::Role;
use tenure_testkit::{Actor, Answer, Team, TestApp, each_engine};

use super::lists::{names, walk};

async fn a_team(app: &TestApp) -> (Team, Actor) {
    let acme = app.team("Acme").await;
    let mia = app.member(&acme, Role::Manager, "Mia").await;
    (acme, mia)
}

fn fields(answer: &Answer) -> Vec<(&str, &str)> {
    let problems = answer.body["fields"].as_array().into_iter().flatten();
    problems
        .map(|problem| {
            let text = |name: &str| problem[name].as_str().unwrap_or_default();
            (text("field"), text("code"))
        })
        .collect()
}

each_engine! {
    async fn a_client_is_added_read_and_listed(app: TestApp) {
        let (acme, mia) = a_team(&app).await;
        let answer = mia.post(&acme.path("clients"), json!({
            "name": "  Globex  ", "note": "Two\nlines", "websiteUrl": "https://globex.example",
            "color": "#2F9E44", "address": {"street": "Main St 1", "city": " ", "country": null, "postCode": "1000"},
        })).await;
        insta::assert_json_snapshot!("client", answer.snapshot());
        let read = mia.get(&acme.path(&format!("clients/{}", answer.id()))).await;
        assert_eq!((read.status, &read.body), (200, &answer.body));
        assert_eq!(mia.get(&acme.path("clients")).await.body["page"], json!([answer.body]));
    }

    async fn a_change_keeps_what_is_absent_clears_null_and_sets_values(app: TestApp) {
        let (acme, mia) = a_team(&app).await;
        let before = mia.post(&acme.path("clients"), json!({
            "name": "Globex", "note": "a note", "color": "#2f9e44", "websiteUrl": "http://globex.example",
            "address": {"city": "Bern"},
        })).await;
        let path = acme.path(&format!("clients/{}", before.id()));
        app.clock.advance(60);
        let nothing = mia.patch(&path, json!({})).await;
        assert_eq!(nothing.status, 200);
        assert_eq!(nothing.body["note"], "a note");
        assert_eq!(nothing.body["updatedAt"], "2026-11-10T12:01:00.000Z");
        let changed = mia.patch(&path, json!({
            "name": "Initech", "note": null, "address": null, "color": null, "websiteUrl": null, "archived": true,
        })).await;
        insta::assert_json_snapshot!("client_changed", changed.snapshot());
        assert_eq!(mia.get(&path).await.body, changed.body);
        assert_eq!(mia.patch(&path, json!({"archived": false})).await.body["archived"], false);
    }

    async fn every_field_that_cannot_be_accepted_is_named(app: TestApp) {
        let (acme, mia) = a_team(&app).await;
        let refused = mia.post(&acme.path("clients"), json!({
            "name": "x".repeat(201), "note": "x".repeat(10_001), "websiteUrl": "javascript:alert(1)",
            "color": "green", "address": {"city": "x".repeat(201), "postCode": "a\u{0}b"},
        })).await;
        assert_eq!((refused.status, refused.code()), (422, "validation_failed"));
        assert_eq!(fields(&refused), [
            ("name", "too_long"), ("note", "too_long"), ("color", "invalid"), ("websiteUrl", "invalid"),
            ("address.city", "too_long"), ("address.postCode", "invalid"),
        ]);
        let client = mia.post(&acme.path("clients"), json!({"name": "Globex"})).await;
        for name in [json!(null), json!(""), json!(" \n ")] {
            let refused = mia.patch(&acme.path(&format!("clients/{}", client.id())), json!({"name": name})).await;
            assert_eq!(fields(&refused), [("name", "required")], "{}", refused.body);
        }
        let deep = mia.post(&acme.path("clients"), json!({"name": "x", "address": {"town": "Bern"}})).await;
        assert_eq!(deep.code(), "malformed_request");
    }

    async fn archived_clients_are_put_away_from_the_list(app: TestApp) {
        let (acme, mia) = a_team(&app).await;
        for name in ["Globex", "Initech", "Umbrella"] {
            mia.post(&acme.path("clients"), json!({"name": name})).await;
        }
        let all = mia.get(&acme.path("clients")).await;
        let initech = all.body["page"][1]["id"].as_str().expect("an id").to_owned();
        mia.patch(&acme.path(&format!("clients/{initech}")), json!({"archived": true})).await;
        let list = async |query: &str| names(&mia.get(&acme.path(&format!("clients{query}"))).await);
        assert_eq!(list("").await, ["Globex", "Umbrella"]);
        assert_eq!(list("?archived=active").await, ["Globex", "Umbrella"]);
        assert_eq!(list("?archived=archived").await, ["Initech"]);
        assert_eq!(list("?archived=all").await, ["Globex", "Initech", "Umbrella"]);
    }

    async fn clients_are_found_in_any_case_and_by_literal_text(app: TestApp) {
        let (acme, mia) = a_team(&app).await;
        for name in ["Äpfel & Söhne", "Straße 7", "100 %", "a_b", "axb", "wow!", "İstanbul", "back\\slash"] {
            mia.post(&acme.path("clients"), json!({"name": name})).await;
        }
        let found = async |search: &str| names(&mia.get(&acme.path(&format!("clients?search={search}"))).await);
        assert_eq!(found("%C3%84PFEL").await, ["Äpfel & Söhne"]);
        assert_eq!(found("a%CC%88pfel").await, ["Äpfel & Söhne"], "decomposed");
        assert_eq!(found("S%C3%96HNE").await, ["Äpfel & Söhne"]);
        assert_eq!(found("STRASSE").await, ["Straße 7"]);
        assert_eq!(found("%25").await, ["100 %"], "a percent sign is one");
        assert_eq!(found("A_B").await, ["a_b"], "an underscore is one");
        assert_eq!(found("!").await, ["wow!"]);
        assert_eq!(found("%5C").await, ["back\\slash"]);
        assert_eq!(found("%20apfel").await, Vec::<String>::new());
        assert_eq!(found("%20%20").await.len(), 8, "white space is not meant");
    }

    async fn pages_hold_every_client_once_in_the_order_of_names(app: TestApp) {
        let (acme, mia) = a_team(&app).await;
        for number in 0..33 {
            let name = ["Same", "same", "Ä", "Z", "b"][number % 5];
            mia.post(&acme.path("clients"), json!({"name": name})).await;
        }
        let rows = walk(&mia, &acme.path("clients"), 7).await;
        assert_eq!(rows.len(), 33);
        let mut keys: Vec<(String, String)> = rows.iter()
            .map(|row| (tenure_domain::text::key(row["name"].as_str().unwrap()), row["id"].to_string()))
            .collect();
        assert!(keys.is_sorted(), "{keys:?}");
        keys.dedup();
        assert_eq!(keys.len(), 33, "a row came twice");
    }

    async fn an_empty_list_has_a_cursor_that_finds_what_comes_later(app: TestApp) {
        let (acme, mia) = a_team(&app).await;
        let empty = mia.get(&acme.path("clients")).await;
        assert_eq!((&empty.body["page"], &empty.body["isDone"]), (&json!([]), &Value::Bool(true)));
        let cursor = empty.body["continueCursor"].as_str().expect("a cursor").to_owned();
        assert_ne!(cursor, "");
        mia.post(&acme.path("clients"), json!({"name": "Globex"})).await;
        let later = mia.get(&acme.path(&format!("clients?cursor={cursor}"))).await;
        assert_eq!(names(&later), ["Globex"], "{}", later.body);
    }

    async fn a_client_with_projects_is_archived_not_deleted(app: TestApp) {
        let (acme, mia) = a_team(&app).await;
        let client = mia.post(&acme.path("clients"), json!({"name": "Globex"})).await.id();
        let path = acme.path(&format!("clients/{client}"));
        let project = mia.post(&acme.path("projects"), json!({"name": "Site", "clientId": client})).await.id();
        let refused = mia.delete(&path).await;
        assert_eq!((refused.status, refused.code()), (409, "still_in_use"));
        assert_eq!(mia.delete(&acme.path(&format!("projects/{project}"))).await.status, 204);
        assert_eq!(mia.delete(&path).await.status, 204);
        assert_eq!(mia.delete(&path).await.code(), "not_found");
        assert_eq!(mia.get(&path).await.code(), "not_found");
        assert_eq!(mia.patch(&path, json!({"note": "x"})).await.code(), "not_found");
    }

    async fn changes_of_different_fields_at_once_are_both_kept(app: TestApp) {
        let (acme, mia) = a_team(&app).await;
        let client = mia.post(&acme.path("clients"), json!({"name": "Globex"})).await.id();
        let path = acme.path(&format!("clients/{client}"));
        for round in 0..10 {
            let note = json!({"note": format!("note {round}")});
            let color = json!({"color": format!("#00000{round}")});
            let (one, two) = tokio::join!(mia.patch(&path, note.clone()), mia.patch(&path, color.clone()));
            assert_eq!((one.status, two.status), (200, 200));
            let after = mia.get(&path).await.body;
            assert_eq!((&after["note"], &after["color"]), (&note["note"], &color["color"]));
        }
    }

    async fn a_client_that_is_deleted_while_projects_come_is_gone_or_in_use_never_a_failure(app: TestApp) {
        let (acme, mia) = a_team(&app).await;
        for _ in 0..10 {
            let client = mia.post(&acme.path("clients"), json!({"name": "Globex"})).await.id();
            let path = acme.path(&format!("clients/{client}"));
            let projects = acme.path("projects");
            let new = json!({"name": "Site", "clientId": client});
            let (gone, one, two) = tokio::join!(
                mia.delete(&path), mia.post(&projects, new.clone()), mia.post(&projects, new.clone())
            );
            for added in [&one, &two] {
                assert!(matches!(added.status, 201 | 422), "{}", added.body);
                assert!(gone.status == 409 || added.status == 422, "a project of a deleted client");
            }
            assert!(matches!(gone.status, 204 | 409), "{}", gone.body);
        }
    }
}
