//! The provider: an HTTP server that keeps its promises as Resend does, and breaks down as told.

use std::collections::{HashMap, HashSet, VecDeque};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Response};
use axum::routing::post;
use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A way in which a request goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mishap {
    /// Too many requests; with or without `retry-after`, in seconds.
    RateLimited(Option<u32>),
    /// The day's mails are used up.
    DailyQuota(Option<u32>),
    /// The month's mails are used up.
    MonthlyQuota(Option<u32>),
    /// 500, and nothing was taken.
    ServerError,
    /// 503, and nothing was taken.
    Unavailable,
    /// 409, for now.
    Locked,
    /// 401: the key is not known.
    UnknownKey,
    /// 422: this mail will never be taken.
    Invalid,
    /// The answer comes too late, and the mail was taken.
    Slow(Duration),
    /// The connection ends before the answer, and the mail was taken.
    CutAfterTaking,
    /// The connection ends before the answer, and nothing was taken.
    CutBeforeTaking,
}

/// A mail that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// The provider's id.
    pub id: String,
    /// The key it came with.
    pub key: String,
    /// The request's body.
    pub body: Value,
}

impl Accepted {
    /// The address it goes to.
    #[must_use]
    pub fn recipient(&self) -> &str {
        self.body["to"][0].as_str().unwrap_or_default()
    }
}

#[derive(Default)]
struct Inner {
    /// What goes wrong next, in this order.
    script: VecDeque<Mishap>,
    /// What goes wrong of itself, once in a while.
    weather: Option<(ChaCha8Rng, Vec<Mishap>)>,
    /// Payload and id by key.
    known: HashMap<String, (Vec<u8>, String)>,
    /// Keys that are being worked on.
    running: HashSet<String>,
    accepted: Vec<Accepted>,
    requests: usize,
}

/// The stand-in. It ends when it is dropped.
pub struct Provider {
    address: SocketAddr,
    inner: Arc<Mutex<Inner>>,
    server: JoinHandle<()>,
}

impl Drop for Provider {
    fn drop(&mut self) {
        self.server.abort();
    }
}

fn lock(inner: &Mutex<Inner>) -> MutexGuard<'_, Inner> {
    inner
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}

impl Provider {
    /// A provider to whom nothing happens.
    ///
    /// # Panics
    /// If there is no port.
    pub async fn start() -> Self {
        let inner = Arc::new(Mutex::new(Inner::default()));
        let router = Router::new()
            .route("/emails", post(emails))
            .with_state(Arc::clone(&inner));
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let server = tokio::spawn(async move {
            axum::serve(listener, router).await.expect("it serves");
        });
        Self {
            address,
            inner,
            server,
        }
    }

    /// Where it is.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What goes wrong next, one mishap for each request.
    pub fn then(&self, mishaps: impl IntoIterator<Item = Mishap>) {
        lock(&self.inner).script.extend(mishaps);
    }

    /// From now on every second request or so meets one of these, as the seed has it.
    pub fn weather(&self, seed: u64, mishaps: &[Mishap]) {
        lock(&self.inner).weather = Some((ChaCha8Rng::seed_from_u64(seed), mishaps.to_vec()));
    }

    /// What it has taken, in order.
    #[must_use]
    pub fn accepted(&self) -> Vec<Accepted> {
        lock(&self.inner).accepted.clone()
    }

    /// How many requests there were.
    #[must_use]
    pub fn requests(&self) -> usize {
        lock(&self.inner).requests
    }
}

async fn emails(
    State(inner): State<Arc<Mutex<Inner>>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let key = header("idempotency-key").unwrap_or_default().to_owned();
    if key.is_empty() || key.len() > 256 {
        return refusal(400, "invalid_idempotency_key", None);
    }
    if !header("authorization").is_some_and(|value| value.starts_with("Bearer re_")) {
        return refusal(401, "missing_api_key", None);
    }
    let mishap = {
        let mut inner = lock(&inner);
        inner.requests += 1;
        if inner.running.contains(&key) {
            return refusal(409, "concurrent_idempotent_requests", None);
        }
        next_mishap(&mut inner)
    };
    match mishap {
        Some(Mishap::RateLimited(after)) => refusal(429, "rate_limit_exceeded", after),
        Some(Mishap::DailyQuota(after)) => refusal(429, "daily_quota_exceeded", after),
        Some(Mishap::MonthlyQuota(after)) => refusal(429, "monthly_quota_exceeded", after),
        Some(Mishap::ServerError) => refusal(500, "application_error", None),
        Some(Mishap::Unavailable) => refusal(503, "service_unavailable", None),
        Some(Mishap::Locked) => refusal(409, "resource_locked", None),
        Some(Mishap::UnknownKey) => refusal(401, "restricted_api_key", None),
        Some(Mishap::Invalid) => refusal(422, "invalid_parameter", None),
        Some(Mishap::CutBeforeTaking) => cut(),
        Some(Mishap::CutAfterTaking) => {
            accept(&inner, key, &body);
            cut()
        }
        Some(Mishap::Slow(wait)) => {
            lock(&inner).running.insert(key.clone());
            let answer = accept(&inner, key.clone(), &body);
            // Whoever asked may be gone by then; the key is free again all the same.
            let finished = tokio::spawn(async move {
                tokio::time::sleep(wait).await;
                lock(&inner).running.remove(&key);
                answer
            });
            finished.await.unwrap_or_else(|_| cut())
        }
        None => accept(&inner, key, &body),
    }
}

fn next_mishap(inner: &mut Inner) -> Option<Mishap> {
    if let Some(mishap) = inner.script.pop_front() {
        return Some(mishap);
    }
    let (draw, mishaps) = inner.weather.as_mut()?;
    let number = draw.random_range(0..mishaps.len() * 2);
    mishaps.get(number).copied()
}

/// Takes a mail, once for each key.
fn accept(inner: &Mutex<Inner>, key: String, body: &[u8]) -> Response<Body> {
    let mut inner = lock(inner);
    if let Some((payload, id)) = inner.known.get(&key) {
        return if payload == body {
            answer(200, &json!({"id": id}), None)
        } else {
            refusal(409, "invalid_idempotent_request", None)
        };
    }
    let id = format!("00000000-0000-4000-8000-{:012}", inner.accepted.len() + 1);
    inner.known.insert(key.clone(), (body.to_vec(), id.clone()));
    let taken = serde_json::from_slice(body).unwrap_or_default();
    inner.accepted.push(Accepted {
        id: id.clone(),
        key,
        body: taken,
    });
    answer(200, &json!({"id": id}), None)
}

fn refusal(status: u16, name: &str, retry_after: Option<u32>) -> Response<Body> {
    let body = json!({"statusCode": status, "name": name, "message": "in words"});
    answer(status, &body, retry_after)
}

fn answer(status: u16, body: &Value, retry_after: Option<u32>) -> Response<Body> {
    let mut response = Response::builder()
        .status(status)
        .header("content-type", "application/json");
    if let Some(seconds) = retry_after {
        response = response.header("retry-after", seconds);
    }
    response
        .body(Body::from(body.to_string()))
        .expect("a response")
}

/// An answer that breaks off.
fn cut() -> Response<Body> {
    let broken = futures::stream::once(async { Err::<Bytes, _>(std::io::Error::other("cut")) });
    Response::new(Body::from_stream(broken))
}
