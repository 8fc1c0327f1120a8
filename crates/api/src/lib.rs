//! The HTTP API of Tenure.
//!
//! A request's way: [`routes`] (the one table) → `v1/<resource>/<verb>.rs` (a guard, then one call)
//! → the use case in `tenure-app` → the answer, or a [`problem`]. What a handler may touch, its
//! guard hands over ([`guard`]); the state that the router carries holds nothing else to reach.
//!
//! # Adding a route
//! 1. `v1/<resource>/<verb>.rs`: a `handler` whose first argument is a guard, with
//!    `#[utoipa::path]` naming its method, path and function.
//! 2. One line in [`routes::table`].
//! 3. `cargo xtask generate`, and look at what changed: the OpenAPI file and the access matrix.

mod body;
mod cookie;
mod create;
mod cursor;
mod docs;
mod guard;
mod health;
pub mod isolation;
mod limits;
mod openapi;
mod path;
mod problem;
mod query;
mod request;
pub mod routes;
mod security;
mod state;
mod v1;
mod web;

use axum::Router;
use axum::middleware;
use tenure_app::Tenure;
use tokio::sync::watch;

pub use openapi::document as openapi_document;

/// The server's routes over the application. Answers that go on, as streams of events do, end when
/// `stopping` becomes true.
///
/// # Errors
/// If the database fails.
pub async fn router(
    app: Tenure,
    stopping: watch::Receiver<bool>,
) -> Result<Router, tenure_app::Error> {
    let state = state::ApiState::new(app, stopping).await?;
    let api = routes::router()
        .fallback(problem::no_such_route)
        .method_not_allowed_fallback(problem::method_not_allowed)
        .layer(middleware::from_fn_with_state(
            state.clone(),
            security::refuse_cross_site,
        ))
        .layer(middleware::from_fn(security::no_store));
    Ok(Router::new()
        .nest("/api/v1", api)
        .merge(docs::router())
        .merge(health::router())
        .fallback(web::serve)
        .with_state(state.clone())
        .layer(middleware::from_fn_with_state(
            state.clone(),
            security::headers,
        ))
        .layer(middleware::from_fn_with_state(state, request::frame)))
}
