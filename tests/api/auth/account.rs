//! `GET|PATCH /auth/account`, `POST /auth/password`, `POST /auth/address`

use serde_json::{Value, json};
use tenure_testkit::{Actor, PASSWORD, TestApp, each_engine};

use crate::mailbox::{kinds, newest};

const NEW_PASSWORD: &str = "a wholly other phrase";

async fn sign_in(app: &TestApp, email: &str, password: &str) -> u16 {
    let form = json!({"email": email, "password": password});
    app.anonymous().post("/auth/sign-in", form).await.status
}

async fn another_browser(app: &TestApp) -> Actor {
    let mut actor = app.anonymous();
    let form = json!({"email": "ana@example.com", "password": PASSWORD});
    actor.begin("/auth/sign-in", form).await;
    actor
}

async fn confirm(app: &TestApp, token: &str) -> tenure_testkit::Answer {
    let path = format!("/auth/link/{token}");
    app.anonymous().post(&path, json!({})).await
}

each_engine! {
    async fn ones_own_account_is_shown_and_changed(app: TestApp) {
        let ana = app.user("Ana").await;
        insta::assert_json_snapshot!("account", ana.get("/auth/account").await.snapshot());
        let change = json!({"name": "  Ana Sousa ", "weeklySummary": true});
        let changed = ana.patch("/auth/account", change).await;
        assert_eq!((changed.status, &changed.body["user"]["name"]), (200, &json!("Ana Sousa")));
        assert_eq!(changed.body["weeklySummary"], true);
        assert_eq!(ana.get("/auth/session").await.body["user"]["name"], "Ana Sousa");
        let same = ana.patch("/auth/account", json!({})).await;
        assert_eq!(same.body, changed.body, "what is absent stays");
        let ended = ana.patch("/auth/account", json!({"weeklySummary": false})).await;
        assert_eq!(ended.body["weeklySummary"], false);
    }

    async fn a_name_that_cannot_stand_in_a_mail_is_refused(app: TestApp) {
        let ana = app.user("Ana").await;
        for name in [" ", "Eve\r\nBcc: all", &"x".repeat(101)] {
            let answer = ana.patch("/auth/account", json!({"name": name, "weeklySummary": true})).await;
            assert_eq!((answer.status, &answer.body["fields"][0]["field"]), (422, &json!("name")), "{name}");
        }
        let account = ana.get("/auth/account").await.body;
        assert_eq!((&account["user"]["name"], &account["weeklySummary"]), (&json!("Ana"), &json!(false)));
    }

    async fn a_changed_password_ends_the_other_sessions_and_is_told_of(app: TestApp) {
        let ana = app.user("Ana").await;
        let phone = another_browser(&app).await;
        let answer = ana.post("/auth/password", json!({"current": PASSWORD, "new": NEW_PASSWORD})).await;
        assert_eq!((answer.status, answer.body), (204, Value::Null));
        assert_eq!(ana.get("/memberships").await.status, 200, "the browser that asked stays");
        assert_eq!(phone.get("/memberships").await.code(), "not_authenticated");
        assert_eq!(sign_in(&app, "ana@example.com", PASSWORD).await, 401);
        assert_eq!(sign_in(&app, "ana@example.com", NEW_PASSWORD).await, 200);
        let notice = newest(&app, "passwordChanged").await;
        assert_eq!(notice.to, "ana@example.com");
        assert!(notice.text.contains("on the account page"), "{}", notice.text);
    }

    async fn a_password_is_changed_by_who_knows_it_alone(app: TestApp) {
        let ana = app.user("Ana").await;
        let answer = ana.post("/auth/password", json!({"current": "not that one", "new": NEW_PASSWORD})).await;
        insta::assert_json_snapshot!("wrong_password", answer.snapshot());
        assert_eq!(sign_in(&app, "ana@example.com", PASSWORD).await, 200);
        assert_eq!(kinds(&app).await, [""; 0]);
    }

    async fn a_password_that_cannot_be_accepted_changes_nothing(app: TestApp) {
        let ana = app.user("Ana").await;
        for new in ["short", "ana@example.com", PASSWORD] {
            let answer = ana.post("/auth/password", json!({"current": PASSWORD, "new": new})).await;
            assert_eq!((answer.status, &answer.body["fields"][0]["field"]), (422, &json!("new")), "{new}");
        }
        assert_eq!(sign_in(&app, "ana@example.com", PASSWORD).await, 200);
    }

    async fn an_open_browser_is_no_way_to_guess_the_password(app: TestApp) {
        let ana = app.user("Ana").await;
        let guess = json!({"current": "x".repeat(2000), "new": NEW_PASSWORD});
        let mut refused = false;
        for _ in 0..30 {
            refused |= ana.post("/auth/password", guess.clone()).await.code() == "rate_limited";
        }
        assert!(refused);
        assert_eq!(sign_in(&app, "ana@example.com", PASSWORD).await, 200, "signing in is counted apart");
    }

    async fn an_address_changes_once_its_link_is_opened_and_the_old_one_is_told(app: TestApp) {
        let ana = app.user("Ana").await;
        let answer = ana.post("/auth/address", json!({"password": PASSWORD, "email": " Ana@Sousa.example "})).await;
        insta::assert_json_snapshot!("change_address", answer.snapshot());
        assert_eq!(sign_in(&app, "ana@example.com", PASSWORD).await, 200, "nothing has changed yet");
        let mail = newest(&app, "addressConfirmation").await;
        assert_eq!(mail.to, "Ana@Sousa.example");
        let confirmed = confirm(&app, &mail.token()).await;
        assert_eq!((confirmed.status, &confirmed.body["purpose"]), (200, &json!("address")));
        assert_eq!(confirmed.body["user"], Value::Null, "a link that proves an address signs nobody in");
        let account = ana.get("/auth/account").await.body;
        assert_eq!(account["user"]["email"], "Ana@Sousa.example");
        assert_eq!((&account["emailVerified"], &account["pendingEmail"]), (&json!(true), &Value::Null));
        assert_eq!(sign_in(&app, "ana@example.com", PASSWORD).await, 401);
        assert_eq!(sign_in(&app, "ana@sousa.example", PASSWORD).await, 200);
        assert_eq!(newest(&app, "addressChanged").await.to, "ana@example.com");
        assert_eq!(confirm(&app, &mail.token()).await.code(), "link_not_found");
    }

    async fn links_that_went_to_the_old_address_end_with_it(app: TestApp) {
        let ana = app.user("Ana").await;
        app.anonymous().post("/auth/link", json!({"email": "ana@example.com", "purpose": "signIn"})).await;
        let old = newest(&app, "signInLink").await.token();
        ana.post("/auth/address", json!({"password": PASSWORD, "email": "ana@sousa.example"})).await;
        confirm(&app, &newest(&app, "addressConfirmation").await.token()).await;
        assert_eq!(confirm(&app, &old).await.code(), "link_not_found");
    }

    async fn only_the_newest_wish_counts_and_not_for_ever(app: TestApp) {
        let ana = app.user("Ana").await;
        ana.post("/auth/address", json!({"password": PASSWORD, "email": "first@example.com"})).await;
        let first = newest(&app, "addressConfirmation").await.token();
        app.clock.advance(1);
        ana.post("/auth/address", json!({"password": PASSWORD, "email": "second@example.com"})).await;
        let second = newest(&app, "addressConfirmation").await.token();
        assert_eq!(confirm(&app, &first).await.code(), "link_not_found");
        app.clock.advance(24 * 3600);
        assert_eq!(confirm(&app, &second).await.code(), "link_not_found");
        assert_eq!(ana.get("/auth/account").await.body["pendingEmail"], Value::Null);
    }

    async fn an_address_is_changed_by_who_knows_the_password_alone(app: TestApp) {
        let ana = app.user("Ana").await;
        for (password, email, code) in [
            ("not that one", "new@example.com", "wrong_password"),
            (PASSWORD, "no address", "validation_failed"),
            (PASSWORD, "ana@example.com", "validation_failed"),
        ] {
            let answer = ana.post("/auth/address", json!({"password": password, "email": email})).await;
            assert_eq!(answer.code(), code, "{email}");
        }
        assert_eq!(kinds(&app).await, [""; 0]);
    }

    async fn that_somebody_else_has_the_address_is_not_told_and_nothing_is_mailed(app: TestApp) {
        let (ana, _bob) = (app.user("Ana").await, app.user("Bob").await);
        let free = ana.post("/auth/address", json!({"password": PASSWORD, "email": "free@example.com"})).await;
        let taken = ana.post("/auth/address", json!({"password": PASSWORD, "email": "BOB@example.com"})).await;
        assert_eq!((free.status, taken.status), (202, 202));
        assert_eq!(kinds(&app).await, ["addressConfirmation"]);
        assert_eq!(newest(&app, "addressConfirmation").await.to, "free@example.com");
    }

    async fn an_address_that_somebody_takes_meanwhile_stays_theirs(app: TestApp) {
        let ana = app.user("Ana").await;
        ana.post("/auth/address", json!({"password": PASSWORD, "email": "cleo@example.com"})).await;
        app.user("Cleo").await;
        let refused = confirm(&app, &newest(&app, "addressConfirmation").await.token()).await;
        assert_eq!((refused.status, refused.code()), (409, "address_taken"));
        assert_eq!(ana.get("/auth/account").await.body["user"]["email"], "ana@example.com");
        assert_eq!(sign_in(&app, "ana@example.com", PASSWORD).await, 200);
    }

    async fn of_many_who_want_one_address_at_once_one_gets_it(app: TestApp) {
        let mut tokens = Vec::new();
        for name in ["Ana", "Bob", "Cleo", "Dan"] {
            let user = app.user(name).await;
            user.post("/auth/address", json!({"password": PASSWORD, "email": "one@example.com"})).await;
            tokens.push(newest(&app, "addressConfirmation").await.token());
            app.clock.advance(1);
        }
        let tries: Vec<_> = tokens
            .into_iter()
            .map(|token| {
                let (actor, path) = (app.anonymous(), format!("/auth/link/{token}"));
                tokio::spawn(async move { actor.post(&path, json!({})).await.status })
            })
            .collect();
        let mut statuses = Vec::new();
        for one in tries {
            statuses.push(one.await.expect("an answer"));
        }
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409, 409, 409]);
    }
}
