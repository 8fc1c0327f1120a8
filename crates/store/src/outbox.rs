//! The outbox: every mail, written in the transaction that causes it.

use tenure_domain::email::EmailAddress;
use tenure_domain::id::{MessageId, OrganizationId, UserId};
use tenure_domain::message::MessageKind;
use tenure_domain::time::Instant;

use crate::db::{Error, Tx, values};
use crate::statement::statements;

statements! {
    ENQUEUE = "INSERT INTO outbox (id, organization_id, user_id, kind, idempotency_key, recipient, recipient_key,
            subject, text_body, html_body, state, attempts, due_at, created_at, state_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'queued', 0, $11, $11, $11)
        ON CONFLICT DO NOTHING";
}

/// A message, rendered.
#[derive(Debug, Clone)]
pub struct NewMessage {
    /// Its id.
    pub id: MessageId,
    /// Whose doing it is; none for what concerns one person alone. On PostgreSQL it must be the
    /// transaction's organization.
    pub organization_id: Option<OrganizationId>,
    /// Whom it concerns, where that is a user.
    pub user_id: Option<UserId>,
    /// The template it was made from.
    pub kind: MessageKind,
    /// What makes it one message, as in `invitation/<id>/<send number>`: causing it again does
    /// nothing, and the provider refuses to send it twice. At most 256 characters.
    pub idempotency_key: String,
    /// To whom.
    pub recipient: EmailAddress,
    /// The subject: one line, cut to length.
    pub subject: String,
    /// The message as plain text.
    pub text: String,
    /// The same as HTML, names escaped.
    pub html: String,
}

/// Puts a message into the outbox. Says whether it is new: one with the same key is there already
/// otherwise, and nothing is written.
///
/// # Errors
/// If the database fails.
pub async fn enqueue(tx: &mut Tx, message: &NewMessage, now: Instant) -> Result<bool, Error> {
    let written = tx
        .execute(
            ENQUEUE,
            values![
                message.id,
                message.organization_id,
                message.user_id,
                message.kind,
                &message.idempotency_key,
                message.recipient.as_str(),
                message.recipient.key(),
                &message.subject,
                &message.text,
                &message.html,
                now,
            ],
        )
        .await?;
    if written == 1 {
        tx.wake_outbox().await?;
    }
    Ok(written == 1)
}
