//! The session's cookie.

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use tenure_app::auth::Token;
use tenure_domain::session::ABSOLUTE_SECONDS;

/// How the session's cookie is named and protected.
pub(crate) struct Cookies {
    name: &'static str,
    secure: &'static str,
}

impl Cookies {
    /// Over https the name begins with `__Host-`: no other host or path can set it, and it never
    /// travels in the clear.
    pub(crate) fn new(public_url: &str) -> Self {
        if public_url.starts_with("https://") {
            Self {
                name: "__Host-tenure",
                secure: "; Secure",
            }
        } else {
            Self {
                name: "tenure",
                secure: "",
            }
        }
    }

    /// The token that a request brings.
    pub(crate) fn token(&self, headers: &HeaderMap) -> Option<Token> {
        let cookies = headers
            .get_all(COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok());
        cookies
            .flat_map(|cookies| cookies.split(';'))
            .filter_map(|cookie| cookie.trim().split_once('='))
            .find(|(name, _)| *name == self.name)
            .and_then(|(_, value)| Token::presented(value))
    }

    /// The header that hands a token to the browser.
    pub(crate) fn give(&self, token: &Token) -> HeaderValue {
        self.header(token.secret(), ABSOLUTE_SECONDS)
    }

    /// The header that takes it back.
    pub(crate) fn take_back(&self) -> HeaderValue {
        self.header("", 0)
    }

    fn header(&self, value: &str, max_age: i64) -> HeaderValue {
        let text = format!(
            "{}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={max_age}{}",
            self.name, self.secure
        );
        // The parts are ASCII by construction.
        HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""))
    }
}
