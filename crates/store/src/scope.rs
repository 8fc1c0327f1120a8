//! Scope: who asks, in which organization, with which permission.
//!
//! Only a membership look-up makes an [`Access`] ([`crate::memberships::authorize`] for requests,
//! [`crate::memberships::act_for`] for the operator's commands), and only an access that has a
//! permission becomes a [`Scope`] of it. Every function that touches a tenant's
//! rows takes a scope of the permission it needs, so that code that forgets to ask does not
//! compile. The type lives beside the look-up, not in the domain, because Rust's privacy ends at
//! the crate: here nothing else can make one.

use std::marker::PhantomData;

use tenure_domain::id::{InvitationId, MembershipId, OrganizationId, UserId};
use tenure_domain::organization::Standing;
use tenure_domain::permission::{
    Permission, Proof, ReadAllTimeEntries, UpdateAllTimeEntries, grants,
};
use tenure_domain::policy::Policy;
use tenure_domain::role::Role;
use tenure_domain::time::Instant;

use crate::Tenancy;

/// An active membership, as the database had it when the request came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Access {
    organization_id: OrganizationId,
    membership_id: MembershipId,
    user_id: UserId,
    role: Role,
    standing: Standing,
    policy: Policy,
}

/// Why an access is not enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The role does not have the permission.
    #[error(transparent)]
    Denied(#[from] AccessDenied),
    /// The role has it, but the organization waits to be deleted.
    #[error(transparent)]
    Closing(#[from] Closing),
}

/// The organization waits to be deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the organization is to be deleted at {due}")]
pub struct Closing {
    /// When it is deleted.
    pub due: Instant,
}

/// The role does not have the permission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the role {role} does not have the permission {permission}; {}", self.holders())]
pub struct AccessDenied {
    /// The permission that was missing.
    pub permission: Permission,
    /// The role held.
    pub role: Role,
    /// The organization's settings that some permissions depend on, as they were.
    pub policy: Policy,
}

impl AccessDenied {
    /// Who has the permission, as in “manager and above have it”.
    #[must_use]
    pub fn holders(&self) -> String {
        self.permission.holders(self.policy)
    }
}

impl Access {
    /// The access of an active member; none if the organization's standing keeps them out.
    pub(crate) fn of(
        organization_id: OrganizationId,
        membership_id: MembershipId,
        user_id: UserId,
        role: Role,
        standing: Standing,
        policy: Policy,
    ) -> Option<Self> {
        standing.admits(role).then_some(Self {
            organization_id,
            membership_id,
            user_id,
            role,
            standing,
            policy,
        })
    }

    /// Asks for a permission.
    ///
    /// # Errors
    /// If the role does not have it, or the organization waits to be deleted.
    pub fn require<P: Proof>(self) -> Result<Scope<P>, Refused> {
        self.check(P::PERMISSION)?;
        Ok(Scope {
            access: self,
            proof: PhantomData,
        })
    }

    /// The one decision on what somebody may do.
    fn check(self, permission: Permission) -> Result<(), Refused> {
        let Self { role, policy, .. } = self;
        if !grants(role, policy, permission) {
            return Err(AccessDenied {
                permission,
                role,
                policy,
            }
            .into());
        }
        match self.standing {
            Standing::Closing { due } if !self.standing.leaves(permission) => {
                Err(Closing { due }.into())
            }
            _ => Ok(()),
        }
    }
}

/// Proof of the permission `P` in one organization.
#[derive(Debug)]
pub struct Scope<P: Proof> {
    access: Access,
    proof: PhantomData<fn() -> P>,
}

impl<P: Proof> Clone for Scope<P> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<P: Proof> Copy for Scope<P> {}

/// On whose authority an organization is changed: that of a member's scope, or of an invitation's
/// link. What is told of a change, and locked for it, does not ask which.
pub trait Authority: sealed::Sealed + Sync {
    /// The organization.
    fn organization_id(&self) -> OrganizationId;
    /// The user, if there is one.
    fn actor(&self) -> Option<UserId>;
}

mod sealed {
    pub trait Sealed {}
    impl<P: super::Proof> Sealed for super::Scope<P> {}
    impl Sealed for super::Bearer {}
    impl Sealed for super::Course {}
}

impl<P: Proof> Authority for Scope<P> {
    fn organization_id(&self) -> OrganizationId {
        self.access.organization_id
    }

    fn actor(&self) -> Option<UserId> {
        Some(self.access.user_id)
    }
}

/// The course of things in an organization, such as the end of a time: nobody changes it then.
#[derive(Debug, Clone, Copy)]
pub struct Course(OrganizationId);

impl Authority for Course {
    fn organization_id(&self) -> OrganizationId {
        self.0
    }

    fn actor(&self) -> Option<UserId> {
        None
    }
}

/// Whoever brings an invitation's link, signed in or not: proof made only by the look-up of its
/// token, [`crate::invitation_links::find`].
#[derive(Clone, Copy)]
pub struct Bearer {
    organization_id: OrganizationId,
    invitation_id: InvitationId,
    token_hash: [u8; 32],
}

impl Bearer {
    pub(crate) const fn new(
        organization_id: OrganizationId,
        invitation_id: InvitationId,
        token_hash: [u8; 32],
    ) -> Self {
        Self {
            organization_id,
            invitation_id,
            token_hash,
        }
    }

    /// The invitation.
    #[must_use]
    pub const fn invitation_id(&self) -> InvitationId {
        self.invitation_id
    }

    /// What a transaction for it may touch.
    #[must_use]
    pub const fn tenancy(&self) -> Tenancy {
        Tenancy::Organization(self.organization_id)
    }

    /// The same, with a user's own rows: those of who joins.
    #[must_use]
    pub const fn tenancy_with(&self, user: UserId) -> Tenancy {
        Tenancy::UserIn(user, self.organization_id)
    }

    pub(crate) const fn token_hash(&self) -> &[u8; 32] {
        &self.token_hash
    }
}

impl std::fmt::Debug for Bearer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Bearer({})", self.invitation_id)
    }
}

