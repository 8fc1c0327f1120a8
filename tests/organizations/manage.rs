//! Making, naming and setting up organizations.

use serde_json::json;
use tenure_domain::role::Role;
use tenure_testkit::{Answer, TestApp, each_engine};

each_engine! {
    async fn whoever_makes_an_organization_owns_it_and_is_in_it(app: TestApp) {
        let ann = app.user("Ann").await;
        let made = ann.post("/organizations", json!({"name": "Globex Corporation", "currency": "USD"})).await;
        assert_eq!(made.status, 201, "{}", made.body);
        assert_eq!(made.body["role"], "owner");
        assert_eq!(made.body["organization"]["slug"], "globex-corporation");
        assert_eq!(made.body["organization"]["currency"], "USD");
        assert_eq!(made.body["organization"]["kind"], "team");
        let current = ann.get("/memberships/current").await;
        assert_eq!(current.body["organization"]["id"], made.body["organization"]["id"]);
    }

    async fn equal_names_get_addresses_of_their_own_and_a_chosen_one_that_is_taken_is_refused(app: TestApp) {
        let ann = app.user("Ann").await;
        ann.post("/organizations", json!({"name": "Acme"})).await;
        let second = ann.post("/organizations", json!({"name": "ACME!"})).await;
        assert_eq!(second.body["organization"]["slug"], "acme-2");
        let chosen = ann.post("/organizations", json!({"name": "Third", "slug": "acme"})).await;
        assert_eq!((chosen.status, chosen.body["fields"][0]["code"].as_str()), (422, Some("taken")));
        let odd = ann.post("/organizations", json!({"name": "Fourth", "slug": "Ac me"})).await;
        assert_eq!((odd.status, odd.body["fields"][0]["field"].as_str()), (422, Some("slug")));
    }

    async fn links_with_a_former_address_still_lead_to_the_organization(app: TestApp) {
        let acme = app.team("Acme").await;
        let olaf = app.member(&acme, Role::Owner, "Olaf").await;
        let changed = olaf.patch(&acme.path(""), json!({"slug": "acme-labs", "name": "Acme Labs"})).await;
        assert_eq!((changed.status, changed.body["slug"].as_str()), (200, Some("acme-labs")));
        for slug in ["acme", "acme-labs"] {
            let found = olaf.get(&format!("/memberships/by-slug/{slug}")).await;
            assert_eq!(found.body["organization"]["name"], "Acme Labs", "{slug}: {}", found.body);
        }
        let stranger = app.user("Stranger").await;
        let refused = stranger.get("/memberships/by-slug/acme").await;
        assert_eq!((refused.status, refused.code()), (404, "organization_not_found"));
        assert_eq!(refused.body["memberships"].as_array().map(Vec::len), Some(1));
    }

    async fn a_former_address_is_taken_for_good_but_for_the_organization_that_had_it(app: TestApp) {
        let (ann, bob) = (app.user("Ann").await, app.user("Bob").await);
        let first = ann.post("/organizations", json!({"name": "First", "slug": "acme"})).await;
        let path = format!("/organizations/{}", first.body["organization"]["id"].as_str().expect("an id"));
        ann.patch(&path, json!({"slug": "first"})).await;
        let taken = |answer: &Answer| {
            let field = &answer.body["fields"][0];
            assert_eq!((answer.status, &field["field"], &field["code"]), (422, &json!("slug"), &json!("taken")), "{}", answer.body);
        };
        taken(&bob.post("/organizations", json!({"name": "Second", "slug": "acme"})).await);
        let second = bob.post("/organizations", json!({"name": "Acme"})).await;
        assert_eq!(second.body["organization"]["slug"], "acme-2");
        let others = format!("/organizations/{}", second.body["organization"]["id"].as_str().expect("an id"));
        taken(&bob.patch(&others, json!({"slug": "acme", "name": "Taken"})).await);
        assert_eq!(bob.get(&others).await.body["name"], "Acme");

        let back = ann.patch(&path, json!({"slug": "acme"})).await;
        assert_eq!((back.status, back.body["slug"].as_str()), (200, Some("acme")));
        taken(&bob.patch(&others, json!({"slug": "first"})).await);
        assert_eq!(ann.get("/memberships/by-slug/first").await.body["organization"]["name"], "First");
    }

    async fn whoever_wants_an_address_while_it_is_given_up_does_not_get_it(app: TestApp) {
        let (ann, bob) = (app.user("Ann").await, app.user("Bob").await);
        for round in 0..6 {
            let slug = format!("acme-{round}");
            let first = ann.post("/organizations", json!({"name": "First", "slug": slug})).await;
            let path = format!("/organizations/{}", first.body["organization"]["id"].as_str().expect("an id"));
            let (given_up, wanted) = tokio::join!(
                ann.patch(&path, json!({"slug": format!("first-{round}")})),
                bob.post("/organizations", json!({"name": "Second", "slug": slug})),
            );
            assert_eq!((given_up.status, wanted.status), (200, 422), "{}", wanted.body);
        }
    }

    async fn addresses_that_are_reserved_or_only_look_alike_are_refused(app: TestApp) {
        let ann = app.user("Ann").await;
        for slug in ["admin", "api", "new", "\u{430}cme", "\u{ff41}cme", "acme\u{200f}", "ac--me"] {
            let refused = ann.post("/organizations", json!({"name": "Acme", "slug": slug})).await;
            let field = &refused.body["fields"][0];
            assert_eq!((refused.status, &field["field"], &field["code"]), (422, &json!("slug"), &json!("invalid")), "{slug}");
        }
        let full_width = ann.post("/organizations", json!({"name": "\u{ff21}\u{ff23}\u{ff2d}\u{ff25}"})).await;
        assert_eq!(full_width.body["organization"]["slug"], "acme");
        let reserved = ann.post("/organizations", json!({"name": "Support"})).await;
        assert_eq!(reserved.body["organization"]["slug"], "support-workspace");
    }

    async fn formats_are_chosen_one_by_one_and_stay_otherwise(app: TestApp) {
        let acme = app.team("Acme").await;
        let olaf = app.member(&acme, Role::Owner, "Olaf").await;
        let fresh = olaf.get(&acme.path("")).await;
        let formats = json!({"date": "yyyy-mm-dd", "time": "24h", "number": "1,234.56", "duration": "h:mm"});
        assert_eq!(fresh.body["formats"], formats);
        let all = json!({"date": "d mmm yyyy", "time": "12h", "number": "1'234.56", "duration": "h min"});
        let set = olaf.patch(&acme.path(""), json!({"formats": all})).await;
        assert_eq!((set.status, &set.body["formats"]), (200, &all));
        olaf.patch(&acme.path(""), json!({"formats": {"number": "1 234,56"}})).await;
        let read = olaf.get(&acme.path("")).await;
        assert_eq!((&read.body["formats"]["number"], &read.body["formats"]["time"]), (&json!("1 234,56"), &json!("12h")));
        let odd = olaf.patch(&acme.path(""), json!({"formats": {"date": "yesterday"}})).await;
        assert_eq!((odd.status, odd.code()), (400, "malformed_request"));
    }

    async fn settings_that_make_no_sense_are_refused_at_their_fields(app: TestApp) {
        let acme = app.team("Acme").await;
        let olaf = app.member(&acme, Role::Owner, "Olaf").await;
        let set = olaf.patch(&acme.path(""), json!({"timeZone": "Europe/Berlin", "weekStart": 7})).await;
        assert_eq!((set.body["timeZone"].as_str(), set.body["weekStart"].as_i64()), (Some("Europe/Berlin"), Some(7)));
        let refused = olaf.patch(&acme.path(""), json!({"timeZone": "Mars/Base", "name": ""})).await;
        let fields: Vec<_> = refused.body["fields"].as_array().expect("fields").iter().map(|f| f["field"].clone()).collect();
        assert_eq!((refused.status, fields), (422, vec![json!("name"), json!("timeZone")]));
        assert_eq!(olaf.patch(&acme.path(""), json!({"weekStart": 8})).await.code(), "malformed_request");
    }
}
