//! `tenure invitation list|resend|revoke`.

use serde_json::json;
use tenure_testkit::{Ran, TestApp, each_engine, tenure};

use super::world::{Invited, World, open};

/// Runs `tenure invitation …` on the world's database.
fn run(world: &World, arguments: &[&str]) -> Ran {
    let database = world.app.database.url.clone();
    let mut all = vec!["invitation"];
    all.extend_from_slice(arguments);
    all.extend(["--database", &database]);
    let mut command = tenure(&all);
    command.env("TENURE_PUBLIC_URL", "http://tenure.test");
    Ran::of(command)
}

/// The machine's clock is not the test's: nothing expires by it.
async fn never_expire(world: &World) {
    let sql = "UPDATE invitations SET expires_at = 253402214400000";
    world.app.database.execute(sql).await;
}

each_engine! {
    async fn operators_see_who_is_invited_and_how_the_mail_fares(app: TestApp) {
        let world = World::of(app).await;
        assert_eq!(run(&world, &["list", "--organization", "acme"]).stdout, "Nobody is invited.\n");
        let bounced = world.invite("bounced@example.com").await;
        world.invite("ivy@example.com").await;
        world.app.database.execute(
            "UPDATE invitations SET delivery_state = 'bounced', delivery_reason = '550 No such user.' WHERE email_key = 'bounced@example.com'",
        ).await;
        never_expire(&world).await;
        let listed = run(&world, &["list", "--organization", "acme"]);
        insta::allow_duplicates! { insta::assert_snapshot!("list", listed.stdout); }
        let listed = run(&world, &["list", "--organization", "acme", "--json"]).json();
        assert_eq!(listed[1], world.get(&bounced).await, "it is what the API answers");
    }

    async fn operators_send_again_and_revoke(app: TestApp) {
        let world = World::of(app).await;
        let first = world.invite("ivy@example.com").await;
        never_expire(&world).await;
        let sent = run(&world, &["resend", "IVY@example.com", "--organization", "acme", "--json"]);
        assert_eq!(sent.status, Some(0), "{}", sent.stderr);
        let sent = sent.json();
        assert_eq!((&sent["invitation"]["id"], &sent["invitation"]["delivery"]["state"]), (&json!(first.id), &json!("queued")));
        assert_eq!(sent["invitation"]["invitedBy"]["name"], "Olaf", "in the name of the owner");
        let printed = run(&world, &["resend", &first.id, "--link", "--organization", "acme"]);
        let (words, link) = printed.stdout.trim().split_once('\n').expect("words and a link");
        assert!(words.starts_with("A new link, not mailed, for ivy@example.com"), "{words}");
        let token = link.strip_prefix("http://tenure.test/invitation#").expect("a link").to_owned();
        let copied = Invited { id: first.id, token };
        assert_eq!(open(&world.app.anonymous(), &copied).await.status, 200);
        let revoked = run(&world, &["revoke", "ivy@example.com", "--organization", "acme"]);
        assert_eq!((revoked.status, revoked.stdout.as_str()), (Some(0), "Revoked: its link is dead.\n"));
        assert_eq!(open(&world.app.anonymous(), &copied).await.code(), "invitation_not_found");
    }

    async fn what_is_wrong_is_said_and_changes_nothing(app: TestApp) {
        let world = World::of(app).await;
        let invited = world.invite("ivy@example.com").await;
        let before = world.app.database.content().await;
        for (arguments, status, code) in [
            (vec!["list", "--json"], 2, "usage"),
            (vec!["list", "--organization", "nowhere", "--json"], 1, "organization_not_found"),
            (vec!["resend", "max@example.com", "--organization", "acme", "--json"], 1, "not_found"),
            (vec!["revoke", "0196f0c4-8a00-7000-8000-000000000000", "--organization", "acme", "--json"], 1, "not_found"),
        ] {
            let ran = run(&world, &arguments);
            assert_eq!((ran.status, ran.failure()["code"].as_str()), (Some(status), Some(code)), "{arguments:?}: {}", ran.stderr);
        }
        assert_eq!(world.app.database.content().await, before);
        drop(invited);
    }
}
