//! Actors: whoever sends requests.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::header::{CONTENT_TYPE, COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, Method, Request};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use tenure_domain::id::UserId;
use tower::ServiceExt as _;

use crate::EventStream;

/// Somebody with a browser: signed in if it holds a cookie.
#[derive(Clone)]
pub struct Actor {
    router: Router,
    /// The session's cookie, as `name=value`.
    pub cookie: Option<String>,
    session: Value,
}

/// An answer.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body's bytes.
    pub bytes: Bytes,
    /// The body: its JSON, or its text as a JSON string; null if it is empty.
    pub body: Value,
}

impl Answer {
    /// The problem's code, if it is one.
    #[must_use]
    pub fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or_default()
    }

    /// Status and body in one value, for snapshots; a problem's request id is left out.
    #[must_use]
    pub fn snapshot(&self) -> Value {
        let mut body = self.body.clone();
        if let Some(body) = body.as_object_mut() {
            body.remove("requestId");
        }
        json!({"status": self.status, "body": body})
    }

    /// The id in the body.
    ///
    /// # Panics
    /// If there is none.
    #[must_use]
    pub fn id(&self) -> String {
        self.body["id"]
            .as_str()
            .unwrap_or_else(|| panic!("an id in {}", self.body))
            .to_owned()
    }
}

impl Actor {
    pub(crate) const fn new(router: Router) -> Self {
        Self {
            router,
            cookie: None,
            session: Value::Null,
        }
    }

    /// Signs in, up or sets up by this route, and keeps the cookie.
    ///
    /// # Panics
    /// If it is refused.
    pub async fn begin(&mut self, route: &str, form: Value) {
        let answer = self.post(route, form).await;
        assert!(
            matches!(answer.status, 200 | 201),
            "{route}: {}",
            answer.body
        );
        *self = self.clone().signed_in_by(&answer);
    }

    /// The same browser after this answer: with its cookie, and as the user it names.
    ///
    /// # Panics
    /// If it sets no cookie.
    #[must_use]
    pub fn signed_in_by(mut self, answer: &Answer) -> Self {
        let cookie = answer
            .headers
            .get(SET_COOKIE)
            .and_then(|cookie| cookie.to_str().ok())
            .expect("a cookie");
        self.cookie = cookie.split(';').next().map(str::to_owned);
        self.session = answer.body.clone();
        self
    }

    /// Who it is.
    ///
    /// # Panics
    /// If nobody is signed in.
    #[must_use]
    pub fn user_id(&self) -> UserId {
        self.session["user"]["id"]
            .as_str()
            .and_then(|id| id.parse().ok())
            .expect("a signed-in user")
    }

    /// The path of something in the actor's personal workspace.
    ///
    /// # Panics
    /// If nobody is signed in.
    #[must_use]
    pub fn personal_path(&self, rest: &str) -> String {
        let id = self.session["memberships"][0]["organization"]["id"]
            .as_str()
            .expect("a personal workspace");
        format!("/organizations/{id}/{rest}")
    }

    /// `GET`
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None).await
    }

    /// `POST`
    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(Method::POST, path, Some(body)).await
    }

    /// `POST` with an `Idempotency-Key`.
    ///
    /// # Panics
    /// If the router cannot answer, which it always can.
    pub async fn keyed(&self, path: &str, key: &str, body: Value) -> Answer {
        let request = Request::post(format!("/api/v1{path}"))
            .header(CONTENT_TYPE, "application/json")
            .header(COOKIE, self.cookie.clone().unwrap_or_default())
            .header("idempotency-key", key)
            .body(Body::from(body.to_string()));
        self.send_raw(request.expect("a request")).await
    }

    /// `PUT`
    pub async fn put(&self, path: &str, body: Value) -> Answer {
        self.send(Method::PUT, path, Some(body)).await
    }

    /// `PATCH`
    pub async fn patch(&self, path: &str, body: Value) -> Answer {
        self.send(Method::PATCH, path, Some(body)).await
    }

    /// `DELETE`
    pub async fn delete(&self, path: &str) -> Answer {
        self.send(Method::DELETE, path, None).await
    }

    /// Any request to a path below `/api/v1`.
    ///
    /// # Panics
    /// If the router cannot answer, which it always can.
    pub async fn send(&self, method: Method, path: &str, body: Option<Value>) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("/api/v1{path}"));
        if let Some(cookie) = &self.cookie {
            request = request.header(COOKIE, cookie);
        }
        let request = match body {
            Some(body) => request
                .header(CONTENT_TYPE, "application/json")
                .body(Body::from(body.to_string())),
            None => request.body(Body::empty()),
        };
        self.send_raw(request.expect("a request")).await
    }

    /// The organization's events, from now on or after the last message that was read.
    ///
    /// # Panics
    /// If it is refused.
    pub async fn events(&self, path: &str, after: Option<&str>) -> EventStream {
        let mut request = Request::get(format!("/api/v1{path}"))
            .header(COOKIE, self.cookie.clone().unwrap_or_default());
        if let Some(after) = after {
            request = request.header("last-event-id", after);
        }
        let request = request.body(Body::empty()).expect("a request");
        let response = self
            .router
            .clone()
            .oneshot(request)
            .await
            .expect("the router answers");
        assert_eq!(response.status(), 200, "the stream opens");
        EventStream::new(response.into_body())
    }

    /// The same person, at another server.
    #[must_use]
    pub fn at(&self, server: Router) -> Self {
        Self {
            router: server,
            ..self.clone()
        }
    }

    /// A request as it stands.
    ///
    /// # Panics
    /// If the router cannot answer, which it always can.
    pub async fn send_raw(&self, request: Request<Body>) -> Answer {
        let response = self
            .router
            .clone()
            .oneshot(request)
            .await
            .expect("the router answers");
        let (parts, body) = response.into_parts();
        // A stream has no end to wait for: its head is the answer.
        let streams = parts
            .headers
            .get(CONTENT_TYPE)
            .is_some_and(|kind| kind == "text/event-stream");
        let body = if streams { Body::empty() } else { body };
        let bytes = body.collect().await.expect("a whole body").to_bytes();
        let body = match serde_json::from_slice(&bytes) {
            Ok(json) => json,
            Err(_) if bytes.is_empty() => Value::Null,
            Err(_) => Value::String(String::from_utf8_lossy(&bytes).into_owned()),
        };
        Answer {
            status: parts.status.as_u16(),
            headers: parts.headers,
            bytes,
            body,
        }
    }
}
