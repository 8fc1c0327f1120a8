//! Categories: a name for a kind of time entry.

use serde::Serialize;
use utoipa::ToSchema;

use crate::id::CategoryId;

/// A category.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Category {
    /// Its id.
    pub id: CategoryId,
    /// Its name, unique in the organization.
    pub name: String,
    /// Its colour, `#rrggbb`.
    #[schema(required)]
    pub color: Option<String>,
}
