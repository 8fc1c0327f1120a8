//! Bodies: JSON of at most 256 KiB.

use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use serde::de::DeserializeOwned;
use tenure_domain::error::ErrorCode;

use crate::problem::Problem;

/// The most bytes of a body: a description of 5,000 characters fits a dozen times.
pub(crate) const LIMIT_BYTES: usize = 256 * 1024;

/// The limit as a layer, for bodies that are read.
pub(crate) fn limit() -> DefaultBodyLimit {
    DefaultBodyLimit::max(LIMIT_BYTES)
}

/// A JSON body, read into its type.
pub(crate) struct Body<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        parse(&json_bytes(request, state).await?).map(Self)
    }
}

/// The bytes of a body that says it is JSON.
pub(crate) async fn json_bytes<S: Send + Sync>(
    request: Request,
    state: &S,
) -> Result<Bytes, Problem> {
    // A form of another site cannot send this type without asking first.
    let kind = request
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .unwrap_or_default();
    if !kind
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .eq_ignore_ascii_case("application/json")
    {
        return Err(Problem::new(
            ErrorCode::UnsupportedMediaType,
            "Send JSON, with `Content-Type: application/json`.",
        ));
    }
    Bytes::from_request(request, state).await.map_err(|_| {
        Problem::new(
            ErrorCode::BodyTooLarge,
            format!("A request may hold at most {LIMIT_BYTES} bytes."),
        )
    })
}

/// The JSON of a body, read into its type.
pub(crate) fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    serde_json::from_slice(bytes).map_err(|error| {
        Problem::new(
            ErrorCode::MalformedRequest,
            format!("The JSON of the request cannot be used: {error}."),
        )
    })
}
