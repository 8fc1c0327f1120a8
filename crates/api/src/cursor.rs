//! Cursors: the place where a page ended, signed and bound to its list.
//!
//! A cursor is `base64url(place) . base64url(HMAC-SHA-256(key, function, organization, filter,
//! place))`, the MAC cut to 128 bits. One of another list, organization or filter is refused.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::Sha256;
use tenure_app::tracker::Slice;
use tenure_domain::error::ErrorCode;
use tenure_domain::page::Page;

use crate::problem::Problem;

const MAC_BYTES: usize = 16;

/// The instance's key.
pub(crate) struct CursorKey(String);

/// One list: what its cursors are bound to.
pub(crate) struct List<'a> {
    key: &'a CursorKey,
    bound_to: String,
}

impl CursorKey {
    pub(crate) const fn new(key: String) -> Self {
        Self(key)
    }

    /// The list that `function` gives in `organization` for `filter`, whose `Debug` text tells one
    /// filter from another.
    pub(crate) fn list(
        &self,
        function: &str,
        organization: impl std::fmt::Display,
        filter: &impl std::fmt::Debug,
    ) -> List<'_> {
        List {
            key: self,
            bound_to: format!("{function}\n{organization}\n{filter:?}\n"),
        }
    }
}

impl List<'_> {
    fn mac(&self, place: &[u8]) -> Option<Hmac<Sha256>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.key.0.as_bytes()).ok()?;
        mac.update(self.bound_to.as_bytes());
        mac.update(place);
        Some(mac)
    }

    /// The place that a cursor stands for; none for the beginning of the list.
    pub(crate) fn open<T: DeserializeOwned>(
        &self,
        cursor: Option<&str>,
    ) -> Result<Option<T>, Problem> {
        let Some(cursor) = cursor else {
            return Ok(None);
        };
        let opened = || {
            let (place, mac) = cursor.split_once('.')?;
            let place = URL_SAFE_NO_PAD.decode(place).ok()?;
            let mac = URL_SAFE_NO_PAD
                .decode(mac)
                .ok()
                .filter(|mac| mac.len() == MAC_BYTES)?;
            self.mac(&place)?.verify_truncated_left(&mac).ok()?;
            serde_json::from_slice::<Option<T>>(&place).ok()
        };
        opened().ok_or_else(|| {
            Problem::new(
                ErrorCode::BadCursor,
                "Use the continueCursor of this very list, with the same filters, or begin again without one.",
            )
        })
    }

    fn seal(&self, place: &impl Serialize) -> Result<String, Problem> {
        let failed = |cause: String| Problem::from(tenure_app::Error::Internal(cause));
        let place = serde_json::to_vec(place).map_err(|error| failed(error.to_string()))?;
        let mac = self
            .mac(&place)
            .ok_or_else(|| failed("the cursor key is not a key".to_owned()))?;
        let mac = mac.finalize().into_bytes();
        Ok(format!(
            "{}.{}",
            URL_SAFE_NO_PAD.encode(&place),
            URL_SAFE_NO_PAD.encode(&mac[..MAC_BYTES])
        ))
    }

    /// A page of this list. `place` tells where a row stands. Every page has a cursor, also one
    /// without rows: asked again, it finds what has been added since.
    pub(crate) fn page<T, P: Serialize>(
        &self,
        slice: Slice<T>,
        cursor: Option<String>,
        place: impl Fn(&T) -> P,
    ) -> Result<Page<T>, Problem> {
        let continue_cursor = match slice.rows.last() {
            Some(last) => self.seal(&place(last))?,
            None => match cursor {
                Some(cursor) => cursor,
                None => self.seal(&None::<P>)?,
            },
        };
        Ok(Page {
            page: slice.rows,
            is_done: !slice.more,
            continue_cursor,
        })
    }
}
