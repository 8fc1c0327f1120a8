//! The outbox as whoever sends it sees it: taken with a lease, put off, moved on.
//!
//! A message that is taken stays queued; its lease says who has it and until when they are believed
//! alive. Whatever moves a message tells its story, and its invitation, in the same transaction.

use tenure_domain::event::{Happening, Table};
use tenure_domain::id::{InvitationId, MessageId, OrganizationId};
use tenure_domain::message::{MessageEvent, MessageState};
use tenure_domain::time::Instant;
use uuid::Uuid;

use crate::db::{Columns, Error, FromRow, Query, Tx, values};
use crate::events::{self, Change};
use crate::statement::statements;

statements! {
    DUE = "SELECT id, recipient_key, leased_by IS NOT NULL FROM outbox WHERE state = 'queued' AND due_at <= $1 AND (leased_until IS NULL OR leased_until <= $1)";
    TAKE = "UPDATE outbox SET leased_by = $2, leased_until = $3, attempts = attempts + 1, sender = COALESCE(sender, $4)
        WHERE id = $1 AND state = 'queued'
        RETURNING id, idempotency_key, rounds, recipient, COALESCE(sender, ''), subject, text_body, html_body,
            attempts, created_at";
    NEXT_DUE = "SELECT MIN(CASE WHEN leased_until > due_at THEN leased_until ELSE due_at END) FROM outbox
        WHERE state = 'queued'";
    PUT_OFF = "UPDATE outbox SET leased_by = NULL, leased_until = NULL, due_at = $3, reason = $4, attempts = attempts - $5
        WHERE id = $1 AND leased_by = $2 AND state = 'queued'";
    STATE = "SELECT state FROM outbox WHERE id = $1";
    MOVE = "UPDATE outbox SET state = $2, state_at = $3, reason = $4, due_at = NULL, leased_by = NULL, leased_until = NULL
        WHERE id = $1";
    NOTE_PROVIDER = "UPDATE outbox SET provider_id = $2 WHERE id = $1 AND provider_id IS NULL";
    SCRUB = "UPDATE outbox SET text_body = NULL, html_body = NULL WHERE id = $1";
    /// Whoever adds a line has changed the message's row before, and so holds it: two never count
    /// the same lines.
    NOTE = "INSERT INTO outbox_events (message_id, position, at, kind, detail)
        SELECT m.id, (SELECT COUNT(*) FROM outbox_events e WHERE e.message_id = m.id), $2, $3, $4 FROM outbox m WHERE m.id = $1";
    ORGANIZATION = "SELECT organization_id FROM outbox WHERE id = $1 AND organization_id IS NOT NULL";
    TELL_INVITATION = "UPDATE invitations SET
            delivery_state = (SELECT m.state FROM outbox m WHERE m.id = $2),
            delivery_at = (SELECT m.state_at FROM outbox m WHERE m.id = $2),
            delivery_reason = (SELECT m.reason FROM outbox m WHERE m.id = $2),
            delivery_attempts = (SELECT m.attempts FROM outbox m WHERE m.id = $2)
        WHERE organization_id = $1 AND message_id = $2 RETURNING id";
    /// A new key for the provider, but where a try had no answer: it may have left after all, and
    /// the provider must know it again.
    QUEUE_AGAIN = "UPDATE outbox SET state = 'queued', due_at = $2, state_at = $2, reason = NULL, attempts = 0,
            rounds = rounds + CASE WHEN EXISTS (SELECT 1 FROM outbox_events e WHERE e.message_id = outbox.id AND e.kind = 'unanswered')
                THEN 0 ELSE 1 END,
            sender = CASE WHEN EXISTS (SELECT 1 FROM outbox_events e WHERE e.message_id = outbox.id AND e.kind = 'unanswered')
                THEN sender ELSE NULL END
        WHERE id = $1 AND state IN ('kept', 'failed', 'suppressed') AND text_body IS NOT NULL";
    HURRY = "UPDATE outbox SET due_at = $1 WHERE state = 'queued' AND due_at > $1";
    DELETE_OLD = "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox
        WHERE state <> 'queued' AND state_at < $1 ORDER BY state_at LIMIT $2)";
}

