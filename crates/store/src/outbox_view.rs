//! The outbox as operators see it.

use tenure_domain::id::{MessageId, OrganizationId};
use tenure_domain::message::{MessageEvent, MessageKind, MessageState};
use tenure_domain::time::Instant;

use crate::db::dialect::contains_pattern;
use crate::db::{Columns, Error, FromRow, Query, Tx, values};
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
    LIST = "SELECT id, kind, recipient, subject, state, attempts, reason, created_at, state_at, due_at, organization_id
        FROM outbox WHERE TRUE";
    BODIES = "SELECT text_body, html_body FROM outbox WHERE id = $1";
    STORY = "SELECT at, kind, detail FROM outbox_events WHERE message_id = $1 ORDER BY position LIMIT 1000";
    IN_STATE = "SELECT id FROM outbox WHERE state = $1";
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

/// How often each thing happened to messages after a moment.
///
/// # Errors
/// If the database fails.
pub async fn count_events(tx: &mut Tx, after: Instant) -> Result<Vec<(MessageEvent, i64)>, Error> {
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

/// A message, as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageRow {
    /// Its id.
    pub id: MessageId,
    /// What it is.
    pub kind: MessageKind,
    /// To whom.
    pub recipient: String,
    /// The subject.
    pub subject: String,
    /// How far it has come.
    pub state: MessageState,
    /// How many tries there were.
    pub attempts: i64,
    /// What the provider said last.
    pub reason: Option<String>,
    /// When it was written.
    pub created_at: Instant,
    /// When it came to its state.
    pub state_at: Instant,
    /// When it is tried next.
    pub due_at: Option<Instant>,
    /// Whose doing it is.
    pub organization_id: Option<OrganizationId>,
}

impl FromRow for MessageRow {
    fn from_row(columns: &mut Columns<'_>) -> Result<Self, Error> {
        Ok(Self {
            id: columns.take()?,
            kind: columns.take()?,
            recipient: columns.take()?,
            subject: columns.take()?,
            state: columns.take()?,
            attempts: columns.take()?,
            reason: columns.take()?,
            created_at: columns.take()?,
            state_at: columns.take()?,
            due_at: columns.take()?,
            organization_id: columns.take()?,
        })
    }
}

/// Which messages.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MessageFilter {
    /// Only those in this state.
    pub state: Option<MessageState>,
    /// Only those of this kind.
    pub kind: Option<MessageKind>,
    /// Only those to an address that contains this.
    pub search: Option<String>,
}

/// Messages, newest first, after one of them.
///
/// # Errors
/// If the database fails.
pub async fn list(
    tx: &mut Tx,
    filter: &MessageFilter,
    after: Option<MessageId>,
    rows: usize,
) -> Result<Vec<MessageRow>, Error> {
    let search = filter
        .search
        .as_deref()
        .map(|text| contains_pattern(&tenure_domain::text::key(text)));
    let mut query = Query::new(LIST.sql, values![]);
    query
        .bind_if(" AND state = ?", filter.state)
        .bind_if(" AND kind = ?", filter.kind)
        .bind_if(" AND recipient_key LIKE ? ESCAPE '!'", search)
        .bind_if(" AND id < ?", after)
        .bind(" ORDER BY id DESC LIMIT ?", values![rows]);
    tx.all(query.sql(), query.values()).await
}

/// A message, if there is one with this id.
///
/// # Errors
/// If the database fails.
pub async fn find(tx: &mut Tx, message: MessageId) -> Result<Option<MessageRow>, Error> {
    let mut query = Query::new(LIST.sql, values![]);
    query.bind(" AND id = ?", values![message]);
    tx.optional(query.sql(), query.values()).await
}

/// A message's text and HTML, as far as they are still there.
///
/// # Errors
/// If the database fails.
pub async fn bodies(
    tx: &mut Tx,
    message: MessageId,
) -> Result<(Option<String>, Option<String>), Error> {
    let bodies: Option<(Option<String>, Option<String>)> =
        tx.optional(BODIES, values![message]).await?;
    Ok(bodies.unwrap_or_default())
}

/// A line of a message's story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryLine {
    /// When it happened.
    pub at: Instant,
    /// What happened.
    pub kind: MessageEvent,
    /// More of it, in words.
    pub detail: String,
}

impl FromRow for StoryLine {
    fn from_row(columns: &mut Columns<'_>) -> Result<Self, Error> {
        Ok(Self {
            at: columns.take()?,
            kind: columns.take()?,
            detail: columns.take()?,
        })
    }
}

/// A message's story, from its beginning; at most a thousand lines.
///
/// # Errors
/// If the database fails.
pub async fn story(tx: &mut Tx, message: MessageId) -> Result<Vec<StoryLine>, Error> {
    tx.all(STORY, values![message]).await
}

/// The ids of messages in a state, oldest first.
///
/// # Errors
/// If the database fails.
pub async fn in_state(
    tx: &mut Tx,
    state: MessageState,
    rows: usize,
) -> Result<Vec<MessageId>, Error> {
    let mut query = Query::new(IN_STATE.sql, values![state]);
    query.bind(" ORDER BY id LIMIT ?", values![rows]);
    let ids: Vec<(MessageId,)> = tx.all(query.sql(), query.values()).await?;
    Ok(ids.into_iter().map(|(id,)| id).collect())
}
