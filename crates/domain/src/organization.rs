//! Organizations: the tenants.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::id::OrganizationId;
use crate::money::Currency;
use crate::slug::Slug;
use crate::time::Instant;

/// What an organization is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum OrganizationKind {
    /// The one workspace of its creator alone.
    Personal,
    /// Shared by members.
    Team,
}

impl OrganizationKind {
    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Personal => "personal",
            Self::Team => "team",
        }
    }
}

/// An organization.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Organization {
    /// Its id.
    pub id: OrganizationId,
    /// Its name in URLs.
    pub slug: Slug,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub kind: OrganizationKind,
    /// The currency of new rates and budgets.
    pub currency: Currency,
    /// When it was made.
    pub created_at: Instant,
}
