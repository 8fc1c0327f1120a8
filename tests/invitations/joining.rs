//! Joining: as the user who is signed in, with a new account, or not at all.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use tenure_app::SignUp;
use tenure_domain::role::Role;
use tenure_testkit::{PASSWORD, TestApp, each_engine};

use super::world::{DAY, World, accept, accept_anew, decline, invited, open, renew};

each_engine! {
    async fn whoever_has_the_link_sees_what_it_offers_and_changes_nothing(app: TestApp) {
        let world = World::of(app).await;
        let invited = world.invite("Ivy@example.com").await;
        let before = world.app.database.content().await;
        let anyone = world.app.anonymous();
        for _ in 0..3 {
            let opened = open(&anyone, &invited).await;
            insta::allow_duplicates! { insta::assert_json_snapshot!("opened", opened.snapshot()); }
            assert_eq!(opened.headers["referrer-policy"], "no-referrer");
            assert_eq!(opened.headers["cache-control"], "no-store");
        }
        assert_eq!(world.app.database.content().await, before);
        assert_eq!(world.status(&invited).await, "pending");
        let ivy = world.app.user("Ivy").await;
        let as_ivy = open(&ivy, &invited).await.body;
        assert_eq!((&as_ivy["account"], &as_ivy["signedInAs"]), (&json!("exists"), &json!({"email": "ivy@example.com", "matches": true})));
        let as_ada = open(&world.ada, &invited).await.body;
        assert_eq!(as_ada["signedInAs"], json!({"email": "ada@example.com", "matches": false}));
    }

    async fn the_invitee_who_is_signed_in_joins_and_is_there(app: TestApp) {
        let world = World::of(app).await;
        let ivy = world.app.user("Ivy").await;
        let invited = world.invite("IVY@example.com").await;
        let answer = accept(&ivy, &invited).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        assert_eq!((&answer.body["membership"]["role"], &answer.body["membership"]["organization"]["slug"]), (&json!("member"), &json!("acme")));
        assert_eq!(answer.body["activeOrganizationId"], json!(world.acme.id));
        assert!(answer.headers.get("set-cookie").is_none(), "the session goes on");
        let session = ivy.get("/auth/session").await.body;
        assert_eq!(session["activeOrganizationId"], json!(world.acme.id));
        assert_eq!(ivy.get(&world.acme.path("projects")).await.status, 200);
        let shown = world.get(&invited).await;
        assert_eq!((&shown["status"], &shown["acceptedBy"]["name"]), (&json!("accepted"), &json!("Ivy")));
        assert_eq!(world.audited().await, ["invitations.accept", "invitations.create"]);
        let verified = "SELECT COUNT(*) FROM users WHERE email_key = 'ivy@example.com' AND email_verified_at IS NOT NULL";
        assert_eq!(world.app.database.number(verified).await, 1, "the link proves the address");
    }

    async fn somebody_new_makes_an_account_by_the_link_and_is_there(app: TestApp) {
        let world = World::of(app).await;
        let invited = world.invite("ivy@example.com").await;
        let anyone = world.app.anonymous();
        let short = anyone.post(&format!("/invitations/{}/accept", invited.token), json!({"password": "short"})).await;
        assert_eq!((short.status, short.code()), (422, "validation_failed"));
        let fields: Vec<_> = short.body["fields"].as_array().expect("fields").iter().map(|problem| problem["field"].clone()).collect();
        assert_eq!(fields, ["name", "password"]);
        let answer = accept_anew(&anyone, &invited, "Ivy").await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        let ivy = anyone.signed_in_by(&answer);
        assert_eq!(answer.body["user"]["email"], "ivy@example.com");
        assert_eq!(answer.body["memberships"].as_array().map(Vec::len), Some(2), "the personal workspace and Acme");
        assert_eq!(answer.body["activeOrganizationId"], json!(world.acme.id));
        assert_eq!(ivy.get(&world.acme.path("projects")).await.status, 200);
        let verified = "SELECT COUNT(*) FROM users WHERE email_key = 'ivy@example.com' AND email_verified_at IS NOT NULL";
        assert_eq!(world.app.database.number(verified).await, 1);
        let mut elsewhere = world.app.anonymous();
        elsewhere.begin("/auth/sign-in", json!({"email": "ivy@example.com", "password": PASSWORD})).await;
    }

    async fn somebody_with_an_account_signs_in_first(app: TestApp) {
        let world = World::of(app).await;
        let ivy = world.app.user("Ivy").await;
        let invited = world.invite("ivy@example.com").await;
        let answer = accept_anew(&world.app.anonymous(), &invited, "Ivy").await;
        assert_eq!((answer.status, answer.code()), (401, "not_authenticated"));
        assert_eq!(world.status(&invited).await, "pending");
        assert_eq!(accept(&ivy, &invited).await.status, 200);
    }

    async fn somebody_else_is_told_whose_invitation_it_is(app: TestApp) {
        let world = World::of(app).await;
        let max = world.app.user("Max").await;
        let invited = world.invite("ivy@example.com").await;
        let answer = accept(&max, &invited).await;
        assert_eq!((answer.status, answer.code()), (409, "invitation_other_address"));
        let detail = answer.body["detail"].as_str().expect("a detail");
        assert!(detail.contains("ivy@example.com") && detail.contains("max@example.com"), "{detail}");
        assert_eq!((world.status(&invited).await.as_str(), world.members().await.len()), ("pending", 2));
    }

    async fn of_fifty_who_accept_one_link_at_once_one_gets_the_membership(app: TestApp) {
        let world = World::of(app).await;
        let ivy = world.app.user("Ivy").await;
        let link = world.invite("ivy@example.com").await;
        let tasks: Vec<_> = (0..50)
            .map(|_| {
                let (ivy, path) = (ivy.clone(), format!("/invitations/{}/accept", link.token));
                tokio::spawn(async move { ivy.post(&path, json!({})).await })
            })
            .collect();
        let mut answers = BTreeMap::new();
        for task in tasks {
            let answer = task.await.expect("an answer");
            *answers.entry((answer.status, answer.code().to_owned())).or_insert(0) += 1;
        }
        let expected = BTreeMap::from([((200, String::new()), 1), ((404, "invitation_not_found".to_owned()), 49)]);
        assert_eq!(answers, expected);
        let of_ivy: Vec<_> = world.members().await.into_iter().filter(|(user, _)| *user == ivy.user_id().to_string()).collect();
        assert_eq!(of_ivy, [(ivy.user_id().to_string(), "member".to_owned())]);
        assert_eq!(world.audited().await, ["invitations.accept", "invitations.create"]);
    }

    async fn of_many_who_make_an_account_by_one_link_at_once_one_gets_it(app: TestApp) {
        let world = World::of(app).await;
        let link = world.invite("ivy@example.com").await;
        let tasks: Vec<_> = (0..8)
            .map(|_| {
                let (anyone, path) = (world.app.anonymous(), format!("/invitations/{}/accept", link.token));
                let form = json!({"name": "Ivy", "password": PASSWORD});
                tokio::spawn(async move { anyone.post(&path, form).await })
            })
            .collect();
        let mut made = 0;
        for task in tasks {
            let answer = task.await.expect("an answer");
            assert!(matches!((answer.status, answer.code()), (201, "") | (404, "invitation_not_found") | (401, "not_authenticated")), "{}", answer.body);
            made += i32::from(answer.status == 201);
        }
        assert_eq!((made, world.members().await.len()), (1, 3));
        assert_eq!(world.app.database.number("SELECT COUNT(*) FROM users WHERE email_key = 'ivy@example.com'").await, 1);
    }

    async fn the_role_is_the_invitations_whatever_the_request_says(app: TestApp) {
        let world = World::of(app).await;
        let ivy = world.app.user("Ivy").await;
        let link = world.invite("ivy@example.com").await;
        let path = format!("/invitations/{}/accept", link.token);
        assert_eq!(ivy.post(&path, json!({"role": "owner"})).await.code(), "malformed_request");
        assert_eq!(ivy.post(&path, json!({})).await.body["membership"]["role"], "member");
    }

    async fn an_invitation_whose_inviter_may_not_any_more_is_refused_and_says_why_to_admins(app: TestApp) {
        let world = World::of(app).await;
        let orla = world.app.member(&world.acme, Role::Owner, "Orla").await;
        let bert = world.app.member(&world.acme, Role::Admin, "Bert").await;
        let ivy = world.app.user("Ivy").await;
        let answer = bert.post(&world.path(""), json!({"emails": ["ivy@example.com"], "role": "admin"})).await;
        let result = &answer.body["results"][0];
        let link = invited(&result["invitation"], &result["link"]);
        let path = world.membership(&bert).await;
        orla.patch(&path, json!({"role": "manager"})).await;
        assert_eq!(open(&ivy, &link).await.code(), "invitation_not_found");
        assert_eq!(world.status(&link).await, "pending", "opening changes nothing");
        assert_eq!(accept(&ivy, &link).await.code(), "invitation_not_found");
        let shown = world.get(&link).await;
        assert_eq!((&shown["status"], &shown["revokedBecause"]), (&json!("revoked"), &json!("inviterMayNot")));
        assert_eq!(world.audited().await[0], "invitations.revoke");
        assert_eq!(ivy.get(&world.acme.path("")).await.code(), "organization_not_found");
    }

    async fn another_admin_who_sends_it_again_answers_for_it(app: TestApp) {
        let world = World::of(app).await;
        let bert = world.app.member(&world.acme, Role::Admin, "Bert").await;
        let ivy = world.app.user("Ivy").await;
        let answer = bert.post(&world.path(""), json!({"emails": ["ivy@example.com"], "role": "member"})).await;
        let result = &answer.body["results"][0];
        let link = invited(&result["invitation"], &result["link"]);
        bert.post(&world.acme.path("leave"), json!({})).await;
        assert_eq!(open(&ivy, &link).await.code(), "invitation_not_found");
        let again = world.resend(&link, "link").await;
        let link = invited(&again.body["invitation"], &again.body["link"]);
        assert_eq!(open(&ivy, &link).await.body["inviter"], "Ada");
        assert_eq!(accept(&ivy, &link).await.status, 200);
    }

    async fn who_was_removed_comes_back_by_a_newer_invitation_alone(app: TestApp) {
        let world = World::of(app).await;
        let ivy = world.app.user("Ivy").await;
        let first = world.invite("ivy@example.com").await;
        assert_eq!(accept(&ivy, &first).await.status, 200);
        let path = world.membership(&ivy).await;
        // One that was made while they were a member, as a snapshot may bring it.
        let (_, token) = world.app.invitation(&world.acme, world.ada.user_id(), "ivy@example.com").await;
        world.app.clock.advance(60);
        assert_eq!(world.ada.delete(&path).await.status, 204);
        assert_eq!(accept(&ivy, &first).await.code(), "invitation_not_found");
        assert_eq!(ivy.post(&format!("/invitations/{token}/accept"), json!({})).await.code(), "invitation_not_found");
        assert_eq!(ivy.get(&world.acme.path("")).await.code(), "organization_not_found");
        world.app.database.execute("UPDATE invitations SET status = 'revoked' WHERE status = 'pending'").await;
        world.app.clock.advance(60);
        let answer = world.ada.post(&world.path(""), json!({"emails": ["ivy@example.com"], "role": "viewer"})).await;
        let result = &answer.body["results"][0];
        assert_eq!(result["outcome"], "created", "{}", answer.body);
        let back = accept(&ivy, &invited(&result["invitation"], &result["link"])).await;
        assert_eq!((back.status, &back.body["membership"]["role"]), (200, &json!("viewer")));
        assert_eq!(world.membership(&ivy).await, path, "it is the membership they had");
    }

    async fn who_is_deactivated_does_not_come_back_by_a_link(app: TestApp) {
        let world = World::of(app).await;
        let ivy = world.app.user("Ivy").await;
        let link = world.invite("ivy@example.com").await;
        world.app.join(&world.acme, Role::Member, ivy.user_id()).await;
        let path = world.membership(&ivy).await;
        world.ada.patch(&path, json!({"active": false})).await;
        assert_eq!(accept(&ivy, &link).await.code(), "invitation_not_found");
        assert_eq!((world.status(&link).await.as_str(), world.members().await.len()), ("pending", 2));
    }

    async fn a_member_who_accepts_keeps_the_role_they_have(app: TestApp) {
        let world = World::of(app).await;
        let ivy = world.app.user("Ivy").await;
        let link = world.invite("ivy@example.com").await;
        world.app.join(&world.acme, Role::Manager, ivy.user_id()).await;
        let answer = accept(&ivy, &link).await;
        assert_eq!((answer.status, &answer.body["membership"]["role"]), (200, &json!("manager")));
        assert_eq!(world.status(&link).await, "accepted");
    }

    async fn a_declined_invitation_is_over(app: TestApp) {
        let world = World::of(app).await;
        let ivy = world.app.user("Ivy").await;
        let link = world.invite("ivy@example.com").await;
        assert_eq!(decline(&world.app.anonymous(), &link).await.status, 204);
        assert_eq!((world.status(&link).await.as_str(), accept(&ivy, &link).await.code()), ("declined", "invitation_not_found"));
        assert_eq!(world.audited().await, ["invitations.decline", "invitations.create"]);
        world.invite("ivy@example.com").await;
    }

    async fn the_invitee_learns_that_it_expired_and_asks_for_a_new_one_once_a_day(app: TestApp) {
        let world = World::of(app).await;
        let ivy = world.app.user("Ivy").await;
        let max = world.app.user("Max").await;
        let link = world.invite("ivy@example.com").await;
        assert_eq!(renew(&ivy, &link).await.status, 202);
        world.app.clock.advance(7 * DAY);
        for answer in [open(&ivy, &link).await, accept(&ivy, &link).await, decline(&ivy, &link).await] {
            assert_eq!((answer.status, answer.code()), (410, "invitation_expired"));
        }
        assert_eq!(open(&max, &link).await.code(), "invitation_not_found");
        assert_eq!(open(&world.app.anonymous(), &link).await.code(), "invitation_not_found");
        for _ in 0..3 {
            assert_eq!(renew(&world.app.anonymous(), &link).await.status, 202);
        }
        let mails = "SELECT recipient, subject FROM outbox WHERE kind = 'renewalAsked'";
        let expected = vec!["ada@example.com".to_owned(), "ivy@example.com asks for a new invitation to Acme".to_owned()];
        assert_eq!(world.app.database.query(mails).await, [expected]);
        assert!(world.get(&link).await["renewalAskedAt"].is_string());
        assert_eq!(world.audited().await[0], "invitations.renew");
        world.app.clock.advance(DAY);
        renew(&ivy, &link).await;
        assert_eq!(world.app.database.query(mails).await.len(), 2);
        let again = world.resend(&link, "mail").await;
        assert_eq!(again.body["invitation"]["renewalAskedAt"], json!(null));
    }

    async fn other_tabs_learn_of_the_new_membership_at_once(app: TestApp) {
        let world = World::of(app).await;
        let ivy = world.app.user("Ivy").await;
        let max = world.app.member(&world.acme, Role::Member, "Max").await;
        let other = world.app.team("Other").await;
        world.app.join(&other, Role::Member, ivy.user_id()).await;
        world.app.join(&other, Role::Member, max.user_id()).await;
        let link = world.invite("ivy@example.com").await;
        let mut of_ivy = ivy.events(&other.path("events"), None).await;
        let mut of_max = max.events(&world.acme.path("events"), None).await;
        assert_eq!((of_ivy.message().await.event.as_str(), of_max.message().await.event.as_str()), ("ready", "ready"));
        assert_eq!(accept(&ivy, &link).await.status, 200);
        let told = of_ivy.message().await;
        assert_eq!((told.event.as_str(), &told.data), ("memberships", &json!({})));
        assert_eq!(of_max.message().await.data["table"], "members");
    }
}

#[tokio::test]
async fn a_closed_instance_takes_whom_it_invites() {
    let app = TestApp::with(tenure_testkit::Engine::Sqlite, SignUp::Closed).await;
    let olga = app.operator().await;
    let acme = app.team("Acme").await;
    app.join(&acme, Role::Owner, olga.user_id()).await;
    let body = json!({"emails": ["ivy@example.com"], "role": "member"});
    let answer = olga.post(&acme.path("invitations"), body).await;
    let result: &Value = &answer.body["results"][0];
    let link = invited(&result["invitation"], &result["link"]);
    assert_eq!(
        accept_anew(&app.anonymous(), &link, "Ivy").await.status,
        201
    );
}
