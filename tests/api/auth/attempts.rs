//! Limits on guessing.

use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use serde_json::json;
use tenure_testkit::{Answer, TestApp, each_engine};

/// An attempt that is refused before any hashing, so that many fit into a second.
async fn attempt(app: &TestApp, route: &str, email: &str, from: Option<&str>) -> Answer {
    let form = json!({"email": email, "password": "x".repeat(2000)});
    let mut request = Request::post(format!("/api/v1/auth/{route}"))
        .header(CONTENT_TYPE, "application/json")
        .body(Body::from(form.to_string()))
        .expect("a request");
    if let Some(from) = from {
        let peer: SocketAddr = from.parse().expect("an address");
        request.extensions_mut().insert(ConnectInfo(peer));
    }
    app.anonymous().send_raw(request).await
}

each_engine! {
    async fn guessing_at_one_address_is_slowed_down_and_others_are_not(app: TestApp) {
        app.operator().await;
        for _ in 0..10 {
            assert_eq!(attempt(&app, "sign-in", "Ana@example.com", None).await.code(), "invalid_credentials");
        }
        // A slow machine regains an attempt every six seconds.
        let mut refused = attempt(&app, "sign-in", " ana@EXAMPLE.com", None).await;
        for _ in 0..10 {
            if refused.status != 429 {
                refused = attempt(&app, "sign-in", " ana@EXAMPLE.com", None).await;
            }
        }
        assert_eq!((refused.status, refused.code()), (429, "rate_limited"));
        let seconds = refused.headers.get(RETRY_AFTER).and_then(|value| value.to_str().ok());
        let seconds: u64 = seconds.and_then(|text| text.parse().ok()).expect("seconds");
        assert!((1..=7).contains(&seconds), "{seconds}");
        assert_eq!(attempt(&app, "sign-in", "bob@example.com", None).await.code(), "invalid_credentials");
    }

    async fn guessing_from_one_place_is_slowed_down_whatever_the_address(app: TestApp) {
        app.operator().await;
        // A hundred and twenty at once are enough for an office; a slow machine regains some meanwhile.
        let mut refused = false;
        for number in 0..500 {
            let answer = attempt(&app, "sign-in", &format!("u{number}@example.com"), Some("192.0.2.7:1")).await;
            refused = answer.code() == "rate_limited";
            assert!(refused || answer.code() == "invalid_credentials", "{}", answer.body);
            if refused {
                assert!(number >= 120, "refused after {number}");
                break;
            }
        }
        assert!(refused);
        let elsewhere = attempt(&app, "sign-in", "ana@example.com", Some("192.0.2.8:1")).await;
        assert_eq!(elsewhere.code(), "invalid_credentials");
    }
}
