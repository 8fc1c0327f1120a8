//! Resend's HTTP API, spoken directly: its own library drops what tells one 429 from another.

use std::time::Duration;

use reqwest::header::{HeaderMap, RETRY_AFTER};
use serde::Deserialize;
use serde_json::json;

use super::verdict::{self, Refusal};
use super::{Answer, Parcel, Verdict};

/// The longest wait that a provider may ask for: a day.
const LONGEST_MS: i64 = 86_400_000;
/// The most characters of an answer's words that are kept.
const WORDS: usize = 500;

/// Resend's HTTP API.
pub struct Resend {
    client: reqwest::Client,
    url: String,
    key: String,
    sender: String,
}

impl std::fmt::Debug for Resend {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Resend")
            .field("url", &self.url)
            .field("sender", &self.sender)
            .finish_non_exhaustive()
    }
}

#[derive(Deserialize)]
struct Sent {
    id: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Problem {
    name: String,
    message: String,
}

impl Resend {
    /// Where Resend is.
    pub const BASE_URL: &'static str = "https://api.resend.com";

    /// Resend at `base_url`, with this key, for mail from `sender`.
    #[must_use]
    pub fn new(client: reqwest::Client, base_url: &str, key: String, sender: String) -> Self {
        Self {
            client,
            url: format!("{}/emails", base_url.trim_end_matches('/')),
            key,
            sender,
        }
    }

    pub(in crate::mail) fn sender(&self) -> &str {
        &self.sender
    }

    pub(in crate::mail) async fn send(&self, parcel: &Parcel, timeout: Duration) -> Answer {
        let request = self
            .client
            .post(&self.url)
            .bearer_auth(&self.key)
            .header("idempotency-key", &parcel.idempotency_key)
            .timeout(timeout)
            .json(&json!({
                "from": parcel.sender,
                "to": [parcel.recipient],
                "subject": parcel.subject,
                "text": parcel.text,
                "html": parcel.html,
            }));
        let response = match request.send().await {
            Ok(response) => response,
            Err(error) => return without_answer(&error).into(),
        };
        let status = response.status().as_u16();
        let (retry_after_ms, rest_ms) = (retry_after(response.headers()), rest(response.headers()));
        let body = match response.bytes().await {
            Ok(body) => body,
            Err(error) => return without_answer(&error).into(),
        };
        let verdict = if (200..300).contains(&status) {
            match serde_json::from_slice::<Sent>(&body) {
                Ok(Sent { id }) => Verdict::Taken {
                    provider_id: Some(id),
                },
                Err(error) => Verdict::Unanswered {
                    reason: format!("{status} without the message's id: {error}"),
                },
            }
        } else {
            let problem: Problem = serde_json::from_slice(&body).unwrap_or_default();
            verdict::of_resend(Refusal {
                status,
                name: &cut(&problem.name),
                message: &cut(&problem.message),
                retry_after_ms,
            })
        };
        Answer { verdict, rest_ms }
    }
}

/// What a failed exchange means. The words hold no address: the request's URL has none.
fn without_answer(error: &reqwest::Error) -> Verdict {
    let mut reason = "no answer".to_owned();
    let mut cause: Option<&dyn std::error::Error> = Some(error);
    while let Some(error) = cause {
        reason = format!("{reason}: {error}");
        cause = error.source();
    }
    if error.is_connect() {
        Verdict::Refused { reason }
    } else {
        Verdict::Unanswered { reason }
    }
}

fn seconds(headers: &HeaderMap, name: impl reqwest::header::AsHeaderName) -> Option<i64> {
    let seconds: i64 = headers.get(name)?.to_str().ok()?.trim().parse().ok()?;
    (seconds >= 0).then(|| seconds.saturating_mul(1000).min(LONGEST_MS))
}

fn retry_after(headers: &HeaderMap) -> Option<i64> {
    seconds(headers, RETRY_AFTER)
}

/// How long to leave it alone: until the limit is reset, if nothing of it is left.
fn rest(headers: &HeaderMap) -> Option<i64> {
    let left = headers.get("ratelimit-remaining")?.to_str().ok()?;
    (left.trim() == "0")
        .then(|| seconds(headers, "ratelimit-reset"))
        .flatten()
}

/// Words short enough to keep, on one line.
fn cut(words: &str) -> String {
    words
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(WORDS)
        .collect()
}
