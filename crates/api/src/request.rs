//! The frame around every request: its id, its limits, its line in the log.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tenure_app::auth::Token;
use tenure_domain::error::ErrorCode;

use crate::problem::Problem;
use crate::state::ApiState;

/// How long a request may take before it is given up.
const TIMEOUT: Duration = Duration::from_secs(30);
/// The header in which a request's id goes out.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

tokio::task_local! {
    static CURRENT: String;
}

/// The id of the request that is being answered.
pub(crate) fn request_id() -> String {
    CURRENT.try_with(Clone::clone).unwrap_or_default()
}

/// A path as it may stand in a log: the tokens of links let whoever reads them in.
fn without_tokens(path: &str) -> String {
    let shown = path.split('/').map(|part| match Token::presented(part) {
        Some(_) => "{token}",
        None => part,
    });
    shown.collect::<Vec<_>>().join("/")
}

/// The request's path as it may stand in a log. Tokens that came in from a snapshot have a form of their
/// own, so that a route with one in it is named instead.
fn path_to_log(request: &Request) -> String {
    let matched = request.extensions().get::<MatchedPath>();
    let matched = matched.map(MatchedPath::as_str);
    match matched.filter(|matched| matched.contains("{token}")) {
        Some(matched) => matched.to_owned(),
        None => without_tokens(request.uri().path()),
    }
}

/// Gives the request an id and a time limit, and turns a panic into a problem.
pub(crate) async fn frame(State(state): State<ApiState>, request: Request, next: Next) -> Response {
    let id = state.app().new_request_id();
    let (method, path) = (request.method().clone(), path_to_log(&request));
    let answer = CURRENT.scope(id.clone(), async move {
        let answered = futures::FutureExt::catch_unwind(AssertUnwindSafe(next.run(request)));
        match tokio::time::timeout(TIMEOUT, answered).await {
            Ok(Ok(response)) => response,
            Ok(Err(_panic)) => Problem::new(
                ErrorCode::Internal,
                "The server's log has the cause under this request's id.",
            )
            .into_response(),
            Err(_elapsed) => Problem::new(
                ErrorCode::Timeout,
                format!("The request took longer than {} seconds and was given up. Ask for less at once.", TIMEOUT.as_secs()),
            )
            .into_response(),
        }
    });
    let mut response = answer.await;
    tracing::debug!(request_id = id, %method, path, status = response.status().as_u16(), "answered");
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_logged_without_the_token_in_it() {
        let token = "A".repeat(43);
        let logged = without_tokens(&format!("/api/v1/auth/link/{token}"));
        assert_eq!(logged, "/api/v1/auth/link/{token}");
        let other = "/api/v1/clients/0196f0c4-8a00-7000-8000-000000000000";
        assert_eq!(without_tokens(other), other);
    }
}
