//! Which organization is whose personal workspace.

use std::collections::{HashMap, HashSet};

use super::Home;
use super::builder::{IndexBuilder, UserFact};
use crate::convex_id::ConvexId;
use crate::shape::Reference;

/// By which rule a personal workspace is its user's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum WorkspaceRule {
    /// The oldest organization they created that is marked personal.
    Marked,
    /// None is marked: the oldest they created in which nobody else has ever been.
    Sole,
    /// Neither: a new one.
    New,
}

impl WorkspaceRule {
    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Marked => "marked",
            Self::Sole => "sole",
            Self::New => "new",
        }
    }
}

/// The personal workspace of each user. The builder's users and organizations are oldest first.
pub(super) fn personal_workspaces(
    facts: &IndexBuilder,
) -> HashMap<ConvexId, (Home, WorkspaceRule)> {
    let users: HashMap<ConvexId, &UserFact> =
        facts.users.iter().map(|user| (user.age.id, user)).collect();
    let shared = shared_organizations(facts, &users);
    let mut workspaces: HashMap<ConvexId, (Home, WorkspaceRule)> = users
        .keys()
        .map(|user| (*user, (Home::NewPersonal(*user), WorkspaceRule::New)))
        .collect();
    for organization in &facts.organizations {
        let id = organization.age.id;
        let Some(workspace) = organization
            .created_by
            .and_then(|creator| workspaces.get_mut(&creator))
        else {
            continue;
        };
        let rule = match workspace.1 {
            WorkspaceRule::New | WorkspaceRule::Sole if organization.is_marked => {
                WorkspaceRule::Marked
            }
            WorkspaceRule::New if !shared.contains(&id) => WorkspaceRule::Sole,
            _ => continue,
        };
        *workspace = (Home::Organization(id), rule);
    }
    workspaces
}

/// The organizations in which somebody other than their creator has ever been a member, active or
/// not, there or not, or has been invited. An invitation to the creator's own address is none.
fn shared_organizations(
    facts: &IndexBuilder,
    users: &HashMap<ConvexId, &UserFact>,
) -> HashSet<ConvexId> {
    let creators: HashMap<ConvexId, Option<ConvexId>> = facts
        .organizations
        .iter()
        .map(|organization| (organization.age.id, organization.created_by))
        .collect();
    let by_membership = facts.memberships.iter().filter_map(|membership| {
        let organization = membership.organization?;
        let creator = (*creators.get(&organization)?)?;
        (membership.user != Reference::Id(creator)).then_some(organization)
    });
    let by_invitation = facts.invitations.iter().filter_map(|invitation| {
        let organization = invitation.organization?;
        let creator = users.get(&(*creators.get(&organization)?)?)?;
        (creator.email_key.as_deref() != Some(&invitation.email_key)).then_some(organization)
    });
    by_membership.chain(by_invitation).collect()
}
