//! Invitations, as members see and make them. Who opens a link comes by [`crate::invitation_links`].

use tenure_domain::email::EmailAddress;
use tenure_domain::id::{InvitationId, MessageId};
use tenure_domain::invitation::{Delivery, Invitation, InvitationStatus, Person};
use tenure_domain::message::MessageState;
use tenure_domain::permission::{
    CreateInvitations, Proof, ReadInvitations, ResendInvitations, RevokeInvitations,
};
use tenure_domain::role::Role;
use tenure_domain::text;
use tenure_domain::time::Instant;

use crate::db::dialect::contains_pattern;
use crate::db::{Columns, Error, FromRow, Query, Tx, values};
use crate::scope::Scope;
use crate::sessions::TokenHash;
use crate::statement::statements;

statements! {
    SELECT = "SELECT i.id, i.email, i.role,
            CASE WHEN i.status = 'pending' AND i.expires_at <= $2 THEN 'expired' ELSE i.status END,
            i.note, i.invited_by, inviter.name, i.created_at, i.expires_at, i.sends, i.accepted_at, i.accepted_by,
            accepter.name, i.declined_at, i.revoked_at, i.revoked_because, i.renewal_asked_at,
            i.delivery_state, i.delivery_at, i.delivery_attempts, i.delivery_reason
        FROM invitations i LEFT JOIN users inviter ON inviter.id = i.invited_by
        LEFT JOIN users accepter ON accepter.id = i.accepted_by
        WHERE i.organization_id = $1";
    INSERT = "INSERT INTO invitations (organization_id, id, email, email_key, role, token_hash, status, invited_by,
            created_at, link_made_at, expires_at, note, sends, message_id, delivery_state, delivery_at)
        VALUES ($1, $2, $3, $4, $5, $6, 'pending', $7, $8, $8, $9, $10, 1, $11, 'queued', $8) ON CONFLICT DO NOTHING";
    EXPIRE = "UPDATE invitations SET status = 'expired'
        WHERE organization_id = $1 AND status = 'pending' AND expires_at <= $2 RETURNING id, email, role";
    PENDING_FOR = "SELECT id FROM invitations WHERE organization_id = $1 AND email_key = $2 AND status = 'pending'";
    COUNT_PENDING = "SELECT COUNT(*) FROM invitations WHERE organization_id = $1 AND status = 'pending'";
    LINKS_SINCE = "SELECT COUNT(*), COUNT(CASE WHEN invited_by = $3 THEN 1 END) FROM invitations
        WHERE organization_id = $1 AND link_made_at > $2";
    ADDRESS_IN_ORGANIZATION = "SELECT m.is_active, m.removed_at IS NOT NULL FROM users u
        JOIN memberships m ON m.organization_id = $1 AND m.user_id = u.id WHERE u.email_key = $2";
    RENEW = "UPDATE invitations SET status = 'pending', token_hash = $3, expires_at = $4, sends = sends + 1, invited_by = $5,
            link_made_at = $6, message_id = $7, delivery_state = $8, delivery_at = $9, delivery_reason = NULL,
            delivery_attempts = 0, renewal_asked_at = NULL
        WHERE organization_id = $1 AND id = $2 AND status IN ('pending', 'expired')";
    REVOKE = "UPDATE invitations SET status = 'revoked', revoked_at = $3, revoked_because = 'takenBack'
        WHERE organization_id = $1 AND id = $2 AND status IN ('pending', 'expired')";
    NEWEST_LINK = "SELECT message_id, token_hash FROM invitations WHERE organization_id = $1 AND id = $2";
}

impl FromRow for Invitation {
    fn from_row(columns: &mut Columns<'_>) -> Result<Self, Error> {
        Ok(Self {
            id: columns.take()?,
            email: columns.take()?,
            role: columns.take()?,
            status: columns.take()?,
            note: columns.take()?,
            invited_by: take_person(columns)?,
            created_at: columns.take()?,
            expires_at: columns.take()?,
            sends: columns.take()?,
            accepted_at: columns.take()?,
            accepted_by: take_person(columns)?,
            declined_at: columns.take()?,
            revoked_at: columns.take()?,
            revoked_because: columns.take()?,
            renewal_asked_at: columns.take()?,
            delivery: take_delivery(columns)?,
        })
    }
}

