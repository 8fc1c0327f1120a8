//! Live events: what changes, for those who may see it, for as long as they may.

use serde_json::json;
use tenure_domain::role::Role;
use tenure_testkit::{Actor, Engine, EventStream, Message, Team, TestApp, each_engine};

/// A stream that is at the present.
async fn open(actor: &Actor, team: &Team) -> EventStream {
    let mut stream = actor.events(&team.path("events"), None).await;
    assert_eq!(stream.message().await.event, "ready");
    stream
}

async fn add_client(actor: &Actor, team: &Team, name: &str) -> String {
    actor
        .post(&team.path("clients"), json!({"name": name}))
        .await
        .id()
}

fn changed(message: &Message) -> (String, String, String) {
    assert_eq!(message.event, "changed");
    let text = |name: &str| message.data[name].as_str().unwrap_or_default().to_owned();
    (text("table"), text("id"), text("kind"))
}

each_engine! {
    async fn another_members_change_is_told_in_order(app: TestApp) {
        let acme = app.team("Acme").await;
        let mia = app.member(&acme, Role::Manager, "Mia").await;
        let vera = app.member(&acme, Role::Viewer, "Vera").await;
        let mut stream = open(&vera, &acme).await;
        let id = add_client(&mia, &acme, "Globex").await;
        mia.patch(&acme.path(&format!("clients/{id}")), json!({"note": "Big"})).await;
        mia.delete(&acme.path(&format!("clients/{id}"))).await;
        for kind in ["created", "updated", "deleted"] {
            let expected = ("clients".to_owned(), id.clone(), kind.to_owned());
            assert_eq!(changed(&stream.message().await), expected);
        }
    }

    async fn nobody_is_told_of_what_they_may_not_see(app: TestApp) {
        let acme = app.team("Acme").await;
        let other = app.team("Other").await;
        let mia = app.member(&acme, Role::Manager, "Mia").await;
        app.join(&other, Role::Manager, mia.user_id()).await;
        let max = app.member(&acme, Role::Member, "Max").await;
        let (mut of_mia, mut of_max) = (open(&mia, &acme).await, open(&max, &acme).await);
        add_client(&mia, &other, "Elsewhere").await;
        let entry = json!({"startedAt": "2026-11-09T08:00:00Z", "stoppedAt": "2026-11-09T09:00:00Z"});
        let entry = mia.post(&acme.path("time-entries"), entry).await.id();
        let client = add_client(&mia, &acme, "Globex").await;
        assert_eq!(changed(&of_mia.message().await).1, entry);
        assert_eq!(changed(&of_mia.message().await).1, client);
        assert_eq!(changed(&of_max.message().await).1, client);
    }

    async fn a_stream_that_broke_goes_on_where_it_was(app: TestApp) {
        let acme = app.team("Acme").await;
        let mia = app.member(&acme, Role::Manager, "Mia").await;
        let mut stream = open(&mia, &acme).await;
        add_client(&mia, &acme, "First").await;
        let last = stream.message().await.id.expect("an id");
        drop(stream);
        let mut missed = Vec::new();
        for number in 0..250 {
            missed.push(add_client(&mia, &acme, &format!("Client {number}")).await);
        }
        let mut stream = mia.events(&acme.path("events"), Some(&last)).await;
        for id in missed {
            assert_eq!(changed(&stream.message().await).1, id);
        }
        let next = add_client(&mia, &acme, "Last").await;
        assert_eq!(changed(&stream.message().await).1, next);
    }

    async fn who_was_away_for_too_long_is_told_to_look_at_everything(app: TestApp) {
        let acme = app.team("Acme").await;
        let mia = app.member(&acme, Role::Manager, "Mia").await;
        add_client(&mia, &acme, "First").await;
        app.clock.advance(2 * 3600);
        for number in 0..256 {
            add_client(&mia, &acme, &format!("Client {number}")).await;
        }
        let mut stream = mia.events(&acme.path("events"), Some("0")).await;
        assert_eq!(stream.message().await.event, "reset");
        let next = add_client(&mia, &acme, "Last").await;
        assert_eq!(changed(&stream.message().await).1, next);
    }

    async fn a_new_role_is_told_and_the_end_of_a_membership_ends_the_stream(app: TestApp) {
        let acme = app.team("Acme").await;
        let olaf = app.member(&acme, Role::Owner, "Olaf").await;
        let max = app.member(&acme, Role::Member, "Max").await;
        let members = olaf.get(&acme.path("members")).await;
        let of_max = members.body["page"].as_array().expect("members").iter().find(|member| member["role"] == "member");
        let path = acme.path(&format!("members/{}", of_max.expect("Max")["id"].as_str().expect("an id")));
        let mut stream = open(&max, &acme).await;
        olaf.patch(&path, json!({"role": "manager"})).await;
        let access = stream.message().await;
        assert_eq!((access.event.as_str(), &access.data), ("access", &json!({"role": "manager"})));
        assert_eq!(changed(&stream.message().await).0, "members");
        olaf.delete(&path).await;
        assert_eq!(stream.message().await.event, "revoked");
        assert_eq!(stream.next().await, None);
    }

    async fn signing_out_ends_the_stream_with_the_next_change(app: TestApp) {
        let acme = app.team("Acme").await;
        let mia = app.member(&acme, Role::Manager, "Mia").await;
        let vera = app.member(&acme, Role::Viewer, "Vera").await;
        let mut stream = open(&vera, &acme).await;
        vera.post("/auth/sign-out", json!({})).await;
        add_client(&mia, &acme, "Globex").await;
        assert_eq!(stream.message().await.event, "revoked");
        assert_eq!(stream.next().await, None);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_postgres_a_change_at_one_server_is_told_by_another() {
    let app = TestApp::on(Engine::Postgres).await;
    let acme = app.team("Acme").await;
    let mia = app.member(&acme, Role::Manager, "Mia").await;
    let elsewhere = mia.at(app.another_server().await);
    let mut stream = open(&elsewhere, &acme).await;
    // The other server may still be about to listen: then the first change is told at the next.
    let first = add_client(&mia, &acme, "First").await;
    let told = tokio::spawn(async move { changed(&stream.message().await).1 });
    let mut changes = 0;
    while !told.is_finished() {
        changes += 1;
        add_client(&mia, &acme, &format!("Client {changes}")).await;
    }
    assert_eq!(told.await.expect("a message"), first);
    // A server that hears nothing would look for itself after a while: thousands of changes later.
    assert!(changes < 1000, "it took {changes} changes");
}
