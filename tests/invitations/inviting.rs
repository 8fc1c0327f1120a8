//! Inviting: one address or many, each with its own outcome.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};
use tenure_domain::role::Role;
use tenure_testkit::{Answer, TestApp, each_engine};

use super::world::{DAY, World, accept_anew};

fn outcomes(answer: &Answer) -> Vec<(String, String)> {
    let results = answer.body["results"].as_array().expect("results");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    results
        .iter()
        .map(|result| (text(&result["email"]), text(&result["outcome"])))
        .collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(email, outcome): &(&str, &str)| ((*email).to_owned(), (*outcome).to_owned());
    expected.iter().map(owned).collect()
}

each_engine! {
    async fn an_invitation_and_its_mail_come_to_be_together(app: TestApp) {
        let world = World::of(app).await;
        let mut answer = world.create(&["Ivy@Example.com"]).await;
        let link = answer.body["results"][0]["link"].as_str().expect("a link").to_owned();
        let (_, token) = link.split_once('#').expect("a token");
        // 256 bits in base64url, of which the database has the hash alone.
        assert_eq!(token.len(), 43);
        answer.body["results"][0]["link"] = json!("http://tenure.test/invitation#…");
        insta::assert_json_snapshot!("created", answer.snapshot());
        let mail = world.app.database.query("SELECT recipient, kind, state, subject, text_body FROM outbox").await;
        assert_eq!(mail.len(), 1);
        assert_eq!(&mail[0][..4], ["Ivy@Example.com", "invitation", "queued", "Ada invites you to Acme"]);
        assert!(mail[0][4].contains(&link), "{}", mail[0][4]);
        // Until it leaves, the mail itself holds it.
        let content = world.app.database.content().await;
        let stored = content.iter().filter(|row| !row.starts_with("outbox: ")).find(|row| row.contains(token));
        assert_eq!(stored, None, "the token is stored");
        assert_eq!(world.audited().await, ["invitations.create"]);
    }

    async fn every_address_of_a_list_has_its_own_outcome(app: TestApp) {
        let world = World::of(app).await;
        let ivy = world.invite("ivy@example.com").await;
        let off = world.app.former_member(&world.acme, Role::Member, "Off").await;
        drop(off);
        world.app.database.execute(
            "INSERT INTO mail_suppressions (address_key, address, cause, reason, created_at)
             VALUES ('gone@example.com', 'gone@example.com', 'bounced', '550 No such user.', 0)",
        ).await;
        let answer = world.create(&[
            " new@example.com ", "ADA@example.com", "ivy@EXAMPLE.com", "no address", "gone@example.com",
            "off@example.com", "NEW@example.com", "no address",
        ]).await;
        assert_eq!(answer.status, 201);
        assert_eq!(outcomes(&answer), pairs(&[
            ("new@example.com", "created"), ("ADA@example.com", "alreadyMember"), ("ivy@EXAMPLE.com", "alreadyInvited"),
            ("no address", "invalidAddress"), ("gone@example.com", "undeliverable"), ("off@example.com", "alreadyMember"),
        ]));
        assert_eq!(answer.body["results"][2]["invitation"]["id"], json!(ivy.id));
        let detail = answer.body["results"][4]["detail"].as_str().expect("a detail");
        assert!(detail.contains("550 No such user."), "{detail}");
        assert!(answer.body["results"][5]["detail"].as_str().expect("a detail").contains("Reactivate"));
        assert_eq!(world.app.database.number("SELECT COUNT(*) FROM outbox").await, 2);
    }

    async fn a_form_that_cannot_be_accepted_names_its_fields(app: TestApp) {
        let world = World::of(app).await;
        let many: Vec<String> = (0..101).map(|number| format!("{number}@example.com")).collect();
        for (body, field) in [
            (json!({"emails": [], "role": "member"}), "emails"),
            (json!({"emails": many, "role": "member"}), "emails"),
            (json!({"emails": ["a@example.com"], "role": "member", "note": "x".repeat(1001)}), "note"),
        ] {
            let answer = world.ada.post(&world.path(""), body).await;
            assert_eq!((answer.status, &answer.body["fields"][0]["field"]), (422, &json!(field)), "{}", answer.body);
        }
        let draft = world.ada.post(&world.path("/preview"), json!({"email": "nobody", "role": "member"})).await;
        assert_eq!((draft.code(), &draft.body["fields"][0]["field"]), ("validation_failed", &json!("email")));
        assert_eq!(world.app.database.number("SELECT COUNT(*) FROM invitations").await, 0);
    }

    async fn nobody_offers_a_role_above_their_own(app: TestApp) {
        let world = World::of(app).await;
        let offer = json!({"emails": ["ivy@example.com"], "role": "owner"});
        let answer = world.ada.post(&world.path(""), offer).await;
        assert_eq!((answer.status, answer.code()), (403, "role_above_own"));
        let draft = json!({"email": "ivy@example.com", "role": "owner"});
        assert_eq!(world.ada.post(&world.path("/preview"), draft).await.code(), "role_above_own");
        assert_eq!(world.app.database.number("SELECT COUNT(*) FROM invitations").await, 0);
    }

    async fn a_personal_workspace_takes_no_invitations(app: TestApp) {
        let ann = app.user("Ann").await;
        let path = ann.personal_path("invitations");
        let answer = ann.post(&path, json!({"emails": ["ivy@example.com"], "role": "member"})).await;
        assert_eq!((answer.status, answer.code()), (409, "personal_workspace"));
        assert_eq!(app.database.number("SELECT COUNT(*) FROM outbox").await, 0);
    }

    async fn a_draft_shows_the_mail_and_writes_nothing(app: TestApp) {
        let world = World::of(app).await;
        let draft = json!({"email": "ivy@example.com", "role": "manager", "note": "<b>Hi</b>\nIvy"});
        let mut answer = world.ada.post(&world.path("/preview"), draft).await;
        let html = answer.body["html"].as_str().expect("HTML").to_owned();
        assert!(html.contains("&#60;b&#62;Hi") && !html.contains("<b>Hi"), "{html}");
        answer.body["html"] = json!("…");
        insta::assert_json_snapshot!("draft", answer.snapshot());
        assert_eq!(world.app.database.number("SELECT COUNT(*) FROM outbox").await, 0);
        assert!(world.audited().await.is_empty());
    }

    async fn asked_again_with_its_key_a_list_is_invited_once_and_shows_no_link(app: TestApp) {
        let world = World::of(app).await;
        let send = async || {
            let request = Request::post(format!("/api/v1{}", world.path("")))
                .header("cookie", world.ada.cookie.clone().unwrap_or_default())
                .header("content-type", "application/json")
                .header("idempotency-key", "key-1")
                .body(Body::from(json!({"emails": ["ivy@example.com"], "role": "member"}).to_string()));
            world.ada.send_raw(request.expect("a request")).await
        };
        let (first, again) = (send().await, send().await);
        assert_eq!((first.status, again.status), (201, 201));
        let (first, again) = (&first.body["results"][0], &again.body["results"][0]);
        assert_eq!((&first["outcome"], &again["outcome"]), (&json!("created"), &json!("created")));
        assert_eq!(first["invitation"], again["invitation"]);
        assert!(first["link"].is_string() && again["link"].is_null());
        assert_eq!(world.app.database.number("SELECT COUNT(*) FROM outbox").await, 1);
    }

    async fn an_address_gets_five_invitations_a_day_from_all_organizations_together(app: TestApp) {
        let world = World::of(app).await;
        for number in 0..5 {
            let team = world.app.team(&format!("Team {number}")).await;
            world.app.join(&team, Role::Admin, world.ada.user_id()).await;
            let body = json!({"emails": ["ivy@example.com"], "role": "member"});
            let answer = world.ada.post(&team.path("invitations"), body).await;
            assert_eq!(outcomes(&answer), pairs(&[("ivy@example.com", "created")]));
        }
        assert_eq!(outcomes(&world.create(&["IVY@example.com"]).await), pairs(&[("IVY@example.com", "limitReached")]));
        world.app.clock.advance(DAY + 1);
        world.invite("ivy@example.com").await;
    }

    async fn an_organization_has_two_thousand_pending_invitations_at_the_most(app: TestApp) {
        let world = World::of(app).await;
        world.fill(1_999).await;
        assert_eq!(outcomes(&world.create(&["a@example.com", "b@example.com"]).await), pairs(&[
            ("a@example.com", "created"), ("b@example.com", "limitReached"),
        ]));
        // What has expired takes no room.
        world.app.clock.advance(8 * DAY);
        assert_eq!(outcomes(&world.create(&["b@example.com"]).await), pairs(&[("b@example.com", "created")]));
    }

    async fn an_expired_invitation_does_not_keep_its_address(app: TestApp) {
        let world = World::of(app).await;
        let first = world.invite("ivy@example.com").await;
        world.app.clock.advance(7 * DAY);
        assert_eq!(world.status(&first).await, "expired");
        let second = world.invite("ivy@example.com").await;
        assert_eq!((world.status(&first).await.as_str(), world.status(&second).await.as_str()), ("expired", "pending"));
        let mut audited = world.audited().await;
        // Written down in one transaction, at the same moment.
        audited.sort_unstable();
        assert_eq!(audited, ["invitations.create", "invitations.create", "invitations.expire"]);
        let again = world.resend(&first, "mail").await;
        assert_eq!((again.status, again.code()), (409, "invitation_settled"));
        assert_eq!(accept_anew(&world.app.anonymous(), &second, "Ivy").await.status, 201);
    }

    async fn invitations_are_listed_newest_first_by_status_and_address(app: TestApp) {
        let world = World::of(app).await;
        let mut invited = Vec::new();
        for email in ["a@example.com", "b@example.com", "c@other.example"] {
            invited.push(world.invite(email).await);
            world.app.clock.advance(DAY);
        }
        world.revoke(&invited[0]).await;
        let list = async |query: &str| {
            let answer = world.ada.get(&world.path(query)).await;
            assert_eq!(answer.status, 200, "{}", answer.body);
            let page = answer.body["page"].as_array().expect("a page").clone();
            let emails = page.iter().filter_map(|row| row["email"].as_str());
            (emails.map(str::to_owned).collect::<Vec<_>>(), answer.body["continueCursor"].clone())
        };
        assert_eq!(list("").await.0, ["c@other.example", "b@example.com", "a@example.com"]);
        assert_eq!(list("?search=EXAMPLE.com").await.0, ["b@example.com", "a@example.com"]);
        assert_eq!(list("?status=revoked").await.0, ["a@example.com"]);
        assert_eq!(list("?status=pending").await.0, ["c@other.example", "b@example.com"]);
        let (first, cursor) = list("?limit=2").await;
        let (rest, _) = list(&format!("?limit=2&cursor={}", cursor.as_str().expect("a cursor"))).await;
        assert_eq!(([first, rest].concat()).len(), 3);
        world.app.clock.advance(5 * DAY);
        assert_eq!(list("?status=expired").await.0, ["b@example.com"]);
        assert_eq!(list("?status=pending").await.0, ["c@other.example"]);
    }

    async fn only_who_may_read_invitations_is_told_of_them(app: TestApp) {
        let world = World::of(app).await;
        let max = world.app.member(&world.acme, Role::Member, "Max").await;
        let mia = world.app.member(&world.acme, Role::Manager, "Mia").await;
        let events = world.acme.path("events");
        let (mut of_max, mut of_mia) = (max.events(&events, None).await, mia.events(&events, None).await);
        assert_eq!((of_max.message().await.event.as_str(), of_mia.message().await.event.as_str()), ("ready", "ready"));
        let invited = world.invite("ivy@example.com").await;
        world.ada.post(&world.acme.path("clients"), json!({"name": "Globex"})).await;
        let told = of_mia.message().await;
        assert_eq!(told.data, json!({"table": "invitations", "id": invited.id, "kind": "created"}));
        assert_eq!(of_max.message().await.data["table"], "clients");
    }
}
