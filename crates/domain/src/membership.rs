//! Memberships: a user in an organization.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::id::{MembershipId, UserId};
use crate::organization::Organization;
use crate::permission::Permission;
use crate::role::Role;

/// An active membership as its own user sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Membership {
    /// Its id.
    pub id: MembershipId,
    /// What it may do.
    pub role: Role,
    /// The words of everything the role may do here: by the one table, and by what the organization
    /// has chosen for the permissions that depend on it.
    pub permissions: Vec<&'static str>,
    /// The organization.
    pub organization: Organization,
}

impl Membership {
    /// A membership with the permissions its role has in an organization of this standing.
    #[must_use]
    pub fn new(id: MembershipId, role: Role, organization: Organization) -> Self {
        let standing = organization.standing();
        let permissions = role
            .permissions(organization.policy())
            .filter(|permission| standing.leaves(*permission))
            .map(Permission::as_str)
            .collect();
        Self {
            id,
            role,
            permissions,
            organization,
        }
    }
}

/// What a membership is at the moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum MemberState {
    /// Its user may come in.
    Active,
    /// It is deactivated.
    Inactive,
    /// It has ended; what its user tracked stays.
    Removed,
    /// Nobody can sign in with it: it holds what an unknown person tracked.
    Placeholder,
}

/// A membership as others in the organization see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Member {
    /// The membership's id.
    pub id: MembershipId,
    /// The user.
    pub user_id: UserId,
    /// The user's name.
    pub name: String,
    /// What the member may do.
    pub role: Role,
    /// Whether the member may come in.
    pub active: bool,
    /// Whether nobody can sign in as this member: it holds what an unknown person tracked.
    pub placeholder: bool,
    /// Whether the member was removed: what they tracked stays.
    pub removed: bool,
}
