//! `POST /auth/set-up`: the first operator.

use serde_json::{Value, json};
use tenure_testkit::{PASSWORD, TestApp, each_engine};

async fn token(app: &TestApp) -> String {
    let link = app
        .tenure
        .set_up_link()
        .await
        .expect("the database answers");
    let link = link.expect("no operator yet");
    let (page, token) = link.split_once('#').expect("a token behind #");
    assert_eq!(page, "http://tenure.test/set-up");
    token.to_owned()
}

fn form(token: &str, email: &str) -> Value {
    json!({"token": token, "name": "Olga", "email": email, "password": PASSWORD})
}

each_engine! {
    async fn the_link_makes_an_operator_once(app: TestApp) {
        let token = token(&app).await;
        let answer = app.anonymous().post("/auth/set-up", form(&token, "olga@example.com")).await;
        insta::assert_json_snapshot!("set_up", answer.snapshot());
        let again = app.anonymous().post("/auth/set-up", form(&token, "second@example.com")).await;
        assert_eq!((again.status, again.code()), (403, "set_up_refused"));
        assert_eq!(app.tenure.set_up_link().await.expect("an answer"), None, "a claimed instance has no link");
    }

    async fn a_wrong_token_makes_nobody(app: TestApp) {
        let token = token(&app).await;
        for wrong in ["", "x", &"x".repeat(43), &token[1..], &format!("{token}x"), &token.to_lowercase()] {
            let answer = app.anonymous().post("/auth/set-up", form(wrong, &format!("o{}@example.com", wrong.len()))).await;
            assert_eq!((answer.status, answer.code()), (403, "set_up_refused"), "{wrong}");
        }
        assert_eq!(app.anonymous().get("/auth/session").await.body["instance"]["claimed"], false);
    }

    async fn a_newer_link_ends_the_one_before(app: TestApp) {
        let (first, second) = (token(&app).await, token(&app).await);
        let answer = app.anonymous().post("/auth/set-up", form(&first, "olga@example.com")).await;
        assert_eq!(answer.code(), "set_up_refused");
        let answer = app.anonymous().post("/auth/set-up", form(&second, "olga@example.com")).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
    }

    async fn a_refused_form_leaves_the_link_usable(app: TestApp) {
        let token = token(&app).await;
        let mut short = form(&token, "olga@example.com");
        short["password"] = json!("short");
        assert_eq!(app.anonymous().post("/auth/set-up", short).await.code(), "validation_failed");
        let answer = app.anonymous().post("/auth/set-up", form(&token, "olga@example.com")).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
    }

    async fn of_many_who_set_up_at_once_one_becomes_operator(app: TestApp) {
        let token = token(&app).await;
        let tries: Vec<_> = (0..8)
            .map(|number| {
                let (actor, form) = (app.anonymous(), form(&token, &format!("olga{number}@example.com")));
                tokio::spawn(async move { actor.post("/auth/set-up", form).await.status })
            })
            .collect();
        let mut statuses = Vec::new();
        for one in tries {
            statuses.push(one.await.expect("an answer"));
        }
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 403, 403, 403, 403, 403, 403, 403]);
        assert_eq!(app.database.number("SELECT COUNT(*) FROM users").await, 1);
        assert_eq!(app.database.number("SELECT COUNT(*) FROM organizations").await, 1);
    }
}
