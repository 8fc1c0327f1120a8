//! The outbox as operators see it.

use tenure_domain::id::MessageId;
use tenure_domain::message::MessageState;
use tenure_domain::time::Instant;

use crate::db::{Columns, Error, FromRow, Tx, values};
use crate::statement::statements;

statements! {
    COUNT_BY_STATE = "SELECT state, COUNT(*) FROM outbox GROUP BY state";
    OLDEST_QUEUED = "SELECT MIN(created_at) FROM outbox WHERE state = 'queued'";
    COUNT_EVENTS = "SELECT kind, COUNT(*) FROM outbox_events WHERE at > $1 GROUP BY kind";
    FAILURES = "SELECT f.state, f.reason, f.messages, (SELECT m.id FROM outbox m
            WHERE m.state = f.state AND COALESCE(m.reason, '') = f.reason ORDER BY m.id DESC LIMIT 1)
        FROM (SELECT state, COALESCE(reason, '') AS reason, COUNT(*) AS messages FROM outbox
            WHERE state IN ('failed', 'bounced', 'complained', 'suppressed')
            GROUP BY state, COALESCE(reason, '')) f
        ORDER BY f.messages DESC, f.state, f.reason LIMIT 20";
    COUNT_SUPPRESSIONS = "SELECT COUNT(*) FROM mail_suppressions";
}

/// How many messages are in each state that any is in.
///
/// # Errors
/// If the database fails.
pub async fn count_by_state(tx: &mut Tx) -> Result<Vec<(MessageState, i64)>, Error> {
    tx.all(COUNT_BY_STATE, values![]).await
}

/// When the message was written that has waited longest.
///
/// # Errors
/// If the database fails.
pub async fn oldest_queued(tx: &mut Tx) -> Result<Option<Instant>, Error> {
    let (oldest,): (Option<Instant>,) = tx.one(OLDEST_QUEUED, values![]).await?;
    Ok(oldest)
}

/// How often each thing happened to messages after a moment, by its word.
///
/// # Errors
/// If the database fails.
pub async fn count_events(tx: &mut Tx, after: Instant) -> Result<Vec<(String, i64)>, Error> {
    tx.all(COUNT_EVENTS, values![after]).await
}

/// Messages that did not arrive, for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failed {
    /// What became of them.
    pub state: MessageState,
    /// Why, in the provider's words.
    pub reason: String,
    /// How many.
    pub messages: i64,
    /// The newest of them.
    pub example: MessageId,
}

impl FromRow for Failed {
    fn from_row(columns: &mut Columns<'_>) -> Result<Self, Error> {
        Ok(Self {
            state: columns.take()?,
            reason: columns.take()?,
            messages: columns.take()?,
            example: columns.take()?,
        })
    }
}

/// Why messages did not arrive, most frequent first; at most twenty reasons.
///
/// # Errors
/// If the database fails.
pub async fn failures(tx: &mut Tx) -> Result<Vec<Failed>, Error> {
    tx.all(FAILURES, values![]).await
}

/// How many addresses get nothing any more.
///
/// # Errors
/// If the database fails.
pub async fn count_suppressions(tx: &mut Tx) -> Result<i64, Error> {
    let (count,): (i64,) = tx.one(COUNT_SUPPRESSIONS, values![]).await?;
    Ok(count)
}
