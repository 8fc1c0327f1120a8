//! The audit log: who changed what in an organization.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::id::{AuditEntryId, UserId};
use crate::time::Instant;

/// Where a change came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The request, as the server's log names it.
    pub request_id: String,
    /// The network address, if the server knows it.
    pub address: Option<String>,
}

/// One change, as it was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AuditEntry {
    /// Its id.
    pub id: AuditEntryId,
    /// When it was made.
    pub at: Instant,
    /// Who made it.
    #[schema(required)]
    pub actor_id: Option<UserId>,
    /// The function that made it, as in `members.update`.
    pub function: String,
    /// What was changed: an organization or a membership.
    pub subject_id: Uuid,
    /// What was there before, of what changed; none if it is new.
    #[schema(value_type = Option<Object>, required)]
    pub before: Option<serde_json::Value>,
    /// What is there after; none if it is gone.
    #[schema(value_type = Option<Object>, required)]
    pub after: Option<serde_json::Value>,
    /// The request, as the server's log names it.
    pub request_id: String,
    /// The network address it came from, if the server knew it.
    #[schema(required)]
    pub address: Option<String>,
}
