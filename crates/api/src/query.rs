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

/// The most characters of a text to search for.
const SEARCH_CHARACTERS: usize = 200;

/// The text to search for; white space around it is not meant, and none at all finds everything.
pub(crate) fn search(asked: Option<String>) -> Result<Option<String>, Problem> {
    let Some(asked) = asked else {
        return Ok(None);
    };
    // Databases hold no NUL, and refuse to look for one.
    if asked.chars().count() > SEARCH_CHARACTERS || asked.contains('\0') {
        return Err(Problem::new(
            ErrorCode::MalformedRequest,
            format!("`search` must be text of at most {SEARCH_CHARACTERS} characters."),
        ));
    }
    Ok(Some(asked.trim().to_owned()).filter(|text| !text.is_empty()))
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
