//! Whether the server lives, and whether it is ready for requests.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;

use crate::state::ApiState;

pub(crate) fn router() -> Router<ApiState> {
    Router::new()
        .route("/healthz", get(async || "alive\n"))
        .route("/readyz", get(ready))
}

/// Ready means that the database answers.
async fn ready(State(state): State<ApiState>) -> (StatusCode, &'static str) {
    match state.app().overview(None).await {
        Ok(_) => (StatusCode::OK, "ready\n"),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            (
                StatusCode::SERVICE_UNAVAILABLE,
                "the database does not answer; see the log\n",
            )
        }
    }
}
