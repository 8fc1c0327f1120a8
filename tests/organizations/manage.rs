//! Making, naming and setting up organizations.

use serde_json::json;
use tenure_domain::role::Role;
use tenure_testkit::{TestApp, each_engine};

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

    async fn a_former_address_that_another_organization_takes_is_its_own(app: TestApp) {
        let ann = app.user("Ann").await;
        let first = ann.post("/organizations", json!({"name": "First", "slug": "acme"})).await;
        let id = first.body["organization"]["id"].as_str().expect("an id").to_owned();
        ann.patch(&format!("/organizations/{id}"), json!({"slug": "first"})).await;
        let second = ann.post("/organizations", json!({"name": "Second", "slug": "acme"})).await;
        assert_eq!(second.status, 201, "{}", second.body);
        let found = ann.get("/memberships/by-slug/acme").await;
        assert_eq!(found.body["organization"]["name"], "Second");
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
