//! Sessions: a signed-in browser.

use serde::Serialize;
use utoipa::ToSchema;

use crate::id::SessionId;
use crate::time::Instant;

/// How long a session lasts without a request: 30 days.
pub const IDLE_SECONDS: i64 = 30 * 24 * 3600;
/// How long a session lasts at the most: 180 days.
pub const ABSOLUTE_SECONDS: i64 = 180 * 24 * 3600;
/// How old the note of the last request may grow before a request renews it: 5 minutes, so that
/// reading pages writes almost nothing.
pub const TOUCH_SECONDS: i64 = 300;

/// A session as its user sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Session {
    /// Its id; never the secret.
    pub id: SessionId,
    /// When it began.
    pub created_at: Instant,
    /// When it was last used, to five minutes.
    pub last_seen_at: Instant,
    /// When it ends if it is not used before.
    pub expires_at: Instant,
    /// The browser, as it names itself, cut to 200 characters.
    pub user_agent: String,
    /// Whether it is the one that asks.
    pub current: bool,
}
