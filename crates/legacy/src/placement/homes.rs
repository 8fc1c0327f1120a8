//! The home of clients, projects, categories, time entries, running timers and imports.

use std::collections::HashMap;

use super::memberships::Counting;
use super::workspaces::WorkspaceRule;
use super::{Home, OrphanReason};
use crate::convex_id::ConvexId;
use crate::shape::{Ownership, Reference};

/// Users, organizations, and who is in what.
#[derive(Debug)]
pub(super) struct Homes {
    /// Each user's personal workspace.
    pub(super) workspaces: HashMap<ConvexId, (Home, WorkspaceRule)>,
    /// Each organization of the snapshot, with its owner if it is a personal workspace.
    pub(super) organizations: HashMap<ConvexId, Option<ConvexId>>,
    /// By organization and user.
    pub(super) memberships: HashMap<(ConvexId, ConvexId), Counting>,
}

/// What a reference to a parent is worth in a home.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Parent {
    /// It lives in the same home.
    Here(ConvexId),
    /// It lives elsewhere.
    Foreign,
    /// It is not there, or has no home.
    Missing,
}

impl Homes {
    /// The user, if there.
    pub(super) fn user(&self, reference: Option<&Reference>) -> Option<ConvexId> {
        reference?
            .id()
            .filter(|user| self.workspaces.contains_key(user))
    }

    /// The organization, if there.
    pub(super) fn organization(&self, reference: &Reference) -> Option<ConvexId> {
        reference
            .id()
            .filter(|organization| self.organizations.contains_key(organization))
    }

    /// Whether the snapshot, or being its owner, makes the user a member of the home.
    pub(super) fn is_member(&self, user: ConvexId, home: Home) -> bool {
        self.is_owner(user, home)
            || matches!(home, Home::Organization(id) if self.memberships.contains_key(&(id, user)))
    }

    /// Whether the user is an active member of the home.
    pub(super) fn is_active(&self, user: ConvexId, home: Home) -> bool {
        let active = |id| {
            self.memberships
                .get(&(id, user))
                .is_some_and(|membership| membership.is_active)
        };
        self.is_owner(user, home) || matches!(home, Home::Organization(id) if active(id))
    }

    /// Whether the home is the user's personal workspace: they are always its active owner.
    pub(super) fn is_owner(&self, user: ConvexId, home: Home) -> bool {
        self.workspaces
            .get(&user)
            .is_some_and(|(own, _)| *own == home)
    }

    /// The first rule that applies. `parent` is the home of the document's parent, if it has both.
    pub(super) fn home(
        &self,
        ownership: &Ownership,
        parent: Option<Home>,
    ) -> Result<Home, OrphanReason> {
        if let Some(organization) = &ownership.organization {
            let organization = self
                .organization(organization)
                .ok_or(OrphanReason::OrganizationMissing)?;
            return Ok(Home::Organization(organization));
        }
        let named = ownership.user.as_ref().ok_or(OrphanReason::Unowned)?;
        let user = self.user(Some(named)).ok_or(OrphanReason::OwnerMissing)?;
        if let Some(parent) = parent.filter(|parent| self.is_active(user, *parent)) {
            return Ok(parent);
        }
        self.workspaces
            .get(&user)
            .map(|(home, _)| *home)
            .ok_or(OrphanReason::OwnerMissing)
    }
}

/// What a document in `home` makes of its parent.
pub(super) fn parent(homes: &HashMap<ConvexId, Home>, reference: &Reference, home: Home) -> Parent {
    match reference.id().and_then(|id| Some((id, *homes.get(&id)?))) {
        Some((id, its)) if its == home => Parent::Here(id),
        Some(_) => Parent::Foreign,
        None => Parent::Missing,
    }
}
