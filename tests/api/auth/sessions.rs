//! `GET /auth/session`, `GET /auth/sessions`, `DELETE /auth/sessions/{sessionId}`

use axum::body::Body;
use axum::http::Request;
use axum::http::header::{CONTENT_TYPE, COOKIE, USER_AGENT};
use serde_json::{Value, json};
use tenure_testkit::{Actor, PASSWORD, TestApp, each_engine};

const DAY: i64 = 24 * 3600;

/// Signs the user in once more, from another browser.
async fn another_browser(app: &TestApp, agent: &str) -> Actor {
    let request = Request::post("/api/v1/auth/sign-in")
        .header(CONTENT_TYPE, "application/json")
        .header(USER_AGENT, agent)
        .body(Body::from(
            json!({"email": "ana@example.com", "password": PASSWORD}).to_string(),
        ));
    let answer = app.anonymous().send_raw(request.expect("a request")).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    app.anonymous().signed_in_by(&answer)
}

each_engine! {
    async fn nobody_is_signed_in_without_a_cookie_or_with_a_wrong_one(app: TestApp) {
        app.operator().await;
        insta::assert_json_snapshot!("session_of_nobody", app.anonymous().get("/auth/session").await.snapshot());
        for cookie in ["tenure=", "tenure=x", &format!("tenure={}", "A".repeat(43)), "other=1; tenure", "tenure=é"] {
            let request = Request::get("/api/v1/auth/session").header(COOKIE, cookie).body(Body::empty());
            let answer = app.anonymous().send_raw(request.expect("a request")).await;
            assert_eq!((answer.status, &answer.body["user"]), (200, &Value::Null), "{cookie}");
        }
    }

    async fn ones_sessions_are_listed_last_used_first(app: TestApp) {
        let ana = app.user("Ana").await;
        app.clock.advance(60);
        let phone = another_browser(&app, &format!("Phone {}", "x".repeat(300))).await;
        app.user("Bob").await;
        let answer = ana.get("/auth/sessions").await;
        let names: Vec<_> = answer.body["page"].as_array().expect("a page").iter()
            .map(|session| session["userAgent"].as_str().expect("a browser").chars().count())
            .collect();
        assert_eq!(names, [200, 0], "a long name is cut");
        let current = |answer: &tenure_testkit::Answer| -> Vec<bool> {
            answer.body["page"].as_array().expect("a page").iter().map(|session| session["current"] == true).collect()
        };
        assert_eq!(current(&answer), [false, true]);
        assert_eq!(current(&phone.get("/auth/sessions").await), [true, false]);
        let mut first = answer.body["page"][1].clone();
        first["id"] = json!("…");
        insta::assert_json_snapshot!("session", first);
    }

    async fn a_session_is_ended_from_another_browser_but_only_by_its_user(app: TestApp) {
        let ana = app.user("Ana").await;
        app.clock.advance(60);
        let phone = another_browser(&app, "Phone").await;
        let bob = app.user("Bob").await;
        let sessions = ana.get("/auth/sessions").await.body;
        let of_phone = format!("/auth/sessions/{}", sessions["page"][0]["id"].as_str().expect("an id"));
        let refused = bob.delete(&of_phone).await;
        assert_eq!((refused.status, refused.code()), (404, "not_found"));
        assert_eq!(phone.get("/memberships").await.status, 200);
        assert_eq!(ana.delete(&of_phone).await.status, 204);
        assert_eq!(phone.get("/memberships").await.code(), "not_authenticated");
        assert_eq!(ana.get("/memberships").await.status, 200);
        assert_eq!(ana.delete(&of_phone).await.code(), "not_found", "it has ended");
        assert_eq!(ana.delete("/auth/sessions/none").await.code(), "not_found");
    }

    async fn a_session_ends_after_thirty_days_without_a_request(app: TestApp) {
        let ana = app.user("Ana").await;
        app.clock.advance(30 * DAY - 1);
        assert_eq!(ana.get("/memberships").await.status, 200);
        let other = app.user("Bob").await;
        app.clock.advance(30 * DAY);
        assert_eq!(other.get("/memberships").await.code(), "not_authenticated");
        assert_eq!(other.get("/auth/session").await.body["user"], Value::Null);
    }

    async fn a_session_in_use_ends_after_a_hundred_and_eighty_days(app: TestApp) {
        let ana = app.user("Ana").await;
        for day in (0..175).step_by(25) {
            app.clock.advance(25 * DAY);
            let answer = ana.get("/memberships").await;
            assert_eq!(answer.status, 200, "after {day} days");
            noted(&app).await;
        }
        app.clock.advance(5 * DAY - 1);
        assert_eq!(ana.get("/memberships").await.status, 200);
        app.clock.advance(1);
        assert_eq!(ana.get("/memberships").await.code(), "not_authenticated");
    }

    async fn sessions_that_have_ended_are_removed_at_the_next_sign_in(app: TestApp) {
        app.user("Ana").await;
        app.clock.advance(31 * DAY);
        another_browser(&app, "Phone").await;
        assert_eq!(app.database.number("SELECT COUNT(*) FROM sessions").await, 1);
    }
}

/// Waits until the session's last use is on record: it is noted beside the request.
async fn noted(app: &TestApp) {
    use tenure_domain::time::Clock as _;
    let now = app.clock.now().as_millis();
    let sql = format!("SELECT COUNT(*) FROM sessions WHERE last_seen_at = {now}");
    let wait = async {
        while app.database.number(&sql).await == 0 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), wait)
        .await
        .expect("the use is noted");
}
