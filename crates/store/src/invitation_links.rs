//! Invitations, as whoever brings their link sees them: before there is a membership, and maybe
//! before there is an account.
//!
//! [`find`] is the one look that is made before the organization is known, in a transaction that
//! may see the invitation with that very token and nothing else. What it gives is the proof that
//! everything after it asks for. A token that nobody has leads to an organization that nobody has,
//! so that what follows is the same work.

use tenure_domain::id::{InvitationId, MembershipId, OrganizationId, UserId};
use tenure_domain::invitation::{Invitation, InvitationStatus, Revocation, may_offer};
use tenure_domain::role::Role;
use tenure_domain::slug::Slug;
use tenure_domain::time::Instant;
use tenure_domain::user::User;
use uuid::Uuid;

use crate::db::{Columns, Error, FromRow, Tx, values};
use crate::scope::{Authority as _, Bearer};
use crate::sessions::TokenHash;
use crate::statement::statements;

statements! {
    FIND = "SELECT organization_id, id FROM invitations WHERE token_hash = $1";
    OFFER = "SELECT i.id, i.email, i.role,
            CASE WHEN i.status = 'pending' AND i.expires_at <= $3 THEN 'expired' ELSE i.status END,
            i.note, i.invited_by, inviter.name, i.created_at, i.expires_at, i.sends, i.accepted_at, i.accepted_by,
            accepter.name, i.declined_at, i.revoked_at, i.revoked_because, i.renewal_asked_at,
            i.delivery_state, i.delivery_at, i.delivery_attempts, i.delivery_reason,
            COALESCE(i.link_made_at, i.created_at), o.name, o.slug, o.kind = 'team' AND o.deletion_due IS NULL, m.role
        FROM invitations i JOIN organizations o ON o.id = i.organization_id
        LEFT JOIN users inviter ON inviter.id = i.invited_by
        LEFT JOIN users accepter ON accepter.id = i.accepted_by
        LEFT JOIN memberships m ON m.organization_id = i.organization_id AND m.user_id = i.invited_by AND m.is_active
        WHERE i.organization_id = $1 AND i.id = $2 AND i.token_hash = $4";
    ACCEPT = "UPDATE invitations SET status = 'accepted', accepted_at = $4, accepted_by = $5
        WHERE organization_id = $1 AND id = $2 AND token_hash = $3 AND status = 'pending' AND expires_at > $4 RETURNING role";
    JOIN = "INSERT INTO memberships
        (organization_id, id, user_id, role, is_active, invited_by, invited_at, accepted_at, created_at, updated_at)
        VALUES ($1, $2, $3, $4, TRUE, $5, $6, $7, $7, $7)
        ON CONFLICT (organization_id, user_id) DO UPDATE SET role = excluded.role, is_active = TRUE, removed_at = NULL,
            invited_by = excluded.invited_by, invited_at = excluded.invited_at, accepted_at = excluded.accepted_at,
            updated_at = excluded.updated_at
        WHERE memberships.removed_at <= $8";
    DECLINE = "UPDATE invitations SET status = 'declined', declined_at = $4
        WHERE organization_id = $1 AND id = $2 AND token_hash = $3 AND status = 'pending' AND expires_at > $4";
    REVOKE = "UPDATE invitations SET status = 'revoked', revoked_at = $4, revoked_because = 'inviterMayNot'
        WHERE organization_id = $1 AND id = $2 AND token_hash = $3 AND status = 'pending'";
    ASK_RENEWAL = "UPDATE invitations SET renewal_asked_at = $4
        WHERE organization_id = $1 AND id = $2 AND token_hash = $3 AND (renewal_asked_at IS NULL OR renewal_asked_at <= $5)
            AND (status = 'expired' OR (status = 'pending' AND expires_at <= $4))";
    WHO_MAY_INVITE = "SELECT u.id, u.name, u.email, u.is_operator FROM memberships m JOIN users u ON u.id = m.user_id
        WHERE m.organization_id = $1 AND m.is_active AND m.role IN ('owner', 'admin') AND u.email IS NOT NULL
        ORDER BY m.id LIMIT 20";
}

/// What a link offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The invitation.
    pub invitation: Invitation,
    /// When this link was made.
    pub link_made_at: Instant,
    /// The organization's name.
    pub organization_name: String,
    /// Its name in URLs.
    pub organization_slug: Slug,
    /// Whether the organization takes anybody: a team that does not wait to be deleted.
    takes_members: bool,
    /// The role of whoever invites, at this moment; none if they are gone.
    inviter_role: Option<Role>,
}

/// What can be done with a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Openness {
    /// It can be accepted.
    Open,
    /// Its time is over.
    Expired,
    /// Whoever invited may not any more.
    InviterMayNot,
    /// It was used, or taken back.
    Settled,
}

impl Offer {
    /// What can be done with the link, by everything that is known of it now.
    #[must_use]
    pub fn openness(&self) -> Openness {
        let Invitation { status, role, .. } = &self.invitation;
        let offered = self.inviter_role.is_some_and(|own| may_offer(own, *role));
        match status {
            _ if !self.takes_members => Openness::Settled,
            InvitationStatus::Expired => Openness::Expired,
            InvitationStatus::Pending if offered => Openness::Open,
            InvitationStatus::Pending => Openness::InviterMayNot,
            InvitationStatus::Accepted | InvitationStatus::Declined | InvitationStatus::Revoked => {
                Openness::Settled
            }
        }
    }
}

