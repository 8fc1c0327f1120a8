//! The API's own description and a page to browse it.

use axum::Router;
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::http::{HeaderValue, Request};
use axum::middleware::{self, Next};
use axum::response::Response;
use utoipa_swagger_ui::SwaggerUi;

use crate::openapi;
use crate::state::ApiState;

/// Where the document is.
pub(crate) const DOCUMENT: &str = "/api/openapi.json";

/// The document at `/api/openapi.json`, the page at `/api/docs`.
pub(crate) fn router() -> Router<ApiState> {
    Router::<ApiState>::from(SwaggerUi::new("/api/docs").url(DOCUMENT, openapi::document()))
        .layer(middleware::from_fn(allow_its_styles))
}

/// The page draws icons from `data:` addresses and sets styles inline; its scripts are our own.
async fn allow_its_styles(request: Request<axum::body::Body>, next: Next) -> Response {
    let mut response = next.run(request).await;
    response.headers_mut().insert(
        CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'"),
    );
    response
}