/// A message that is to be sent now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Its id.
    pub id: MessageId,
    /// What makes it one message.
    pub idempotency_key: String,
    /// How often an operator had it sent again.
    pub rounds: i64,
    /// To whom.
    pub recipient: String,
    /// From whom: the same at every try.
    pub sender: String,
    /// The subject.
    pub subject: String,
    /// The plain text.
    pub text: Option<String>,
    /// The HTML.
    pub html: Option<String>,
    /// How many tries there are, with this one.
    pub attempts: i64,
    /// When it was written.
    pub created_at: Instant,
}

impl FromRow for Taken {
    fn from_row(columns: &mut Columns<'_>) -> Result<Self, Error> {
        Ok(Self {
            id: columns.take()?,
            idempotency_key: columns.take()?,
            rounds: columns.take()?,
            recipient: columns.take()?,
            sender: columns.take()?,
            subject: columns.take()?,
            text: columns.take()?,
            html: columns.take()?,
            attempts: columns.take()?,
            created_at: columns.take()?,
        })
    }
}

/// A message that may be sent now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// Its id.
    pub id: MessageId,
    /// To whom, as addresses are compared.
    pub recipient_key: String,
    /// Whether somebody had it and died over it, so that nobody knows whether it left.
    pub abandoned: bool,
}

impl FromRow for Due {
    fn from_row(columns: &mut Columns<'_>) -> Result<Self, Error> {
        Ok(Self {
            id: columns.take()?,
            recipient_key: columns.take()?,
            abandoned: columns.take()?,
        })
    }
}

/// Messages that may be sent now, longest due first, or the one that is asked for. Nobody else
/// takes them while the transaction lasts.
///
/// # Errors
/// If the database fails.
pub async fn due(
    tx: &mut Tx,
    only: Option<MessageId>,
    now: Instant,
    rows: usize,
) -> Result<Vec<Due>, Error> {
    let mut query = Query::new(DUE.sql, values![now]);
    query
        .bind_if(" AND id = ?", only)
        .bind(" ORDER BY due_at, id LIMIT ?", values![rows]);
    query.push(tx.dialect().for_update_of_free());
    tx.all(query.sql(), query.values()).await
}

/// Who takes a message, until when, and from whom it is if this is its first try.
#[derive(Debug, Clone, Copy)]
pub struct Lease<'a> {
    /// Who takes it.
    pub worker: Uuid,
    /// Until when they are believed alive.
    pub until: Instant,
    /// From whom it is.
    pub sender: Option<&'a str>,
}

/// Takes a message that is due.
///
/// # Errors
/// If the database fails.
pub async fn take(
    tx: &mut Tx,
    message: MessageId,
    lease: Lease<'_>,
) -> Result<Option<Taken>, Error> {
    tx.optional(
        TAKE,
        values![message, lease.worker, lease.until, lease.sender],
    )
    .await
}

/// When the next message may be sent, if any waits.
///
/// # Errors
/// If the database fails.
pub async fn next_due(tx: &mut Tx) -> Result<Option<Instant>, Error> {
    let (next,): (Option<Instant>,) = tx.one(NEXT_DUE, values![]).await?;
    Ok(next)
}

/// A try that is made again later.
#[derive(Debug, Clone, Copy)]
pub struct PutOff<'a> {
    /// The message.
    pub message: MessageId,
    /// Whose lease ends.
    pub worker: Uuid,
    /// When it may be tried again.
    pub due_at: Instant,
    /// Why.
    pub reason: &'a str,
    /// Whether the try counts: one that the provider put off for its own limits does not.
    pub counts: bool,
}

/// Puts a try off. Says whether the message was still this worker's.
///
/// # Errors
/// If the database fails.
pub async fn put_off(tx: &mut Tx, put_off: PutOff<'_>) -> Result<bool, Error> {
    let undone = i64::from(!put_off.counts);
    let mine = tx
        .execute(
            PUT_OFF,
            values![
                put_off.message,
                put_off.worker,
                put_off.due_at,
                put_off.reason,
                undone
            ],
        )
        .await?
        == 1;
    Ok(mine)
}

