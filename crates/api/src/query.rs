//! What stands behind `?`.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;
use tenure_domain::error::ErrorCode;
use tenure_domain::page::PageLimit;

use crate::problem::Problem;

/// The query, read into its type; what is unknown or wrong is said, not ignored.
pub(crate) struct Query<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        match axum::extract::Query::from_request_parts(parts, state).await {
            Ok(axum::extract::Query(query)) => Ok(Self(query)),
            Err(rejection) => Err(Problem::new(
                ErrorCode::MalformedRequest,
                rejection.body_text(),
            )),
        }
    }
}

/// The rows that a page shall hold.
pub(crate) fn limit(asked: Option<u32>) -> Result<PageLimit, Problem> {
    let Some(asked) = asked else {
        return Ok(PageLimit::DEFAULT);
    };
    u8::try_from(asked)
        .ok()
        .and_then(PageLimit::new)
        .ok_or_else(|| {
            Problem::new(
                ErrorCode::MalformedRequest,
                format!(
                    "`limit` must be between 1 and {}, not {asked}.",
                    PageLimit::MAX
                ),
            )
        })
}