impl Authority for Bearer {
    fn organization_id(&self) -> OrganizationId {
        self.organization_id
    }

    fn actor(&self) -> Option<UserId> {
        None
    }
}

/// Whose time entries a scope reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Everyone's in the organization.
    Everyones,
    /// One user's.
    Of(UserId),
}

impl Whose {
    /// The one user, if it is one.
    #[must_use]
    pub const fn user(self) -> Option<UserId> {
        match self {
            Self::Everyones => None,
            Self::Of(user) => Some(user),
        }
    }
}

impl<P: Proof> Scope<P> {
    /// The organization.
    #[must_use]
    pub const fn organization_id(&self) -> OrganizationId {
        self.access.organization_id
    }

    /// The membership.
    #[must_use]
    pub const fn membership_id(&self) -> MembershipId {
        self.access.membership_id
    }

    /// The user who asks.
    #[must_use]
    pub const fn user_id(&self) -> UserId {
        self.access.user_id
    }

    /// The role held.
    #[must_use]
    pub const fn role(&self) -> Role {
        self.access.role
    }

    /// The organization's settings that some permissions depend on.
    #[must_use]
    pub const fn policy(&self) -> Policy {
        self.access.policy
    }

    /// What happens in the organization by itself while this scope works.
    #[must_use]
    pub const fn course(&self) -> Course {
        Course(self.access.organization_id)
    }

    /// What a transaction for this scope may touch.
    #[must_use]
    pub const fn tenancy(&self) -> Tenancy {
        Tenancy::Organization(self.access.organization_id)
    }

    /// Asks for a further permission.
    ///
    /// # Errors
    /// If the role does not have it, or the organization waits to be deleted.
    pub fn also<Q: Proof>(&self) -> Result<Scope<Q>, Refused> {
        self.access.require()
    }

    /// Whose time entries this scope may see: the one rule for lists, reports and totals.
    #[must_use]
    pub fn sees(&self) -> Whose {
        self.reach::<ReadAllTimeEntries>()
    }

    /// Whose time entries this scope may change.
    #[must_use]
    pub fn changes(&self) -> Whose {
        self.reach::<UpdateAllTimeEntries>()
    }

    fn reach<Q: Proof>(&self) -> Whose {
        if self.access.check(Q::PERMISSION).is_ok() {
            Whose::Everyones
        } else {
            Whose::Of(self.access.user_id)
        }
    }
}