impl FromRow for Offer {
    fn from_row(columns: &mut Columns<'_>) -> Result<Self, Error> {
        Ok(Self {
            invitation: Invitation::from_row(columns)?,
            link_made_at: columns.take()?,
            organization_name: columns.take()?,
            organization_slug: columns.take()?,
            takes_members: columns.take()?,
            inviter_role: columns.take()?,
        })
    }
}

/// Where the link with this token leads. In a transaction of
/// [`crate::Tenancy::Invitation`], which sees that invitation alone.
///
/// # Errors
/// If the database fails.
pub async fn find(tx: &mut Tx, token_hash: &TokenHash) -> Result<Bearer, Error> {
    let found: Option<(OrganizationId, InvitationId)> =
        tx.optional(FIND, values![token_hash]).await?;
    let nowhere = || {
        (
            OrganizationId::from_uuid(Uuid::nil()),
            InvitationId::from_uuid(Uuid::nil()),
        )
    };
    let (organization, invitation) = found.unwrap_or_else(nowhere);
    Ok(Bearer::new(organization, invitation, *token_hash))
}

/// What the link offers; none if it leads nowhere, or a newer one was made since.
///
/// # Errors
/// If the database fails.
pub async fn offer(tx: &mut Tx, bearer: &Bearer, now: Instant) -> Result<Option<Offer>, Error> {
    tx.optional(
        OFFER,
        values![
            bearer.organization_id(),
            bearer.invitation_id(),
            now,
            bearer.token_hash()
        ],
    )
    .await
}

/// Uses the link up, for a user, and tells as what: of many who try at once, one is told. None if it
/// was used, taken back or has expired.
///
/// # Errors
/// If the database fails.
pub async fn accept(
    tx: &mut Tx,
    bearer: &Bearer,
    user: UserId,
    now: Instant,
) -> Result<Option<Role>, Error> {
    let role: Option<(Role,)> = tx
        .optional(
            ACCEPT,
            values![
                bearer.organization_id(),
                bearer.invitation_id(),
                bearer.token_hash(),
                now,
                user
            ],
        )
        .await?;
    Ok(role.map(|(role,)| role))
}

/// A membership that an invitation leads to.
#[derive(Debug, Clone, Copy)]
pub struct Joining {
    /// Its id, if it is new.
    pub id: MembershipId,
    /// Who joins.
    pub user_id: UserId,
    /// As what.
    pub role: Role,
    /// Who invited.
    pub invited_by: Option<UserId>,
    /// When they were invited.
    pub invited_at: Instant,
    /// When the link was made: somebody who was removed after that does not come back by it.
    pub link_made_at: Instant,
}

/// Makes the membership, or that of somebody who was removed before the link was made a membership
/// again. Whoever has one already keeps it as it is, active or not. Tells whether anything changed.
///
/// # Errors
/// If the database fails.
pub async fn join(
    tx: &mut Tx,
    bearer: &Bearer,
    joining: &Joining,
    now: Instant,
) -> Result<bool, Error> {
    let joined = tx
        .execute(
            JOIN,
            values![
                bearer.organization_id(),
                joining.id,
                joining.user_id,
                joining.role,
                joining.invited_by,
                joining.invited_at,
                now,
                joining.link_made_at,
            ],
        )
        .await?;
    Ok(joined == 1)
}

/// Declines a pending invitation, and tells whether it was one.
///
/// # Errors
/// If the database fails.
pub async fn decline(tx: &mut Tx, bearer: &Bearer, now: Instant) -> Result<bool, Error> {
    settle(tx, DECLINE, bearer, now).await
}

/// Revokes a pending invitation whose inviter may not invite any more, and tells whether it was one
/// and why.
///
/// # Errors
/// If the database fails.
pub async fn revoke_without_inviter(
    tx: &mut Tx,
    bearer: &Bearer,
    now: Instant,
) -> Result<Option<Revocation>, Error> {
    let revoked = settle(tx, REVOKE, bearer, now).await?;
    Ok(revoked.then_some(Revocation::InviterMayNot))
}

async fn settle(
    tx: &mut Tx,
    statement: crate::statement::Statement,
    bearer: &Bearer,
    now: Instant,
) -> Result<bool, Error> {
    let settled = tx
        .execute(
            statement,
            values![
                bearer.organization_id(),
                bearer.invitation_id(),
                bearer.token_hash(),
                now
            ],
        )
        .await?;
    Ok(settled == 1)
}

/// Notes that the invitee of an expired invitation asks for a new link, unless that was noted after
/// `not_since`; and tells whether it was noted now.
///
/// # Errors
/// If the database fails.
pub async fn ask_renewal(
    tx: &mut Tx,
    bearer: &Bearer,
    not_since: Instant,
    now: Instant,
) -> Result<bool, Error> {
    let asked = tx
        .execute(
            ASK_RENEWAL,
            values![
                bearer.organization_id(),
                bearer.invitation_id(),
                bearer.token_hash(),
                now,
                not_since
            ],
        )
        .await?;
    Ok(asked == 1)
}

/// Up to twenty who may invite and can be written to, longest-standing first.
///
/// # Errors
/// If the database fails.
pub async fn who_may_invite(tx: &mut Tx, bearer: &Bearer) -> Result<Vec<User>, Error> {
    tx.all(WHO_MAY_INVITE, values![bearer.organization_id()])
        .await
}
