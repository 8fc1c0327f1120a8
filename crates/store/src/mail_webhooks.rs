//! Webhooks of the mail provider: each counts once, and one may come before its message is known.

use tenure_domain::id::MessageId;
use tenure_domain::message::MessageState;
use tenure_domain::time::Instant;

use crate::db::{Columns, Error, FromRow, Tx, values};
use crate::statement::statements;

statements! {
    TAKE_IN = "INSERT INTO mail_webhooks (id, provider_id, kind, at, detail, received_at)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
    MATCHED = "SELECT w.id, m.id, w.kind, w.at, w.detail FROM mail_webhooks w
        JOIN outbox m ON m.provider_id = w.provider_id
        WHERE w.message_id IS NULL ORDER BY w.at, w.id LIMIT $1";
    SETTLE = "UPDATE mail_webhooks SET message_id = $2 WHERE id = $1 AND message_id IS NULL";
    DELETE_OLD = "DELETE FROM mail_webhooks WHERE id IN (SELECT id FROM mail_webhooks
        WHERE received_at < $1 ORDER BY received_at LIMIT $2)";
}

/// A webhook as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Webhook {
    /// The provider's id of the delivery.
    pub id: String,
    /// The provider's id of the message.
    pub provider_id: String,
    /// What it says of it.
    pub kind: MessageState,
    /// When that happened.
    pub at: Instant,
    /// More of it, in the provider's words.
    pub detail: String,
}

/// Takes a webhook in. Says whether it is new.
///
/// # Errors
/// If the database fails.
pub async fn take_in(tx: &mut Tx, webhook: &Webhook, now: Instant) -> Result<bool, Error> {
    let taken = tx
        .execute(
            TAKE_IN,
            values![
                &webhook.id,
                &webhook.provider_id,
                webhook.kind,
                webhook.at,
                &webhook.detail,
                now
            ],
        )
        .await?;
    Ok(taken == 1)
}

/// A webhook whose message is known and has not heard of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matched {
    /// The webhook.
    pub id: String,
    /// The message.
    pub message: MessageId,
    /// What it says of it.
    pub kind: MessageState,
    /// When that happened.
    pub at: Instant,
    /// More of it.
    pub detail: String,
}

impl FromRow for Matched {
    fn from_row(columns: &mut Columns<'_>) -> Result<Self, Error> {
        Ok(Self {
            id: columns.take()?,
            message: columns.take()?,
            kind: columns.take()?,
            at: columns.take()?,
            detail: columns.take()?,
        })
    }
}

/// Webhooks whose messages have not heard of them, in the order in which it happened.
///
/// # Errors
/// If the database fails.
pub async fn matched(tx: &mut Tx, rows: usize) -> Result<Vec<Matched>, Error> {
    tx.all(MATCHED, values![rows]).await
}

/// Notes that a message has heard of a webhook. Says whether it had not before: of two who do it,
/// one is told so.
///
/// # Errors
/// If the database fails.
pub async fn settle(tx: &mut Tx, id: &str, message: MessageId) -> Result<bool, Error> {
    Ok(tx.execute(SETTLE, values![id, message]).await? == 1)
}

/// Removes webhooks that came before a moment, at most so many.
///
/// # Errors
/// If the database fails.
pub async fn delete_old(tx: &mut Tx, before: Instant, rows: usize) -> Result<u64, Error> {
    tx.execute(DELETE_OLD, values![before, rows]).await
}
