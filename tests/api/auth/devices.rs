//! Word of a sign-in from a browser and network that are new to the user.

use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use axum::http::header::{CONTENT_TYPE, USER_AGENT};
use serde_json::json;
use tenure_testkit::{PASSWORD, TestApp, each_engine};

use crate::mailbox::{kinds, newest};

const DAY: i64 = 24 * 3600;

async fn sign_in(app: &TestApp, agent: &str, from: &str) {
    let form = json!({"email": "ana@example.com", "password": PASSWORD});
    let mut request = Request::post("/api/v1/auth/sign-in")
        .header(CONTENT_TYPE, "application/json")
        .header(USER_AGENT, agent)
        .body(Body::from(form.to_string()))
        .expect("a request");
    let peer: SocketAddr = format!("{from}:1").parse().expect("an address");
    request.extensions_mut().insert(ConnectInfo(peer));
    let answer = app.anonymous().send_raw(request).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    app.clock.advance(60);
}

/// Ana, of whom nothing is known: signing up is from a device too.
async fn ana(app: &TestApp) {
    app.user("Ana").await;
    app.database.execute("DELETE FROM known_devices").await;
}

each_engine! {
    async fn the_first_device_is_nothing_new_and_the_second_is_told_of(app: TestApp) {
        ana(&app).await;
        sign_in(&app, "Laptop", "192.0.2.7").await;
        assert_eq!(kinds(&app).await, [""; 0]);
        sign_in(&app, "Laptop", "192.0.2.7").await;
        assert_eq!(kinds(&app).await, [""; 0]);
        sign_in(&app, "Phone", "198.51.100.9").await;
        let mail = newest(&app, "newDevice").await;
        assert_eq!(mail.to, "ana@example.com");
        for fact in ["Phone", "198.51.100.9", "10 November 2026, 12:02 UTC"] {
            assert!(mail.text.contains(fact), "{fact} in {}", mail.text);
        }
        sign_in(&app, "Phone", "198.51.100.9").await;
        assert_eq!(kinds(&app).await, ["newDevice"], "it is told of once");
    }

    async fn a_known_browser_in_another_network_is_told_of(app: TestApp) {
        ana(&app).await;
        sign_in(&app, "Laptop", "192.0.2.7").await;
        sign_in(&app, "Laptop", "203.0.113.5").await;
        assert_eq!(kinds(&app).await, ["newDevice"]);
    }

    async fn a_device_is_forgotten_ninety_days_after_its_last_sign_in(app: TestApp) {
        ana(&app).await;
        sign_in(&app, "Laptop", "192.0.2.7").await;
        sign_in(&app, "Phone", "192.0.2.7").await;
        app.clock.advance(60 * DAY);
        sign_in(&app, "Laptop", "192.0.2.7").await;
        app.clock.advance(60 * DAY);
        sign_in(&app, "Laptop", "192.0.2.7").await;
        assert_eq!(kinds(&app).await, ["newDevice"], "in use it stays known");
        sign_in(&app, "Phone", "192.0.2.7").await;
        assert_eq!(kinds(&app).await, ["newDevice", "newDevice"]);
    }

    async fn what_a_browser_calls_itself_does_no_harm_in_a_mail(app: TestApp) {
        ana(&app).await;
        sign_in(&app, "Laptop", "192.0.2.7").await;
        sign_in(&app, "<script>alert(1)</script>", "192.0.2.7").await;
        let mail = newest(&app, "newDevice").await;
        assert!(!mail.html.contains("<script>"), "{}", mail.html);
    }
}
