//! The web app, embedded in the binary.
//!
//! Files under `assets/` carry a hash in their names and are kept for good; every other address is
//! the app's own page, which the browser asks about again each time. A build without the web app
//! says so instead.

use axum::body::Body;
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};

use crate::problem;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../web/dist"]
#[allow_missing = true]
struct Files;

const FOR_GOOD: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");

pub(crate) async fn serve(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    if path == "api" || path.starts_with("api/") {
        return problem::no_such_route().await.into_response();
    }
    if !matches!(method, Method::GET | Method::HEAD) {
        return problem::method_not_allowed().await.into_response();
    }
    if let Some(response) = file(path, &headers) {
        return response;
    }
    // A missing asset must not be answered with a page: a browser would run it as a script.
    if path.starts_with("assets/") {
        return (StatusCode::NOT_FOUND, "no such file\n").into_response();
    }
    file("index.html", &headers).unwrap_or_else(|| {
        let message =
            "This build of tenure has no web app in it. Build both with `cargo xtask run`.\n";
        (StatusCode::NOT_FOUND, message).into_response()
    })
}

fn file(path: &str, headers: &HeaderMap) -> Option<Response> {
    if path.is_empty() || has_packed_name(path) {
        return None;
    }
    let (found, encoding) =
        packed(path, headers).or_else(|| Files::get(path).map(|found| (found, None)))?;
    let tag = HeaderValue::from_str(&format!(
        "\"{}\"",
        tenure_app::auth::hex(&found.metadata.sha256_hash()[..16])
    ))
    .ok()?;
    let cache = if path.starts_with("assets/") {
        FOR_GOOD
    } else {
        ASK_AGAIN
    };
    let unchanged = headers.get(IF_NONE_MATCH).is_some_and(|known| known == tag);
    let mut response = if unchanged {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Response::new(Body::from(found.data.into_owned()))
    };
    let out = response.headers_mut();
    out.insert(CONTENT_TYPE, HeaderValue::from_static(media_type(path)));
    out.insert(CACHE_CONTROL, cache);
    out.insert(ETAG, tag);
    out.insert(VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(encoding) = encoding.filter(|_| !unchanged) {
        out.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    Some(response)
}

fn has_packed_name(path: &str) -> bool {
    let extension = std::path::Path::new(path).extension();
    extension.is_some_and(|extension| extension == "br" || extension == "gz")
}

/// The file as the build packed it, in a form that the browser takes.
fn packed(path: &str, headers: &HeaderMap) -> Option<(EmbeddedFile, Option<&'static str>)> {
    let accepted = headers.get(ACCEPT_ENCODING)?.to_str().ok()?;
    let takes = |name: &str| {
        accepted
            .split(',')
            .any(|part| part.split(';').next().unwrap_or_default().trim() == name)
    };
    [("br", ".br"), ("gzip", ".gz")]
        .into_iter()
        .filter(|(name, _)| takes(name))
        .find_map(|(name, suffix)| {
            Files::get(&format!("{path}{suffix}")).map(|found| (found, Some(name)))
        })
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, extension)| extension) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("json" | "map" | "webmanifest") => "application/json",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