/// Word of a message's state.
#[derive(Debug, Clone, Copy)]
pub struct Step<'a> {
    /// The message.
    pub message: MessageId,
    /// The state it is said to be in.
    pub to: MessageState,
    /// When it came there.
    pub at: Instant,
    /// Why, in the provider's words, if there is a reason to tell.
    pub reason: Option<&'a str>,
}

/// Moves a message on, if the word is news, and scrubs its text once it is done with. Says whether
/// it was news.
///
/// # Errors
/// If the database fails.
pub async fn advance(tx: &mut Tx, step: Step<'_>) -> Result<bool, Error> {
    let mut query = Query::new(STATE.sql, values![step.message]);
    query.push(tx.dialect().for_update());
    let found: Option<(MessageState,)> = tx.optional(query.sql(), query.values()).await?;
    let Some(next) = found.and_then(|(state,)| state.after(step.to)) else {
        return Ok(false);
    };
    tx.execute(MOVE, values![step.message, next, step.at, step.reason])
        .await?;
    if next.is_done() {
        tx.execute(SCRUB, values![step.message]).await?;
    }
    Ok(true)
}

/// Notes by which id the provider knows a message.
///
/// # Errors
/// If the database fails.
pub async fn note_provider_id(
    tx: &mut Tx,
    message: MessageId,
    provider_id: &str,
) -> Result<(), Error> {
    tx.execute(NOTE_PROVIDER, values![message, provider_id])
        .await
        .map(drop)
}

/// A line of a message's story.
#[derive(Debug, Clone, Copy)]
pub struct Note<'a> {
    /// The message.
    pub message: MessageId,
    /// When it happened.
    pub at: Instant,
    /// What happened.
    pub kind: MessageEvent,
    /// More of it, in words.
    pub detail: &'a str,
}

/// Adds to a message's story.
///
/// # Errors
/// If the database fails.
pub async fn note(tx: &mut Tx, note: Note<'_>) -> Result<(), Error> {
    tx.execute(
        NOTE,
        values![note.message, note.at, note.kind.as_str(), note.detail],
    )
    .await
    .map(drop)
}

/// Brings the invitation that a message carries up to the message's state, and tells open pages.
///
/// # Errors
/// If the database fails.
pub async fn tell_invitation(tx: &mut Tx, message: MessageId, now: Instant) -> Result<(), Error> {
    let found: Option<(OrganizationId,)> = tx.optional(ORGANIZATION, values![message]).await?;
    let Some((organization,)) = found else {
        return Ok(());
    };
    let told: Vec<(InvitationId,)> = tx
        .all(TELL_INVITATION, values![organization, message])
        .await?;
    for (invitation,) in told {
        let change = Change {
            table: Table::Invitations,
            id: invitation.uuid(),
            kind: Happening::Updated,
            user_id: None,
        };
        events::publish_in(tx, organization, change, now).await?;
    }
    Ok(())
}

/// Queues a message again that was kept, suppressed or given up, as long as its text is there. Says
/// whether it could be.
///
/// # Errors
/// If the database fails.
pub async fn queue_again(tx: &mut Tx, message: MessageId, now: Instant) -> Result<bool, Error> {
    let queued = tx.execute(QUEUE_AGAIN, values![message, now]).await? == 1;
    if queued {
        tx.wake_outbox().await?;
    }
    Ok(queued)
}

/// Makes everything that waits for another try, or the one that is asked for, due now.
///
/// # Errors
/// If the database fails.
pub async fn hurry(tx: &mut Tx, only: Option<MessageId>, now: Instant) -> Result<u64, Error> {
    let mut query = Query::new(HURRY.sql, values![now]);
    query.bind_if(" AND id = ?", only);
    let hurried = tx.execute(query.sql(), query.values()).await?;
    tx.wake_outbox().await?;
    Ok(hurried)
}

/// Removes messages that were done with before a moment, at most so many.
///
/// # Errors
/// If the database fails.
pub async fn delete_old(tx: &mut Tx, before: Instant, rows: usize) -> Result<u64, Error> {
    tx.execute(DELETE_OLD, values![before, rows]).await
}
