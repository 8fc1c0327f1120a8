//! One request and its answer, in process: no port is opened.

use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{CONTENT_TYPE, COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, Request};
use futures::StreamExt as _;
use serde_json::Value;
use tower::ServiceExt as _;

use super::Error;

/// The most bytes of an answer that are judged: no answer is that long.
const ANSWER_BYTES: usize = 64 * 1024 * 1024;
/// How long a stream may take for its first message.
const HEAD: Duration = Duration::from_secs(1);

/// What is asked.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    /// The route, for messages.
    pub(super) route: String,
    pub(super) method: &'static str,
    /// Below `/api/v1`.
    pub(super) path_and_query: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Option<Value>,
}

impl Asked {
    /// All that the request says, less who asks.
    pub(super) fn text(&self) -> String {
        use std::fmt::Write as _;
        let mut text = self.path_and_query.clone();
        // Writing to a `String` cannot fail.
        for (name, value) in &self.headers {
            let _ = write!(text, "\n{name}: {value}");
        }
        if let Some(body) = &self.body {
            let _ = write!(text, "\n{body}");
        }
        text
    }
}

/// What is answered.
#[derive(Debug, Clone, Default)]
pub(super) struct Answer {
    pub(super) status: u16,
    /// The headers, one a line.
    pub(super) headers: String,
    /// The body; of a stream its first message.
    pub(super) body: String,
    /// The cookie it sets, as `name=value`.
    pub(super) cookie: Option<String>,
}

impl Answer {
    /// Whether it was done.
    pub(super) const fn is_success(&self) -> bool {
        matches!(self.status, 200..300)
    }

    /// The body's JSON; null if it is none.
    pub(super) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_default()
    }
}

/// Asks, as whoever the cookie stands for.
pub(super) async fn ask(
    router: &Router,
    cookie: Option<&str>,
    asked: &Asked,
) -> Result<Answer, Error> {
    let mut request = Request::builder()
        .method(asked.method)
        .uri(format!("/api/v1{}", asked.path_and_query));
    for (name, value) in &asked.headers {
        request = request.header(name, value);
    }
    if let Some(cookie) = cookie {
        request = request.header(COOKIE, cookie);
    }
    let failed = |error: String| Error::unprovable(&asked.route, error);
    let request = match &asked.body {
        Some(body) => request
            .header(CONTENT_TYPE, "application/json")
            .body(Body::from(body.to_string())),
        None => request.body(Body::empty()),
    };
    let request = request.map_err(|error| failed(format!("no request: {error}")))?;
    let Ok(response) = router.clone().oneshot(request).await;
    let (parts, body) = response.into_parts();
    let body = if is_stream(&parts.headers) {
        head(body).await
    } else {
        let bytes = to_bytes(body, ANSWER_BYTES).await;
        let bytes = bytes.map_err(|error| failed(format!("no whole answer: {error}")))?;
        if is_archive(&parts.headers) {
            unpacked(&bytes).map_err(|error| failed(format!("no archive: {error}")))?
        } else {
            String::from_utf8_lossy(&bytes).into_owned()
        }
    };
    let cookie = parts.headers.get(SET_COOKIE);
    Ok(Answer {
        status: parts.status.as_u16(),
        headers: lines(&parts.headers),
        body,
        cookie: cookie
            .and_then(|cookie| cookie.to_str().ok()?.split(';').next())
            .map(str::to_owned),
    })
}

fn is_stream(headers: &HeaderMap) -> bool {
    headers
        .get(CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-stream"))
}

fn is_archive(headers: &HeaderMap) -> bool {
    headers
        .get(CONTENT_TYPE)
        .is_some_and(|kind| kind == "application/zip")
}

/// What the files of an archive hold: compressed, nothing of a victim's would be seen.
fn unpacked(bytes: &[u8]) -> Result<String, zip::result::ZipError> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes))?;
    let mut text = String::new();
    for number in 0..archive.len() {
        let mut file = archive.by_index(number)?;
        text.push_str(&file.name()?);
        text.push('\n');
        std::io::Read::read_to_string(&mut file, &mut text)?;
    }
    Ok(text)
}

/// The first message of an answer that goes on; nothing if none comes in time.
async fn head(body: Body) -> String {
    let mut stream = body.into_data_stream();
    match tokio::time::timeout(HEAD, stream.next()).await {
        Ok(Some(Ok(bytes))) => String::from_utf8_lossy(&bytes).into_owned(),
        _ => String::new(),
    }
}

fn lines(headers: &HeaderMap) -> String {
    let mut lines = String::new();
    for (name, value) in headers {
        lines.push_str(name.as_str());
        lines.push_str(": ");
        lines.push_str(&String::from_utf8_lossy(value.as_bytes()));
        lines.push('\n');
    }
    lines
}
