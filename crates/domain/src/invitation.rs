//! Invitations: offers of a membership, to an address.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::id::{InvitationId, UserId};
use crate::message::MessageState;
use crate::permission::Permission;
use crate::role::Role;
use crate::time::Instant;

/// How long a link works: seven days.
pub const LIFETIME_SECONDS: i64 = 7 * 24 * 3600;

/// How far an invitation has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum InvitationStatus {
    /// Its link works.
    Pending,
    /// It was accepted.
    Accepted,
    /// It was declined.
    Declined,
    /// It was taken back.
    Revoked,
    /// Its time is over.
    Expired,
}

impl InvitationStatus {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Pending,
        Self::Accepted,
        Self::Declined,
        Self::Revoked,
        Self::Expired,
    ];

    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::Revoked => "revoked",
            Self::Expired => "expired",
        }
    }

    /// Whether a new link can be made for it.
    #[must_use]
    pub const fn may_be_sent_again(self) -> bool {
        matches!(self, Self::Pending | Self::Expired)
    }
}

/// Why an invitation was revoked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum Revocation {
    /// Somebody took it back.
    TakenBack,
    /// Whoever invited may not any more: they left, or have a lesser role now.
    InviterMayNot,
}

impl Revocation {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::TakenBack, Self::InviterMayNot];

    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TakenBack => "takenBack",
            Self::InviterMayNot => "inviterMayNot",
        }
    }
}

/// Somebody, as an invitation names them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Person {
    /// The user.
    pub user_id: UserId,
    /// The user's name.
    pub name: String,
}

/// What became of an invitation's newest mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Delivery {
    /// How far it has come.
    pub state: MessageState,
    /// Since when.
    pub at: Instant,
    /// How often it was tried.
    pub attempts: i64,
    /// What the provider said last, in its own words.
    #[schema(required)]
    pub reason: Option<String>,
}

/// An invitation as those who may read invitations see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Invitation {
    /// Its id.
    pub id: InvitationId,
    /// The address, as whoever invited wrote it.
    pub email: String,
    /// What the invitee would be.
    pub role: Role,
    /// How far it has come; past its time it is expired.
    pub status: InvitationStatus,
    /// What the inviter added in their own words.
    #[schema(required)]
    pub note: Option<String>,
    /// Who invites: whose right to do so counts. None if nobody knows any more.
    #[schema(required)]
    pub invited_by: Option<Person>,
    /// When it was made.
    pub created_at: Instant,
    /// Until when its link works.
    pub expires_at: Instant,
    /// How often a link was made.
    pub sends: i64,
    /// When it was accepted.
    #[schema(required)]
    pub accepted_at: Option<Instant>,
    /// By whom.
    #[schema(required)]
    pub accepted_by: Option<Person>,
    /// When it was declined.
    #[schema(required)]
    pub declined_at: Option<Instant>,
    /// When it was revoked.
    #[schema(required)]
    pub revoked_at: Option<Instant>,
    /// Why it was revoked.
    #[schema(required)]
    pub revoked_because: Option<Revocation>,
    /// When the invitee asked for a new link after this one had expired.
    #[schema(required)]
    pub renewal_asked_at: Option<Instant>,
    /// What became of the newest mail; none if its link was only copied, or it comes from a snapshot.
    #[schema(required)]
    pub delivery: Option<Delivery>,
}

/// Whether somebody with the role `own` may offer the role `offered`: they may invite at all, and
/// nothing above themselves.
#[must_use]
pub fn may_offer(own: Role, offered: Role) -> bool {
    own >= Permission::CreateInvitations.least_role() && own >= offered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_in_the_database_is_the_word_in_json() {
        for status in InvitationStatus::ALL {
            assert_eq!(serde_json::to_value(status).unwrap(), status.as_str());
        }
        for revocation in Revocation::ALL {
            assert_eq!(
                serde_json::to_value(revocation).unwrap(),
                revocation.as_str()
            );
        }
    }

    #[test]
    fn nobody_offers_a_role_above_their_own() {
        for own in Role::ALL {
            for offered in Role::ALL {
                let expected = own >= Role::Admin && offered <= own;
                assert_eq!(may_offer(own, offered), expected, "{own} offers {offered}");
            }
        }
    }
}