fn take_person(columns: &mut Columns<'_>) -> Result<Option<Person>, Error> {
    let (user_id, name) = (columns.take()?, columns.take::<Option<String>>()?);
    // A name is there if the user is.
    let person: Option<(_, String)> = Option::zip(user_id, name);
    Ok(person.map(|(user_id, name)| Person { user_id, name }))
}

fn take_delivery(columns: &mut Columns<'_>) -> Result<Option<Delivery>, Error> {
    let state: Option<MessageState> = columns.take()?;
    let at: Option<Instant> = columns.take()?;
    let (attempts, reason) = (columns.take()?, columns.take()?);
    Ok(state.zip(at).map(|(state, at)| Delivery {
        state,
        at,
        attempts,
        reason,
    }))
}

/// Which invitations a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct InvitationFilter {
    /// Only those that have come so far.
    pub status: Option<InvitationStatus>,
    /// Text that the address contains, whatever its case.
    pub search: Option<String>,
}

/// Invitations, newest first, after `after` in that order.
///
/// # Errors
/// If the database fails.
pub async fn list(
    tx: &mut Tx,
    scope: &Scope<ReadInvitations>,
    filter: &InvitationFilter,
    after: Option<InvitationId>,
    rows: usize,
    now: Instant,
) -> Result<Vec<Invitation>, Error> {
    let mut query = Query::new(SELECT.sql, values![scope.organization_id(), now]);
    match filter.status {
        None => {}
        Some(InvitationStatus::Pending) => {
            query.push(" AND i.status = 'pending' AND i.expires_at > $2");
        }
        Some(InvitationStatus::Expired) => {
            query.push(
                " AND (i.status = 'expired' OR (i.status = 'pending' AND i.expires_at <= $2))",
            );
        }
        Some(settled) => {
            query.bind(" AND i.status = ?", values![settled]);
        }
    }
    let pattern = filter
        .search
        .as_deref()
        .map(|search| contains_pattern(&text::key(search)));
    query
        .bind_if(" AND i.email_key LIKE ? ESCAPE '!'", pattern)
        .bind_if(" AND i.id < ?", after)
        .bind(" ORDER BY i.id DESC LIMIT ?", values![rows]);
    tx.all(query.sql(), query.values()).await
}

/// An invitation.
///
/// # Errors
/// If the database fails.
pub async fn find<P: Proof>(
    tx: &mut Tx,
    scope: &Scope<P>,
    id: InvitationId,
    now: Instant,
) -> Result<Option<Invitation>, Error> {
    let mut query = Query::new(SELECT.sql, values![scope.organization_id(), now]);
    query.bind(" AND i.id = ?", values![id]);
    tx.optional(query.sql(), query.values()).await
}

/// A new invitation, with its link in a message of the same transaction.
#[derive(Debug, Clone)]
pub struct NewInvitation {
    /// Its id.
    pub id: InvitationId,
    /// To whom.
    pub email: EmailAddress,
    /// What they would be.
    pub role: Role,
    /// What the inviter adds.
    pub note: Option<String>,
    /// SHA-256 of the link's token.
    pub token_hash: TokenHash,
    /// The message with the link.
    pub message_id: MessageId,
    /// When it is made.
    pub created_at: Instant,
    /// Until when the link works.
    pub expires_at: Instant,
}

/// Adds an invitation, unless one to the same address is pending: then nothing happens and the
/// answer is `false`.
///
/// # Errors
/// If the database fails.
pub async fn insert(
    tx: &mut Tx,
    scope: &Scope<CreateInvitations>,
    new: &NewInvitation,
) -> Result<bool, Error> {
    let added = tx
        .execute(
            INSERT,
            values![
                scope.organization_id(),
                new.id,
                new.email.as_str(),
                new.email.key(),
                new.role,
                &new.token_hash,
                scope.user_id(),
                new.created_at,
                new.expires_at,
                new.note.as_ref(),
                new.message_id,
            ],
        )
        .await?;
    Ok(added == 1)
}

/// Writes down which invitations have expired, so that the index of pending ones has only those
/// that are, and gives them.
///
/// # Errors
/// If the database fails.
pub async fn expire<P: Proof>(
    tx: &mut Tx,
    scope: &Scope<P>,
    now: Instant,
) -> Result<Vec<(InvitationId, String, Role)>, Error> {
    tx.all(EXPIRE, values![scope.organization_id(), now]).await
}

