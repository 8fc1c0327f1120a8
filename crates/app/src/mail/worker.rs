//! The worker: it takes what is due, sends it, and writes down what became of it.
//!
//! Taking is one transaction, sending is outside of any, and the outcome is another. Whoever dies in
//! between leaves a lease that runs out; the next one sends the same bytes under the same key.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use futures::future::join_all;
use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use tenure_domain::id::MessageId;
use tenure_domain::message::{MessageEvent, MessageState};
use tenure_domain::time::Instant;
use tenure_store::outbox_work::{self, Lease, Note, Step, Taken};
use tenure_store::{Tenancy, Tx, mail_suppressions};
use tokio::sync::watch;
use uuid::Uuid;

use super::pause::Pause;
use super::transport::{Parcel, Transport};
use crate::{Error, Tenure};

/// What transactions of the worker are called in the log.
pub(super) const WORKER: Tenancy = Tenancy::Operator("mail worker");
/// The most messages that are under way together.
const TOGETHER: usize = 16;
/// The most messages that are put into the mailbox together.
const KEPT_TOGETHER: usize = 200;
/// The longest sleep: a wake that was lost costs no more.
const LONGEST_SLEEP_MS: i64 = 2_000;
/// How long to wait after the database failed.
const AFTER_FAILURE: Duration = Duration::from_secs(1);

/// Sends mail. Several may work on one outbox.
pub struct MailWorker {
    pub(super) tenure: Tenure,
    id: Uuid,
    limiter: DefaultDirectRateLimiter,
    /// Until when the provider wants to be left alone, in milliseconds since 1970.
    rest_until: AtomicI64,
    /// When traces that are too old were last looked for.
    swept_at: AtomicI64,
}

/// What a round came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Round {
    /// Something was done; there may be more.
    Worked,
    /// There was nothing to do before this moment.
    Idle {
        /// When there will be, as far as is known.
        until: Instant,
    },
}

impl MailWorker {
    /// A worker of this application.
    #[must_use]
    pub fn new(tenure: &Tenure) -> Self {
        let id = MessageId::new(tenure.now(), tenure.randomness()).uuid();
        Self {
            tenure: tenure.clone(),
            id,
            limiter: RateLimiter::direct(Quota::per_second(tenure.outgoing.pace.per_second)),
            rest_until: AtomicI64::new(0),
            swept_at: AtomicI64::new(0),
        }
    }

    /// Works until it is told to stop; what is under way then is finished.
    pub async fn run(&self, mut stopping: watch::Receiver<bool>) {
        let mut woken = self.tenure.db.subscribe_outbox();
        while !*stopping.borrow_and_update() {
            woken.borrow_and_update();
            let sleep = match self.round(None).await {
                Ok(Round::Worked) => continue,
                Ok(Round::Idle { until }) => {
                    let millis = until.as_millis() - self.tenure.now().as_millis();
                    Duration::from_millis(
                        u64::try_from(millis.clamp(1, LONGEST_SLEEP_MS)).unwrap_or(1),
                    )
                }
                Err(error) => {
                    tracing::error!(%error, "the mail worker failed; it tries again");
                    AFTER_FAILURE
                }
            };
            tokio::select! {
                () = tokio::time::sleep(sleep) => {}
                _ = woken.changed() => {}
                _ = stopping.changed() => {}
            }
        }
    }

    /// Does what is due, a handful of messages at most, or the one that is asked for.
    ///
    /// # Errors
    /// If the database fails. What was sent by then is written down, or sent again under its key.
    pub async fn round(&self, only: Option<MessageId>) -> Result<Round, Error> {
        self.apply_webhooks().await?;
        self.sweep().await?;
        let taken = match &self.tenure.outgoing.transport {
            Transport::Mailbox => return self.keep(only).await,
            Transport::Unusable { .. } => return Ok(self.idle(None)),
            Transport::Resend(_) | Transport::Smtp(_) => match self.take(only).await? {
                Ok(taken) => taken,
                Err(idle) => return Ok(idle),
            },
        };
        let outcomes = join_all(taken.into_iter().map(|taken| self.send(taken))).await;
        outcomes.into_iter().collect::<Result<Vec<()>, Error>>()?;
        Ok(Round::Worked)
    }

    /// Takes what is due, as much as may be sent now.
    async fn take(&self, only: Option<MessageId>) -> Result<Result<Vec<Taken>, Round>, Error> {
        let now = self.tenure.now();
        let rest = Instant::from_millis(self.rest_until.load(Ordering::Relaxed));
        if rest > now {
            return Ok(Err(self.idle(Some(rest))));
        }
        let pause = self
            .tenure
            .db
            .read(WORKER, |tx| Box::pin(async move { Pause::find(tx).await }))
            .await?;
        if let Some(pause) = &pause
            && pause.until > now
        {
            return Ok(Err(self.idle(Some(pause.until))));
        }
        // After a pause one message goes ahead and shows whether the others may follow.
        let most = if pause.is_some() { 1 } else { TOGETHER };
        let allowed = (0..most)
            .take_while(|_| self.limiter.check().is_ok())
            .count();
        if allowed == 0 {
            // Every permit comes back within this.
            let wait = 1000 / i64::from(self.tenure.outgoing.pace.per_second.get()) + 1;
            return Ok(Err(self.idle(Some(later(now, wait)))));
        }
        let (worker, pace) = (self.id, self.tenure.outgoing.pace);
        let sender = self.tenure.outgoing.sender().map(str::to_owned);
        let (taken, next) = self
            .tenure
            .db
            .write(WORKER, move |tx| {
                Box::pin(async move {
                    let lease = Lease {
                        worker,
                        until: later(now, pace.lease_ms),
                        sender: sender.as_deref(),
                    };
                    let taken = take_due(tx, lease, only, now, allowed).await?;
                    let next = match &taken {
                        None => outbox_work::next_due(tx).await?,
                        Some(_) => None,
                    };
                    Ok::<_, Error>((taken, next))
                })
            })
            .await?;
        Ok(taken.ok_or_else(|| self.idle(next)))
    }

