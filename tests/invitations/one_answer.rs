//! What is wrong with a link has one answer: nobody learns by trying which links there were.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use tenure_domain::role::Role;
use tenure_testkit::{Actor, Answer, TestApp, each_engine};

use super::world::{DAY, Invited, World, accept_anew, decline};

/// Status, headers and body, less what is new in each answer.
fn told(answer: &Answer) -> Value {
    let headers: BTreeMap<_, _> = answer
        .headers
        .iter()
        .filter(|(name, _)| *name != "x-request-id")
        .map(|(name, value)| (name.to_string(), value.to_str().unwrap_or("?").to_owned()))
        .collect();
    json!({"headers": headers, "answer": answer.snapshot()})
}

/// Every way of using a link.
async fn tries(actor: &Actor, token: &str) -> Vec<Value> {
    let path = |rest: &str| format!("/invitations/{token}{rest}");
    let form = json!({"name": "Eve", "password": "a password of Eve's"});
    vec![
        told(&actor.get(&path("")).await),
        told(&actor.post(&path("/accept"), json!({})).await),
        told(&actor.post(&path("/accept"), form).await),
        told(&actor.post(&path("/decline"), json!({})).await),
        told(&actor.post(&path("/renew"), json!({})).await),
    ]
}

/// One link of each kind that does not work.
async fn dead_links(world: &World) -> Vec<(&'static str, String)> {
    let expired = world.invite("expired@example.com").await;
    world.app.clock.advance(8 * DAY);
    let used = world.invite("used@example.com").await;
    assert_eq!(
        accept_anew(&world.app.anonymous(), &used, "Used")
            .await
            .status,
        201
    );
    let revoked = world.invite("revoked@example.com").await;
    world.revoke(&revoked).await;
    let declined = world.invite("declined@example.com").await;
    decline(&world.app.anonymous(), &declined).await;
    let replaced = world.invite("replaced@example.com").await;
    world.resend(&replaced, "link").await;
    // The hash of a link that works, as somebody who read the database might try it.
    let stored = world.invite("stored@example.com").await;
    let hash = world
        .app
        .database
        .query("SELECT token_hash FROM invitations WHERE email = 'stored@example.com'")
        .await;
    let token = |invited: Invited| invited.token;
    drop(stored);
    vec![
        ("unknown", "A".repeat(43)),
        ("no token", "a-b".to_owned()),
        ("long", "x".repeat(3000)),
        ("expired", token(expired)),
        ("used", token(used)),
        ("revoked", token(revoked)),
        ("declined", token(declined)),
        ("replaced", token(replaced)),
        (
            "the stored hash",
            hash[0][0].trim_start_matches("\\x").to_owned(),
        ),
    ]
}

each_engine! {
    async fn every_link_that_does_not_work_is_answered_alike(app: TestApp) {
        let world = World::of(app).await;
        let other = world.app.team("Other").await;
        let eve = world.app.member(&other, Role::Owner, "Eve").await;
        let dead = dead_links(&world).await;
        for actor in [&world.app.anonymous(), &eve, &world.ada] {
            let expected = tries(actor, &dead[0].1).await;
            assert_eq!(expected[0]["answer"]["body"]["code"], "invitation_not_found");
            assert_eq!(expected[4]["answer"], json!({"status": 202, "body": null}));
            for (kind, token) in &dead {
                assert_eq!(tries(actor, token).await, expected, "a link that is {kind}");
            }
        }
        assert_eq!(world.members().await.len(), 3, "Olaf, Ada, and whoever used theirs");
    }

    async fn a_link_of_another_organization_is_no_way_to_ones_own_data(app: TestApp) {
        let world = World::of(app).await;
        let other = world.app.team("Other").await;
        let eve = world.app.member(&other, Role::Owner, "Eve").await;
        let link = world.invite("ivy@example.com").await;
        for path in ["", "/link"] {
            let foreign = other.path(&format!("invitations/{}{path}", link.id));
            assert_eq!(eve.get(&foreign).await.code(), "not_found");
        }
        let foreign = other.path(&format!("invitations/{}", link.id));
        assert_eq!(eve.delete(&foreign).await.code(), "not_found");
        assert_eq!(eve.post(&format!("{foreign}/resend"), json!({"deliver": "link"})).await.code(), "not_found");
        assert_eq!(world.status(&link).await, "pending");
    }

    async fn another_site_cannot_make_a_browser_accept(app: TestApp) {
        let world = World::of(app).await;
        let ivy = world.app.user("Ivy").await;
        let link = world.invite("ivy@example.com").await;
        let request = axum::http::Request::post(format!("/api/v1/invitations/{}/accept", link.token))
            .header("cookie", ivy.cookie.clone().unwrap_or_default())
            .header("content-type", "application/json")
            .header("sec-fetch-site", "cross-site")
            .body(axum::body::Body::from("{}"));
        let answer = ivy.send_raw(request.expect("a request")).await;
        assert_eq!((answer.status, answer.code()), (403, "cross_site_refused"));
        assert_eq!(world.status(&link).await, "pending");
    }
}
