//! Messages, for operators: the list, one message's whole story, and sending again.

use serde::Serialize;
use tenure_domain::id::{MessageId, OrganizationId};
use tenure_domain::message::{MessageEvent, MessageKind, MessageState};
use tenure_domain::page::PageLimit;
use tenure_domain::time::Instant;
use tenure_store::Tx;
use tenure_store::outbox_view::{self, MessageFilter, MessageRow};
use tenure_store::outbox_work::{self, Note};
use utoipa::ToSchema;

use super::letters;
use super::pause::Pause;
use crate::auth::OperatorAccess;
use crate::tracker::Slice;
use crate::{Error, Tenure};

/// The most messages that are sent again by one request.
const AGAIN_TOGETHER: usize = 1_000;

/// A message, as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Message {
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
    /// Why it is where it is, in the provider's words.
    #[schema(required)]
    pub reason: Option<String>,
    /// When it was written.
    pub created_at: Instant,
    /// When it came to its state.
    pub state_at: Instant,
    /// When it is tried next.
    #[schema(required)]
    pub due_at: Option<Instant>,
    /// Whose doing it is; none for what concerns one person alone.
    #[schema(required)]
    pub organization_id: Option<OrganizationId>,
}

impl From<MessageRow> for Message {
    fn from(row: MessageRow) -> Self {
        Self {
            id: row.id,
            kind: row.kind,
            recipient: row.recipient,
            subject: row.subject,
            state: row.state,
            attempts: row.attempts,
            reason: row.reason,
            created_at: row.created_at,
            state_at: row.state_at,
            due_at: row.due_at,
            organization_id: row.organization_id,
        }
    }
}

/// A message with its text and its story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MessageStory {
    /// The message.
    #[serde(flatten)]
    pub message: Message,
    /// The plain text, while it waits or is kept here: afterwards its links are nobody's business.
    #[schema(required)]
    pub text: Option<String>,
    /// The HTML, likewise.
    #[schema(required)]
    pub html: Option<String>,
    /// What happened to it, from the beginning.
    pub events: Vec<MessageLine>,
}

/// A line of a message's story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MessageLine {
    /// When it happened.
    pub at: Instant,
    /// What happened.
    pub kind: MessageEvent,
    /// More of it, in words.
    pub detail: String,
}

/// What a mail looks like, with made-up people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MailSample {
    /// Which mail.
    pub kind: MessageKind,
    /// The subject.
    pub subject: String,
    /// The plain text.
    pub text: String,
    /// The HTML.
    pub html: String,
}

impl Tenure {
    /// Messages, newest first.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn list_messages(
        &self,
        operator: OperatorAccess,
        filter: MessageFilter,
        after: Option<MessageId>,
        limit: PageLimit,
    ) -> Result<Slice<Message>, Error> {
        let slice = self
            .db
            .read(operator.tenancy(), move |tx| {
                Box::pin(async move {
                    let rows = outbox_view::list(tx, &filter, after, limit.rows() + 1).await?;
                    Ok::<_, Error>(Slice::new(rows, limit))
                })
            })
            .await?;
        Ok(Slice {
            rows: slice.rows.into_iter().map(Message::from).collect(),
            more: slice.more,
        })
    }

    /// A message with its text and its story.
    ///
    /// # Errors
    /// [`Error::NotThere`].
    pub async fn message_story(
        &self,
        operator: OperatorAccess,
        id: MessageId,
    ) -> Result<MessageStory, Error> {
        self.db
            .read(operator.tenancy(), move |tx| {
                Box::pin(async move {
                    let message = found(tx, id).await?;
                    let (text, html) = match message.state {
                        MessageState::Queued | MessageState::Kept => {
                            outbox_view::bodies(tx, id).await?
                        }
                        _ => (None, None),
                    };
                    let story = outbox_view::story(tx, id).await?;
                    let events = story.into_iter().map(|line| MessageLine {
                        at: line.at,
                        kind: line.kind,
                        detail: line.detail,
                    });
                    Ok(MessageStory {
                        message,
                        text,
                        html,
                        events: events.collect(),
                    })
                })
            })
            .await
    }

    /// Sends a message again that was kept, suppressed or given up, and one that waits at once.
    ///
    /// # Errors
    /// [`Error::NotThere`]; [`Error::MessageSettled`] if it has left, or its text is gone.
    pub async fn send_again(
        &self,
        operator: OperatorAccess,
        id: MessageId,
    ) -> Result<Message, Error> {
        let now = self.now();
        self.db
            .write(operator.tenancy(), move |tx| {
                Box::pin(async move {
                    Pause::end(tx).await?;
                    let message = found(tx, id).await?;
                    if message.state == MessageState::Queued {
                        outbox_work::hurry(tx, Some(id), now).await?;
                    } else if !queue_again(tx, id, now).await? {
                        return Err(Error::MessageSettled(message.state));
                    }
                    found(tx, id).await
                })
            })
            .await
    }

    /// Sends everything again that was given up, and what waits at once. Says how many messages are
    /// queued by that.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn send_failed_again(&self, operator: OperatorAccess) -> Result<u64, Error> {
        let now = self.now();
        self.db
            .write(operator.tenancy(), move |tx| {
                Box::pin(async move {
                    Pause::end(tx).await?;
                    let mut queued = outbox_work::hurry(tx, None, now).await?;
                    let failed = MessageState::Failed;
                    for id in outbox_view::in_state(tx, failed, AGAIN_TOGETHER).await? {
                        queued += u64::from(queue_again(tx, id, now).await?);
                    }
                    Ok(queued)
                })
            })
            .await
    }

    /// Every mail that Tenure writes, with made-up people.
    ///
    /// # Errors
    /// If a template fails, which none does.
    pub fn mail_samples(&self, _operator: OperatorAccess) -> Result<Vec<MailSample>, Error> {
        let samples = MessageKind::ALL.iter().filter_map(|kind| {
            let letter = letters::sample(*kind)?;
            Some(
                letter
                    .render(&self.instance().public_url)
                    .map(|rendered| MailSample {
                        kind: *kind,
                        subject: rendered.subject,
                        text: rendered.text,
                        html: rendered.html,
                    }),
            )
        });
        samples.collect()
    }
}

async fn found(tx: &mut Tx, id: MessageId) -> Result<Message, Error> {
    let row = outbox_view::find(tx, id).await?;
    row.map(Message::from).ok_or(Error::NotThere("message"))
}

/// Queues a message again, with its story and its invitation.
async fn queue_again(tx: &mut Tx, message: MessageId, now: Instant) -> Result<bool, Error> {
    let queued = outbox_work::queue_again(tx, message, now).await?;
    if queued {
        let note = Note {
            message,
            at: now,
            kind: MessageEvent::SentAgain,
            detail: "an operator had it sent again",
        };
        outbox_work::note(tx, note).await?;
        outbox_work::tell_invitation(tx, message, now).await?;
    }
    Ok(queued)
}
