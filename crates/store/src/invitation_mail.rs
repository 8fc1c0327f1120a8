//! What the operator's side does for invitations: their mail, and what is wrong with them. The
//! outbox and the list of addresses that nothing goes to are out of members' reach.

use tenure_domain::email::EmailAddress;
use tenure_domain::id::{InvitationId, MessageId, OrganizationId};
use tenure_domain::time::Instant;

use crate::db::{Columns, Error, FromRow, Tx, values};
use crate::statement::statements;

statements! {
    REACHABLE = "SELECT (SELECT COUNT(*) FROM outbox WHERE recipient_key = $1 AND kind = 'invitation' AND created_at > $2),
            (SELECT reason FROM mail_suppressions WHERE address_key = $1)";
    TEXT = "SELECT text_body FROM outbox WHERE id = $1 AND organization_id = $2 AND state IN ('queued', 'kept')";
    CALL_BACK = "UPDATE outbox SET state = 'cancelled', state_at = $3, due_at = NULL, text_body = NULL, html_body = NULL
        WHERE id = $1 AND organization_id = $2 AND state IN ('queued', 'kept') AND leased_by IS NULL";
    NOTE_CALLED_BACK = "UPDATE invitations SET delivery_state = 'cancelled', delivery_at = $3
        WHERE organization_id = $2 AND message_id = $1";
    PAST_EXPIRY = "SELECT i.organization_id, o.slug, i.id, i.email, i.expires_at
        FROM invitations i JOIN organizations o ON o.id = i.organization_id
        WHERE i.status = 'pending' AND i.expires_at <= $1 ORDER BY i.organization_id, i.id LIMIT $2";
    TO_MEMBERS = "SELECT i.organization_id, o.slug, i.id, i.email, i.expires_at
        FROM invitations i JOIN organizations o ON o.id = i.organization_id
        JOIN users u ON u.email_key = i.email_key
        JOIN memberships m ON m.organization_id = i.organization_id AND m.user_id = u.id AND m.is_active
        WHERE i.status = 'pending' ORDER BY i.organization_id, i.id LIMIT $1";
}

/// Whether invitations can arrive at an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// How many were mailed there since the moment asked about, by any organization.
    pub recent: i64,
    /// Why nothing is sent there any more, if that is so.
    pub suppressed: Option<String>,
}

impl FromRow for Reach {
    fn from_row(columns: &mut Columns<'_>) -> Result<Self, Error> {
        Ok(Self {
            recent: columns.take()?,
            suppressed: columns.take()?,
        })
    }
}

/// Whether invitations can arrive at an address, seen over all organizations.
///
/// # Errors
/// If the database fails.
pub async fn reach(tx: &mut Tx, email: &EmailAddress, since: Instant) -> Result<Reach, Error> {
    tx.one(REACHABLE, values![&email.key(), since]).await
}

/// The text of an organization's message that has not left, or never will.
///
/// # Errors
/// If the database fails.
pub async fn text(
    tx: &mut Tx,
    organization: OrganizationId,
    message: MessageId,
) -> Result<Option<String>, Error> {
    let found: Option<(Option<String>,)> =
        tx.optional(TEXT, values![message, organization]).await?;
    Ok(found.and_then(|(text,)| text))
}

/// Calls a message back that has not left, and tells whether it had not.
///
/// # Errors
/// If the database fails.
pub async fn call_back(
    tx: &mut Tx,
    organization: OrganizationId,
    message: MessageId,
    now: Instant,
) -> Result<bool, Error> {
    let called_back = tx
        .execute(CALL_BACK, values![message, organization, now])
        .await?;
    if called_back == 1 {
        tx.execute(NOTE_CALLED_BACK, values![message, organization, now])
            .await?;
    }
    Ok(called_back == 1)
}

/// An invitation that something is wrong with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suspect {
    /// Whose it is.
    pub organization_id: OrganizationId,
    /// The organization's name in URLs.
    pub slug: String,
    /// The invitation.
    pub id: InvitationId,
    /// The address.
    pub email: String,
    /// Until when its link works.
    pub expires_at: Instant,
}

impl FromRow for Suspect {
    fn from_row(columns: &mut Columns<'_>) -> Result<Self, Error> {
        Ok(Self {
            organization_id: columns.take()?,
            slug: columns.take()?,
            id: columns.take()?,
            email: columns.take()?,
            expires_at: columns.take()?,
        })
    }
}

/// Invitations that are still written down as pending past their expiry (I303).
///
/// # Errors
/// If the database fails.
pub async fn past_expiry(tx: &mut Tx, now: Instant, rows: usize) -> Result<Vec<Suspect>, Error> {
    tx.all(PAST_EXPIRY, values![now, rows]).await
}

/// Pending invitations to somebody who is a member already (I304).
///
/// # Errors
/// If the database fails.
pub async fn to_members(tx: &mut Tx, rows: usize) -> Result<Vec<Suspect>, Error> {
    tx.all(TO_MEMBERS, values![rows]).await
}
