//! Addresses that get nothing any more: they bounced, or their owners complained.

use tenure_domain::email::EmailAddress;
use tenure_domain::id::MessageId;
use tenure_domain::message::SuppressionCause;
use tenure_domain::time::Instant;

use crate::db::{Columns, Error, FromRow, Query, Tx, values};
use crate::statement::statements;

statements! {
    /// The first cause stays: it is why nothing has come since.
    ADD = "INSERT INTO mail_suppressions (address_key, address, cause, reason, message_id, created_at)
        SELECT m.recipient_key, m.recipient, $2, $3, m.id, $4 FROM outbox m WHERE m.id = $1
        ON CONFLICT DO NOTHING";
    FIND = "SELECT address, cause, reason, message_id, created_at FROM mail_suppressions WHERE address_key = $1";
    LIST = "SELECT address, cause, reason, message_id, created_at FROM mail_suppressions WHERE address_key > $1";
    LIFT = "DELETE FROM mail_suppressions WHERE address_key = $1";
}

/// An address that gets nothing any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// The address.
    pub address: String,
    /// What happened.
    pub cause: SuppressionCause,
    /// The provider's words.
    pub reason: String,
    /// The message that it happened to.
    pub message_id: Option<MessageId>,
    /// When.
    pub created_at: Instant,
}

impl FromRow for Suppression {
    fn from_row(columns: &mut Columns<'_>) -> Result<Self, Error> {
        Ok(Self {
            address: columns.take()?,
            cause: columns.take()?,
            reason: columns.take()?,
            message_id: columns.take()?,
            created_at: columns.take()?,
        })
    }
}

/// Suppresses the address that a message went to.
///
/// # Errors
/// If the database fails.
pub async fn add(
    tx: &mut Tx,
    message: MessageId,
    cause: SuppressionCause,
    reason: &str,
    now: Instant,
) -> Result<(), Error> {
    tx.execute(ADD, values![message, cause, reason, now])
        .await
        .map(drop)
}

/// Why an address gets nothing, if it is so. `key` is the address as addresses are compared.
///
/// # Errors
/// If the database fails.
pub async fn find(tx: &mut Tx, key: &str) -> Result<Option<Suppression>, Error> {
    tx.optional(FIND, values![key]).await
}

/// Suppressed addresses in their order, after one of them.
///
/// # Errors
/// If the database fails.
pub async fn list(tx: &mut Tx, after: &str, rows: usize) -> Result<Vec<Suppression>, Error> {
    let mut query = Query::new(LIST.sql, values![after]);
    query.bind(" ORDER BY address_key LIMIT ?", values![rows]);
    tx.all(query.sql(), query.values()).await
}

/// Lets mail go to an address again. Says whether it did not before.
///
/// # Errors
/// If the database fails.
pub async fn lift(tx: &mut Tx, address: &EmailAddress) -> Result<bool, Error> {
    Ok(tx.execute(LIFT, values![address.key()]).await? == 1)
}
