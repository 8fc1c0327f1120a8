//! New links, copied links, links taken back.

use serde_json::json;
use tenure_domain::role::Role;
use tenure_testkit::{TestApp, each_engine};

use super::world::{DAY, World, accept, accept_anew, invited, open};

each_engine! {
    async fn a_new_link_kills_the_one_before_and_has_seven_new_days(app: TestApp) {
        let world = World::of(app).await;
        let first = world.invite("ivy@example.com").await;
        world.app.clock.advance(3 * DAY);
        let answer = world.resend(&first, "mail").await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        let second = invited(&answer.body["invitation"], &answer.body["link"]);
        assert_eq!((second.id == first.id, second.token == first.token), (true, false));
        assert_eq!(answer.body["invitation"]["sends"], 2);
        let anyone = world.app.anonymous();
        assert_eq!(open(&anyone, &first).await.code(), "invitation_not_found");
        // The first mail never leaves; the second one is its own message.
        let mails = world.app.database.query("SELECT state, text_body FROM outbox ORDER BY id").await;
        assert_eq!(mails[0], ["cancelled", "NULL"]);
        assert!(mails[1][0] == "queued" && mails[1][1].contains(&second.token));
        world.app.clock.advance(6 * DAY);
        assert_eq!(open(&anyone, &second).await.status, 200);
        assert_eq!(world.audited().await, ["invitations.resend", "invitations.create"]);
    }

    async fn an_expired_invitation_is_sent_again_and_works(app: TestApp) {
        let world = World::of(app).await;
        let first = world.invite("ivy@example.com").await;
        world.app.clock.advance(20 * DAY);
        assert_eq!(world.status(&first).await, "expired");
        let answer = world.resend(&first, "mail").await;
        let second = invited(&answer.body["invitation"], &answer.body["link"]);
        assert_eq!(answer.body["invitation"]["status"], "pending");
        assert_eq!(accept_anew(&world.app.anonymous(), &second, "Ivy").await.status, 201);
    }

    async fn a_link_to_be_copied_is_not_mailed(app: TestApp) {
        let world = World::of(app).await;
        let first = world.invite("ivy@example.com").await;
        let answer = world.resend(&first, "link").await;
        assert_eq!(answer.body["invitation"]["delivery"], json!(null));
        let second = invited(&answer.body["invitation"], &answer.body["link"]);
        assert_eq!(world.app.database.number("SELECT COUNT(*) FROM outbox WHERE state = 'queued'").await, 0);
        assert_eq!(open(&world.app.anonymous(), &second).await.status, 200);
        let link = world.ada.get(&world.path(&format!("/{}/link", first.id))).await;
        assert_eq!(link.body, json!({"link": null}), "of a link that was never mailed the token is nowhere");
    }

    async fn the_link_of_a_mail_that_has_not_left_can_be_copied(app: TestApp) {
        let world = World::of(app).await;
        let first = world.invite("ivy@example.com").await;
        let path = world.path(&format!("/{}/link", first.id));
        let expected = json!({"link": format!("http://tenure.test/invitation#{}", first.token)});
        assert_eq!(world.ada.get(&path).await.body, expected);
        world.app.database.execute("UPDATE outbox SET state = 'kept', due_at = NULL").await;
        assert_eq!(world.ada.get(&path).await.body, expected);
        world.app.database.execute("UPDATE outbox SET state = 'sent', text_body = NULL, html_body = NULL").await;
        assert_eq!(world.ada.get(&path).await.body, json!({"link": null}));
        let max = world.app.member(&world.acme, Role::Manager, "Max").await;
        assert_eq!(max.get(&path).await.code(), "access_denied");
    }

    async fn a_settled_invitation_is_not_sent_again(app: TestApp) {
        let world = World::of(app).await;
        let (used, revoked) = (world.invite("ivy@example.com").await, world.invite("max@example.com").await);
        assert_eq!(accept_anew(&world.app.anonymous(), &used, "Ivy").await.status, 201);
        assert_eq!(world.revoke(&revoked).await.status, 204);
        for settled in [&used, &revoked] {
            let again = world.resend(settled, "mail").await;
            assert_eq!((again.status, again.code()), (409, "invitation_settled"));
        }
        assert_eq!(world.revoke(&used).await.code(), "invitation_settled");
        assert_eq!(world.status(&used).await, "accepted");
    }

    async fn a_revoked_link_is_dead_and_revoking_again_changes_nothing(app: TestApp) {
        let world = World::of(app).await;
        let ivy = world.app.user("Ivy").await;
        let first = world.invite("ivy@example.com").await;
        assert_eq!((world.revoke(&first).await.status, world.revoke(&first).await.status), (204, 204));
        assert_eq!(accept(&ivy, &first).await.code(), "invitation_not_found");
        let shown = world.get(&first).await;
        assert_eq!((&shown["status"], &shown["revokedBecause"]), (&json!("revoked"), &json!("takenBack")));
        assert_eq!(shown["delivery"]["state"], "cancelled");
        assert_eq!(world.audited().await, ["invitations.revoke", "invitations.create"]);
    }

    async fn mail_is_not_sent_again_to_an_address_that_it_does_not_reach(app: TestApp) {
        let world = World::of(app).await;
        let first = world.invite("ivy@example.com").await;
        world.app.database.execute(
            "INSERT INTO mail_suppressions (address_key, address, cause, reason, created_at)
             VALUES ('ivy@example.com', 'ivy@example.com', 'bounced', '550 No such user.', 0)",
        ).await;
        let again = world.resend(&first, "mail").await;
        assert_eq!((again.status, again.code()), (409, "address_undeliverable"));
        assert!(again.body["detail"].as_str().expect("a detail").contains("550 No such user."));
        assert_eq!(open(&world.app.anonymous(), &first).await.status, 200, "the link before still works");
        assert_eq!(world.resend(&first, "link").await.status, 200);
    }

    async fn the_same_address_is_mailed_five_times_a_day(app: TestApp) {
        let world = World::of(app).await;
        let first = world.invite("ivy@example.com").await;
        for _ in 0..4 {
            assert_eq!(world.resend(&first, "mail").await.status, 200);
        }
        let again = world.resend(&first, "mail").await;
        assert_eq!((again.status, again.code()), (429, "rate_limited"));
        assert!(again.headers.contains_key("retry-after"));
        world.app.clock.advance(DAY + 1);
        assert_eq!(world.resend(&first, "mail").await.status, 200);
    }

    async fn nobody_touches_an_offer_above_their_own_role(app: TestApp) {
        let world = World::of(app).await;
        let orla = world.app.member(&world.acme, Role::Owner, "Orla").await;
        let offer = json!({"emails": ["ivy@example.com"], "role": "owner"});
        let answer = orla.post(&world.path(""), offer).await;
        let result = &answer.body["results"][0];
        let first = invited(&result["invitation"], &result["link"]);
        assert_eq!(world.resend(&first, "link").await.code(), "role_above_own");
        assert_eq!(world.revoke(&first).await.code(), "role_above_own");
        assert_eq!(open(&world.app.anonymous(), &first).await.status, 200);
    }
}
