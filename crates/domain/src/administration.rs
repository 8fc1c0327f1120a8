//! Users and organizations as operators' commands list them.

use serde::Serialize;

use crate::email::EmailAddress;
use crate::id::{OrganizationId, UserId};
use crate::organization::OrganizationKind;
use crate::role::Role;
use crate::slug::Slug;
use crate::time::Instant;

/// A user, as operators list them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ListedUser {
    /// Its id.
    pub id: UserId,
    /// The name.
    pub name: String,
    /// The address, if it has one.
    pub email: Option<EmailAddress>,
    /// Whether it may run the instance.
    pub is_operator: bool,
    /// Whether nobody signs in as it.
    pub is_placeholder: bool,
    /// When it was made.
    pub created_at: Instant,
}

/// An organization that a user is or was in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UserMembership {
    /// The organization.
    pub organization_id: OrganizationId,
    /// Its name in URLs.
    pub slug: Slug,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub kind: OrganizationKind,
    /// What the user may do there.
    pub role: Role,
    /// Whether the user may come in.
    pub active: bool,
    /// Whether the user was removed.
    pub removed: bool,
}

/// An organization, as operators list them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ListedOrganization {
    /// Its id.
    pub id: OrganizationId,
    /// Its name in URLs.
    pub slug: Slug,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub kind: OrganizationKind,
    /// When it was made.
    pub created_at: Instant,
    /// How many active members it has.
    pub active_members: i64,
}

/// Somebody in an organization, as operators see them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OrganizationMember {
    /// The user.
    pub user_id: UserId,
    /// The user's name.
    pub name: String,
    /// The user's address, if there is one.
    pub email: Option<EmailAddress>,
    /// What they may do.
    pub role: Role,
    /// Whether they may come in.
    pub active: bool,
    /// Whether they were removed.
    pub removed: bool,
    /// Whether nobody signs in as them.
    pub placeholder: bool,
}
