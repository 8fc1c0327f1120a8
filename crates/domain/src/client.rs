//! Clients.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::id::ClientId;
use crate::time::Instant;

/// Where a client is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Address {
    /// Street and number.
    #[serde(default)]
    pub street: Option<String>,
    /// City.
    #[serde(default)]
    pub city: Option<String>,
    /// Country.
    #[serde(default)]
    pub country: Option<String>,
    /// Postal code.
    #[serde(default)]
    pub post_code: Option<String>,
}

impl Address {
    /// Whether nothing is filled in.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.street.is_none()
            && self.city.is_none()
            && self.country.is_none()
            && self.post_code.is_none()
    }
}

/// Someone work is done for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Client {
    /// Its id.
    pub id: ClientId,
    /// Its name.
    pub name: String,
    /// A note.
    #[schema(required)]
    pub note: Option<String>,
    /// Its web site.
    #[schema(required)]
    pub website_url: Option<String>,
    /// Its colour, `#rrggbb`.
    #[schema(required)]
    pub color: Option<String>,
    /// Where it is.
    #[schema(required)]
    pub address: Option<Address>,
    /// Whether it is put away.
    pub archived: bool,
    /// When it was made.
    pub created_at: Instant,
    /// When it was last changed.
    pub updated_at: Instant,
}

/// Which rows of an archivable kind a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum ArchivedFilter {
    /// Only those in use.
    #[default]
    Active,
    /// Only those put away.
    Archived,
    /// All of them.
    All,
}
