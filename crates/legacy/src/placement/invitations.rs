//! Which invitations are still pending after the move.

use std::collections::HashMap;

use super::Age;
use super::builder::InvitationFact;
use crate::convex_id::ConvexId;
use crate::shape::InvitationStatus;

/// The new status of each invitation that the snapshot has as pending: past its expiry it is
/// expired; of several that are left for one organization and address the newest stays pending,
/// the others are revoked.
pub(super) fn pending_invitations(
    invitations: &[InvitationFact],
    now: i64,
    exists: impl Fn(ConvexId) -> bool,
) -> HashMap<ConvexId, InvitationStatus> {
    let mut newest: HashMap<(ConvexId, &str), Age> = HashMap::new();
    let mut statuses = HashMap::new();
    for invitation in invitations
        .iter()
        .filter(|invitation| invitation.status == InvitationStatus::Pending)
    {
        let Some(organization) = invitation
            .organization
            .filter(|organization| exists(*organization))
        else {
            continue;
        };
        if invitation.expires_at <= now {
            statuses.insert(invitation.age.id, InvitationStatus::Expired);
            continue;
        }
        // Revoked until it proves to be the newest.
        statuses.insert(invitation.age.id, InvitationStatus::Revoked);
        let best = newest
            .entry((organization, invitation.email_key.as_ref()))
            .or_insert(invitation.age);
        *best = invitation.age.max(*best);
    }
    statuses.extend(
        newest
            .into_values()
            .map(|age| (age.id, InvitationStatus::Pending)),
    );
    statuses
}
