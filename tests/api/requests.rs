//! What holds for every request: who may write from where, what a body is, how a refusal looks.

use axum::body::Body;
use axum::http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, COOKIE, HOST, ORIGIN};
use axum::http::{HeaderMap, Method, Request};
use serde_json::{Value, json};
use tenure_domain::role::Role;
use tenure_testkit::{Actor, Answer, Team, TestApp, each_engine};

/// A manager's client, written with these headers besides.
async fn write(app: &TestApp, team: &Team, actor: &Actor, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::post(format!("/api/v1{}", team.path("clients")))
        .header(CONTENT_TYPE, "application/json")
        .header(COOKIE, actor.cookie.clone().unwrap_or_default())
        .header(HOST, "localhost:8080");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::from(r#"{"name":"Globex"}"#));
    app.anonymous().send_raw(request.expect("a request")).await
}

/// A body as it stands.
async fn body(actor: &Actor, path: &str, kind: Option<&str>, body: impl Into<Body>) -> Answer {
    let mut request = Request::post(format!("/api/v1{path}"))
        .header(COOKIE, actor.cookie.clone().unwrap_or_default());
    if let Some(kind) = kind {
        request = request.header(CONTENT_TYPE, kind);
    }
    actor
        .send_raw(request.body(body.into()).expect("a request"))
        .await
}

const JSON: Option<&str> = Some("application/json");

each_engine! {
    async fn another_sites_page_cannot_write(app: TestApp) {
        let acme = app.team("Acme").await;
        let mia = app.member(&acme, Role::Manager, "Mia").await;
        let refused: [&[(&str, &str)]; 7] = [
            &[("sec-fetch-site", "cross-site")],
            &[("sec-fetch-site", "same-site")],
            &[("sec-fetch-site", "cross-site"), (ORIGIN.as_str(), "http://tenure.test")],
            &[("sec-fetch-site", "nonsense")],
            &[(ORIGIN.as_str(), "https://evil.example")],
            &[(ORIGIN.as_str(), "null")],
            &[(ORIGIN.as_str(), "http://localhost:8081")],
        ];
        for headers in refused {
            let answer = write(&app, &acme, &mia, headers).await;
            assert_eq!((answer.status, answer.code()), (403, "cross_site_refused"), "{headers:?}");
        }
        let taken: [&[(&str, &str)]; 5] = [
            &[],
            &[("sec-fetch-site", "same-origin")],
            &[("sec-fetch-site", "none")],
            &[(ORIGIN.as_str(), "http://tenure.test")],
            &[(ORIGIN.as_str(), "http://localhost:8080")],
        ];
        for headers in taken {
            assert_eq!(write(&app, &acme, &mia, headers).await.status, 201, "{headers:?}");
        }
    }

    async fn signing_in_and_out_from_another_site_is_refused_too(app: TestApp) {
        let ana = app.user("Ana").await;
        for route in ["sign-in", "sign-up", "sign-out", "set-up"] {
            let request = Request::post(format!("/api/v1/auth/{route}"))
                .header("sec-fetch-site", "cross-site")
                .header(COOKIE, ana.cookie.clone().unwrap_or_default());
            let answer = ana.send_raw(request.body(Body::empty()).expect("a request")).await;
            assert_eq!(answer.code(), "cross_site_refused", "{route}");
        }
        assert_eq!(ana.get("/memberships").await.status, 200);
    }

    async fn a_link_from_another_site_may_read(app: TestApp) {
        let ana = app.user("Ana").await;
        let request = Request::get("/api/v1/memberships")
            .header("sec-fetch-site", "cross-site")
            .header(COOKIE, ana.cookie.clone().unwrap_or_default());
        let answer = ana.send_raw(request.body(Body::empty()).expect("a request")).await;
        assert_eq!(answer.status, 200);
    }

    async fn a_body_is_json_of_the_right_shape(app: TestApp) {
        let acme = app.team("Acme").await;
        let mia = app.member(&acme, Role::Manager, "Mia").await;
        let clients = acme.path("clients");
        let whole = r#"{"name":"Globex"}"#;
        for kind in [None, Some("text/plain"), Some("application/x-www-form-urlencoded"), Some("application/jsonp")] {
            let answer = body(&mia, &clients, kind, whole).await;
            assert_eq!((answer.status, answer.code()), (415, "unsupported_media_type"), "{kind:?}");
        }
        for text in ["", "{", "[]", "null", r#"{"name":7}"#, r"{}", r#"{"name":"x","nmae":"y"}"#, "{\"name\":\"\u{0}\"}", "\u{feff}{}"] {
            let answer = body(&mia, &clients, JSON, text).await;
            assert_eq!((answer.status, answer.code()), (400, "malformed_request"), "{text}");
        }
        let not_utf8 = body(&mia, &clients, JSON, vec![b'"', 0xff, b'"']).await;
        assert_eq!(not_utf8.code(), "malformed_request");
        let with_charset = body(&mia, &clients, Some("Application/JSON; charset=utf-8"), whole).await;
        assert_eq!(with_charset.status, 201, "{}", with_charset.body);
    }

    async fn a_body_that_is_too_large_is_refused_with_the_limit(app: TestApp) {
        let acme = app.team("Acme").await;
        let mia = app.member(&acme, Role::Manager, "Mia").await;
        let large = json!({"name": "x".repeat(256 * 1024)}).to_string();
        let answer = body(&mia, &acme.path("clients"), JSON, large).await;
        assert_eq!((answer.status, answer.code()), (413, "body_too_large"));
        assert!(answer.body["detail"].as_str().is_some_and(|detail| detail.contains("262144")));
    }

    async fn a_query_is_read_whole_or_refused(app: TestApp) {
        let acme = app.team("Acme").await;
        let mia = app.member(&acme, Role::Manager, "Mia").await;
        for query in [
            "limit=0", "limit=201", "limit=-1", "limit=many", "limt=7", "archived=maybe", "limit=1&limit=2",
            "search=%00", &format!("search={}", "x".repeat(201)),
        ] {
            let answer = mia.get(&acme.path(&format!("clients?{query}"))).await;
            assert_eq!((answer.status, answer.code()), (400, "malformed_request"), "{query}: {}", answer.body);
        }
        for query in ["projectId=x", "running=maybe", "from=today", "to=10000-01-01T00:00:00Z", "search=a%00b"] {
            let answer = mia.get(&acme.path(&format!("time-entries?{query}"))).await;
            assert_eq!((answer.status, answer.code()), (400, "malformed_request"), "{query}: {}", answer.body);
        }
    }

    async fn every_refusal_is_a_problem_with_the_requests_id(app: TestApp) {
        app.operator().await;
        let nobody = app.anonymous();
        for (method, path, status, code) in [
            (Method::GET, "/nowhere", 404, "route_not_found"),
            (Method::GET, "/organizations", 405, "method_not_allowed"),
            (Method::DELETE, "/memberships", 405, "method_not_allowed"),
            (Method::GET, "/memberships", 401, "not_authenticated"),
            (Method::POST, "/auth/sign-in", 415, "unsupported_media_type"),
        ] {
            let answer = nobody.send(method, path, None).await;
            assert_eq!((answer.status, answer.code()), (status, code), "{path}");
            let header = |name: &str| text(&answer.headers, name);
            assert_eq!(header(CONTENT_TYPE.as_str()), "application/problem+json", "{path}");
            assert_eq!(answer.body["requestId"], json!(header("x-request-id")), "{path}");
            assert_eq!(answer.body["type"], json!(format!("urn:tenure:problem:{code}")));
            assert_eq!(answer.body["status"], status);
            assert_eq!(header(CACHE_CONTROL.as_str()), "no-store", "{path}");
        }
        let answer = nobody.send(Method::DELETE, "/memberships", None).await;
        assert_eq!(text(&answer.headers, ALLOW.as_str()), "GET,HEAD");
        let outside = nobody.send_raw(Request::get("/api/v2/clients").body(Body::empty()).expect("a request")).await;
        assert_eq!(outside.code(), "route_not_found");
    }

    async fn every_answer_has_an_id_and_the_headers_that_keep_browsers_safe(app: TestApp) {
        let ana = app.user("Ana").await;
        let (first, second) = (ana.get("/memberships").await, ana.get("/memberships").await);
        let header = |name: &str| text(&first.headers, name);
        assert_eq!(header("x-request-id").len(), 36);
        assert_ne!(header("x-request-id"), text(&second.headers, "x-request-id"));
        assert_eq!(header("cache-control"), "no-store");
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("referrer-policy"), "no-referrer");
        assert!(header("content-security-policy").contains("frame-ancestors 'none'"));
    }

    async fn a_text_that_is_no_id_is_answered_like_one_that_nothing_has(app: TestApp) {
        let acme = app.team("Acme").await;
        let mia = app.member(&acme, Role::Manager, "Mia").await;
        let unused = "01a1c554-5200-7707-8707-070707070707";
        for id in ["x", "1", "%00", unused] {
            let answer = mia.get(&format!("/organizations/{id}/clients")).await;
            assert_eq!((answer.status, answer.code()), (404, "organization_not_found"), "{id}");
            let answer = mia.get(&acme.path(&format!("clients/{id}"))).await;
            assert_eq!((answer.status, answer.code()), (404, "not_found"), "{id}");
        }
        assert_eq!(mia.get(&acme.path("clients/%ff")).await.status, 404);
        let body = mia.get(&format!("/organizations/{unused}")).await.body;
        let names: Vec<_> = body["memberships"].as_array().into_iter().flatten()
            .map(|membership| membership["organization"]["name"].clone()).collect();
        assert_eq!(names, [Value::from("Mia"), Value::from("Acme")], "where the user may go instead");
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}
