//! Which membership counts, and who is an active member of what.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::builder::MembershipFact;
use crate::convex_id::ConvexId;

/// The membership that counts, of a user in an organization.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counting {
    /// Its document.
    pub(super) id: ConvexId,
    /// Whether it is active, role and all. Personal workspaces' owners are, whatever it says.
    pub(super) is_active: bool,
}

/// By organization and user: the newest active one, else the newest.
pub(super) fn counting_memberships(
    memberships: &[MembershipFact],
    exists: impl Fn(ConvexId, ConvexId) -> bool,
) -> HashMap<(ConvexId, ConvexId), Counting> {
    let mut best: HashMap<(ConvexId, ConvexId), &MembershipFact> = HashMap::new();
    for membership in memberships {
        let Some((organization, user)) = membership.organization.zip(membership.user.id()) else {
            continue;
        };
        if !exists(organization, user) {
            continue;
        }
        match best.entry((organization, user)) {
            Entry::Vacant(vacant) => {
                vacant.insert(membership);
            }
            Entry::Occupied(mut occupied) => {
                let current = *occupied.get();
                if (membership.is_active, membership.age) > (current.is_active, current.age) {
                    occupied.insert(membership);
                }
            }
        }
    }
    best.into_iter()
        .map(|(key, membership)| {
            // An unknown role comes in inactive.
            let is_active = membership.is_active && membership.has_role;
            (
                key,
                Counting {
                    id: membership.age.id,
                    is_active,
                },
            )
        })
        .collect()
}
