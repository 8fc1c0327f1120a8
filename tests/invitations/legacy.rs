//! Invitations that came in from a snapshot.

use serde_json::json;
use tenure_app::tenancy::invitations::Deliver;
use tenure_domain::audit::Origin;
use tenure_domain::permission::ResendInvitations;
use tenure_testkit::{PASSWORD, TestApp, each_engine};

use crate::legacy::sample::move_in;

/// Pending in the sample, until 2099.
const PENDING: &str = "df48812956d71d76c524b7314b283b2471dad98902ae26891c10397501905db7";
/// Expired in the sample, as `late.2@example.com`.
const EXPIRED: &str = "d747466383803fd7e1bbfdd2e90f2f4a29a3c2034e2ac8960c015cbbe415924a";
/// Accepted in the sample.
const ACCEPTED: &str = "1ed29e0173cda4651de223731794eab0f7f74e86f571daba1c7293054b83c355";
/// Revoked in the sample.
const REVOKED: &str = "872f32a8bb8498b23e6bd81633633d41520ca17d47d6a3105a7dbbf709c540e7";

each_engine! {
    async fn a_link_that_was_pending_before_the_move_still_lets_its_invitee_in(app: TestApp) {
        move_in(&app, "mid-traps").await;
        let anyone = app.anonymous();
        let opened = anyone.get(&format!("/invitations/{PENDING}")).await;
        assert_eq!((opened.status, &opened.body["email"]), (200, &json!("Invited.2@example.com")));
        let form = json!({"name": "Invited", "password": PASSWORD});
        let joined = anyone.post(&format!("/invitations/{PENDING}/accept"), form).await;
        assert_eq!((joined.status, &joined.body["membership"]["role"]), (201, &json!("member")));
        assert_eq!(joined.body["activeOrganizationId"], joined.body["membership"]["organization"]["id"]);
        for token in [PENDING, EXPIRED, ACCEPTED, REVOKED] {
            let answer = anyone.get(&format!("/invitations/{token}")).await;
            assert_eq!((answer.status, answer.code()), (404, "invitation_not_found"), "{token}");
        }
    }

    async fn one_that_has_no_mail_is_sent_again(app: TestApp) {
        move_in(&app, "mid-traps").await;
        let found = app.database.query(
            "SELECT o.slug, i.email, COALESCE(i.delivery_state, 'none') FROM invitations i
             JOIN organizations o ON o.id = i.organization_id WHERE i.email_key = 'late.2@example.com'",
        ).await;
        let [slug, email, delivery] = &found[0][..] else { panic!("three columns") };
        assert_eq!((email.as_str(), delivery.as_str()), ("late.2@example.com", "none"));
        let scope = app.tenure.on_behalf_of_owner::<ResendInvitations>(slug, "tests").await.expect("an owner");
        let read = scope.also().expect("owners may");
        let filter = tenure_store::invitations::InvitationFilter { status: None, search: Some(email.clone()) };
        let limit = tenure_domain::page::PageLimit::DEFAULT;
        let listed = app.tenure.list_invitations(read, filter, None, limit).await.expect("a list");
        let origin = Origin { request_id: "test".to_owned(), address: None };
        let resent = app.tenure.resend_invitation(scope, listed.rows[0].id, Deliver::Mail, origin).await.expect("a new link");
        let (_, token) = resent.link.split_once('#').expect("a token");
        assert_eq!(app.anonymous().get(&format!("/invitations/{token}")).await.status, 200);
        assert_eq!(app.database.number("SELECT COUNT(*) FROM outbox WHERE state = 'queued'").await, 1);
    }
}
