//! `POST /auth/sign-in`, `POST /auth/sign-out`

use axum::http::header::SET_COOKIE;
use serde_json::{Value, json};
use tenure_testkit::{Answer, PASSWORD, TestApp, each_engine};

fn form(email: &str, password: &str) -> Value {
    json!({"email": email, "password": password})
}

fn set_cookie(answer: &Answer) -> &str {
    let cookie = answer.headers.get(SET_COOKIE);
    cookie
        .and_then(|cookie| cookie.to_str().ok())
        .unwrap_or_default()
}

each_engine! {
    async fn signing_in_answers_with_all_a_page_needs(app: TestApp) {
        let ana = app.user("Ana").await;
        let team = app.team("Acme").await;
        app.join(&team, tenure_domain::role::Role::Member, ana.user_id()).await;
        let answer = app.anonymous().post("/auth/sign-in", form(" ANA@example.com", PASSWORD)).await;
        insta::assert_json_snapshot!("sign_in", answer.snapshot());
    }

    async fn an_unknown_address_and_a_wrong_password_get_one_answer(app: TestApp) {
        app.user("Ana").await;
        let unknown = app.anonymous().post("/auth/sign-in", form("nobody@example.com", PASSWORD)).await;
        let wrong = app.anonymous().post("/auth/sign-in", form("ana@example.com", "wrong password")).await;
        assert_eq!((wrong.status, wrong.code()), (401, "invalid_credentials"));
        assert_eq!(unknown.snapshot(), wrong.snapshot());
        let names = |answer: &Answer| answer.headers.keys().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(names(&unknown), names(&wrong), "no header tells them apart");
        assert_eq!(set_cookie(&wrong), "");
    }

    async fn an_address_that_no_database_can_hold_is_an_unknown_one(app: TestApp) {
        app.operator().await;
        for address in ["a\u{0}b@example.com", "\u{0}", "", &"x".repeat(100_000)] {
            let answer = app.anonymous().post("/auth/sign-in", form(address, PASSWORD)).await;
            assert_eq!((answer.status, answer.code()), (401, "invalid_credentials"), "{}", answer.body);
        }
    }

    async fn the_cookie_is_out_of_reach_for_scripts_and_other_sites(app: TestApp) {
        app.user("Ana").await;
        let answer = app.anonymous().post("/auth/sign-in", form("ana@example.com", PASSWORD)).await;
        let (cookie, attributes) = set_cookie(&answer).split_once("; ").expect("attributes");
        let token = cookie.strip_prefix("tenure=").expect("the name over http");
        assert_eq!(token.len(), 43, "256 bits in base64url");
        assert_eq!(attributes, "Path=/; HttpOnly; SameSite=Lax; Max-Age=15552000");
        let stored = app.database.number("SELECT COUNT(*) FROM sessions WHERE length(token_hash) = 32").await;
        let all = app.database.number("SELECT COUNT(*) FROM sessions").await;
        assert_eq!(stored, all, "only hashes are stored");
    }

    async fn signing_in_again_ends_the_browsers_earlier_session(app: TestApp) {
        let mut ana = app.user("Ana").await;
        let elsewhere = app.anonymous().post("/auth/sign-in", form("ana@example.com", PASSWORD)).await;
        let elsewhere = app.anonymous().signed_in_by(&elsewhere);
        let before = ana.clone();
        ana.begin("/auth/sign-in", form("ana@example.com", PASSWORD)).await;
        assert_ne!(ana.cookie, before.cookie);
        assert_eq!(before.get("/memberships").await.code(), "not_authenticated");
        assert_eq!(ana.get("/memberships").await.status, 200);
        assert_eq!(elsewhere.get("/memberships").await.status, 200, "another browser's session stays");
    }

    async fn a_failed_sign_in_leaves_the_session_alone(app: TestApp) {
        let ana = app.user("Ana").await;
        let answer = ana.post("/auth/sign-in", form("ana@example.com", "wrong password")).await;
        assert_eq!(answer.status, 401);
        assert_eq!(ana.get("/memberships").await.status, 200);
    }

    async fn signing_out_ends_the_session_on_the_server(app: TestApp) {
        let ana = app.user("Ana").await;
        let answer = ana.post("/auth/sign-out", Value::Null).await;
        assert_eq!(answer.status, 204);
        assert_eq!(set_cookie(&answer), "tenure=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
        assert_eq!(ana.get("/memberships").await.code(), "not_authenticated");
        assert_eq!(ana.get("/auth/session").await.body["user"], Value::Null);
        assert_eq!(ana.post("/auth/sign-out", Value::Null).await.status, 204, "once more does no harm");
    }
}
