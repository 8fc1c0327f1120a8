//! The answer that signs a browser in.

use axum::Json;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderName, HeaderValue};
use axum::response::AppendHeaders;
use tenure_app::auth::{Overview, Token};

use crate::cookie::Cookies;

/// The cookie, and all that the page needs next.
pub(super) type SignedInAnswer = (
    AppendHeaders<[(HeaderName, HeaderValue); 1]>,
    Json<Overview>,
);

pub(super) fn signed_in(cookies: &Cookies, (token, overview): (Token, Overview)) -> SignedInAnswer {
    (
        AppendHeaders([(SET_COOKIE, cookies.give(&token))]),
        Json(overview),
    )
}