/// The pending invitation to an address. What has expired must have been written down before.
///
/// # Errors
/// If the database fails.
pub async fn pending_for<P: Proof>(
    tx: &mut Tx,
    scope: &Scope<P>,
    email: &EmailAddress,
) -> Result<Option<InvitationId>, Error> {
    let found: Option<(InvitationId,)> = tx
        .optional(PENDING_FOR, values![scope.organization_id(), email.key()])
        .await?;
    Ok(found.map(|(id,)| id))
}

/// How many invitations are under way, for the limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Pending ones. What has expired must have been written down before.
    pub pending: i64,
    /// Those whose link was made since the moment asked about.
    pub recent: i64,
    /// Those of them that the scope's user made.
    pub recent_own: i64,
}

/// How many invitations the organization has under way.
///
/// # Errors
/// If the database fails.
pub async fn count<P: Proof>(
    tx: &mut Tx,
    scope: &Scope<P>,
    since: Instant,
) -> Result<Counts, Error> {
    let organization = scope.organization_id();
    let (pending,): (i64,) = tx.one(COUNT_PENDING, values![organization]).await?;
    let (recent, recent_own): (i64, i64) = tx
        .one(LINKS_SINCE, values![organization, since, scope.user_id()])
        .await?;
    Ok(Counts {
        pending,
        recent,
        recent_own,
    })
}

/// What an address is in an organization.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nobody there has it.
    Unknown,
    /// A member's.
    Member,
    /// A member's who is deactivated.
    Deactivated,
    /// That of somebody who was removed.
    Removed,
}

/// What an address is in the scope's organization.
///
/// # Errors
/// If the database fails.
pub async fn standing<P: Proof>(
    tx: &mut Tx,
    scope: &Scope<P>,
    email: &EmailAddress,
) -> Result<Standing, Error> {
    let found: Option<(bool, bool)> = tx
        .optional(
            ADDRESS_IN_ORGANIZATION,
            values![scope.organization_id(), email.key()],
        )
        .await?;
    Ok(match found {
        None => Standing::Unknown,
        Some((true, _)) => Standing::Member,
        Some((false, false)) => Standing::Deactivated,
        Some((false, true)) => Standing::Removed,
    })
}

/// A new link for an invitation; the one before is dead.
#[derive(Debug, Clone, Copy)]
pub struct NewLink {
    /// SHA-256 of its token.
    pub token_hash: TokenHash,
    /// The message with it; none if it is only copied.
    pub message_id: Option<MessageId>,
    /// When it is made.
    pub made_at: Instant,
    /// Until when it works.
    pub expires_at: Instant,
}

/// Gives a pending or expired invitation a new link, in the name of the scope's user, and tells
/// whether it was one.
///
/// # Errors
/// If the database fails; a unique violation if another invitation to the address is pending.
pub async fn renew(
    tx: &mut Tx,
    scope: &Scope<ResendInvitations>,
    id: InvitationId,
    link: &NewLink,
) -> Result<bool, Error> {
    let queued = link.message_id.map(|_| MessageState::Queued);
    let renewed = tx
        .execute(
            RENEW,
            values![
                scope.organization_id(),
                id,
                &link.token_hash,
                link.expires_at,
                scope.user_id(),
                link.made_at,
                link.message_id,
                queued,
                queued.map(|_| link.made_at),
            ],
        )
        .await?;
    Ok(renewed == 1)
}

/// Revokes a pending or expired invitation, and tells whether it was one.
///
/// # Errors
/// If the database fails.
pub async fn revoke(
    tx: &mut Tx,
    scope: &Scope<RevokeInvitations>,
    id: InvitationId,
    now: Instant,
) -> Result<bool, Error> {
    let revoked = tx
        .execute(REVOKE, values![scope.organization_id(), id, now])
        .await?;
    Ok(revoked == 1)
}

/// The message with an invitation's newest link, and what that link's token hashes to.
///
/// # Errors
/// If the database fails.
pub async fn newest_link<P: Proof>(
    tx: &mut Tx,
    scope: &Scope<P>,
    id: InvitationId,
) -> Result<Option<(Option<MessageId>, Vec<u8>)>, Error> {
    tx.optional(NEWEST_LINK, values![scope.organization_id(), id])
        .await
}