    /// Sends a message and writes down what became of it.
    async fn send(&self, taken: Taken) -> Result<(), Error> {
        let parcel = parcel(&taken);
        let answer = self.tenure.outgoing.send(&parcel).await;
        let now = self.tenure.now();
        if let Some(rest_ms) = answer.rest_ms {
            self.rest(later(now, rest_ms));
        }
        self.settle(&taken, answer.verdict, now).await
    }

    /// Leaves the provider alone until then.
    pub(super) fn rest(&self, until: Instant) {
        self.rest_until
            .fetch_max(until.as_millis(), Ordering::Relaxed);
    }

    pub(super) const fn id(&self) -> Uuid {
        self.id
    }

    /// Without a way to send, messages stay where operators read them.
    async fn keep(&self, only: Option<MessageId>) -> Result<Round, Error> {
        let now = self.tenure.now();
        let kept = self
            .tenure
            .db
            .write(WORKER, move |tx| {
                Box::pin(async move {
                    let due = outbox_work::due(tx, only, now, KEPT_TOGETHER).await?;
                    for message in &due {
                        let step = Step {
                            message: message.id,
                            to: MessageState::Kept,
                            at: now,
                            reason: None,
                        };
                        move_on(tx, step, now).await?;
                    }
                    Ok::<_, Error>(due.len())
                })
            })
            .await?;
        if kept == 0 {
            Ok(self.idle(None))
        } else {
            Ok(Round::Worked)
        }
    }

    fn idle(&self, until: Option<Instant>) -> Round {
        let longest = later(self.tenure.now(), LONGEST_SLEEP_MS);
        Round::Idle {
            until: until.unwrap_or(longest),
        }
    }

    /// Whether so much time has gone by since this was last said; if so it is said.
    pub(super) fn is_time_to_sweep(&self, every_ms: i64, now: Instant) -> bool {
        let last = self.swept_at.load(Ordering::Relaxed);
        let due = now.as_millis() - last >= every_ms;
        if due {
            self.swept_at.store(now.as_millis(), Ordering::Relaxed);
        }
        due
    }
}

/// A moment so many milliseconds later.
pub(super) const fn later(at: Instant, millis: i64) -> Instant {
    Instant::from_millis(at.as_millis().saturating_add(millis))
}

/// Takes what is due and may be sent: what may not be is settled here. None if nothing was due.
async fn take_due(
    tx: &mut Tx,
    lease: Lease<'_>,
    only: Option<MessageId>,
    now: Instant,
    rows: usize,
) -> Result<Option<Vec<Taken>>, Error> {
    let due = outbox_work::due(tx, only, now, rows).await?;
    if due.is_empty() {
        return Ok(None);
    }
    let mut all = Vec::with_capacity(due.len());
    for message in due {
        let note = |kind, detail| Note {
            message: message.id,
            at: now,
            kind,
            detail,
        };
        if let Some(suppressed) = mail_suppressions::find(tx, &message.recipient_key).await? {
            let reason = format!(
                "Nothing is sent to this address any more ({}: {}). An operator can lift that.",
                suppressed.cause.as_str(),
                suppressed.reason
            );
            let step = Step {
                message: message.id,
                to: MessageState::Suppressed,
                at: now,
                reason: Some(&reason),
            };
            move_on(tx, step, now).await?;
            continue;
        }
        let Some(taken) = outbox_work::take(tx, message.id, lease).await? else {
            continue;
        };
        if message.abandoned {
            let detail = "a server ended in the middle of a try";
            outbox_work::note(tx, note(MessageEvent::Unanswered, detail)).await?;
        }
        let detail = format!("try {}", taken.attempts);
        outbox_work::note(tx, note(MessageEvent::Attempted, &detail)).await?;
        all.push(taken);
    }
    Ok(Some(all))
}

/// Moves a message on, if that is news, with its story and its invitation.
pub(super) async fn move_on(tx: &mut Tx, step: Step<'_>, now: Instant) -> Result<bool, Error> {
    let news = outbox_work::advance(tx, step).await?;
    let note = Note {
        message: step.message,
        at: step.at,
        kind: step.to.into(),
        detail: step.reason.unwrap_or_default(),
    };
    outbox_work::note(tx, note).await?;
    if news {
        outbox_work::tell_invitation(tx, step.message, now).await?;
    }
    Ok(news)
}

/// The message as it leaves.
fn parcel(taken: &Taken) -> Parcel {
    let idempotency_key = if taken.rounds == 0 {
        taken.idempotency_key.clone()
    } else {
        format!("{}/again/{}", taken.idempotency_key, taken.rounds)
    };
    Parcel {
        id: taken.id,
        idempotency_key,
        sender: taken.sender.clone(),
        recipient: taken.recipient.clone(),
        subject: taken.subject.clone(),
        text: taken.text.clone().unwrap_or_default(),
        html: taken.html.clone().unwrap_or_default(),
        written_at: taken.created_at,
    }
}
