//! Writing down what became of a try.

use tenure_domain::message::{MessageEvent, MessageState};
use tenure_domain::time::Instant;
use tenure_store::outbox_work::{self, Note, PutOff, Step, Taken};
use tenure_store::{Tx, mail_webhooks};

use super::deliveries::hear;
use super::pause::{Cause, Pause};
use super::transport::Verdict;
use super::worker::{MailWorker, WORKER, later, move_on};
use crate::Error;

/// How many webhooks are looked at when a message becomes known to the provider.
const WEBHOOKS: usize = 100;

/// What is written down.
enum Outcome {
    /// It left, and is known to the provider by this id.
    Sent(Option<String>),
    /// It is tried again.
    Again {
        event: MessageEvent,
        due_at: Instant,
        counts: bool,
        pause: Option<Cause>,
    },
    /// It is given up.
    Failed,
}

impl MailWorker {
    /// Writes down what became of a try.
    pub(super) async fn settle(
        &self,
        taken: &Taken,
        verdict: Verdict,
        now: Instant,
    ) -> Result<(), Error> {
        let (outcome, reason) = self.decide(taken.attempts, verdict, now);
        let (message, worker) = (taken.id, self.id());
        self.tenure
            .db
            .write(WORKER, move |tx| {
                Box::pin(async move {
                    match outcome {
                        Outcome::Sent(provider_id) => sent(tx, message, provider_id, now).await,
                        Outcome::Failed => {
                            let step = Step {
                                message,
                                to: MessageState::Failed,
                                at: now,
                                reason: Some(&reason),
                            };
                            move_on(tx, step, now).await.map(drop)
                        }
                        Outcome::Again {
                            event,
                            due_at,
                            counts,
                            pause,
                        } => {
                            if let Some(cause) = pause {
                                let pause = Pause {
                                    cause,
                                    reason: reason.clone(),
                                    until: due_at,
                                };
                                pause.put(tx, now).await?;
                            }
                            let put_off = PutOff {
                                message,
                                worker,
                                due_at,
                                reason: &reason,
                                counts,
                            };
                            // Whoever took it over meanwhile writes down what becomes of it.
                            if outbox_work::put_off(tx, put_off).await? {
                                let note = Note {
                                    message,
                                    at: now,
                                    kind: event,
                                    detail: &reason,
                                };
                                outbox_work::note(tx, note).await?;
                                outbox_work::tell_invitation(tx, message, now).await?;
                            }
                            Ok(())
                        }
                    }
                })
            })
            .await
    }

    /// What a verdict comes to, after so many tries, with the reason in words.
    fn decide(&self, attempts: i64, verdict: Verdict, now: Instant) -> (Outcome, String) {
        let pace = self.tenure.outgoing.pace;
        let random = self.draw();
        let again = |event, wait_ms, counts, pause| Outcome::Again {
            event,
            due_at: later(now, wait_ms),
            counts,
            pause,
        };
        match verdict {
            Verdict::Taken { provider_id } => (Outcome::Sent(provider_id), String::new()),
            Verdict::GivenUp { reason } => (Outcome::Failed, reason),
            Verdict::Refused { reason } => match pace.retry.wait(attempts, random) {
                Some(wait) => (again(MessageEvent::Retried, wait, true, None), reason),
                None => (
                    Outcome::Failed,
                    format!("Given up after {attempts} tries: {reason}"),
                ),
            },
            Verdict::Unanswered { reason } => match pace.retry.wait(attempts, random) {
                Some(wait) => (again(MessageEvent::Unanswered, wait, true, None), reason),
                None => (
                    Outcome::Failed,
                    format!(
                        "Given up after {attempts} tries, of which one may have been taken: {reason}"
                    ),
                ),
            },
            Verdict::Throttled { after_ms, reason } => {
                let wait = after_ms.unwrap_or_else(|| pace.retry.spread(1, random));
                if after_ms.is_some() {
                    self.rest(later(now, wait));
                }
                (again(MessageEvent::Retried, wait, false, None), reason)
            }
            Verdict::OverQuota { after_ms, reason } => {
                let wait = after_ms.unwrap_or(pace.quota_wait_ms);
                let pause = Some(Cause::Quota);
                (again(MessageEvent::Retried, wait, false, pause), reason)
            }
            Verdict::Misconfigured { reason } => {
                let pause = Some(Cause::Settings);
                let event = MessageEvent::Retried;
                (again(event, pace.pause_ms, false, pause), reason)
            }
        }
    }

    /// A random number.
    fn draw(&self) -> u32 {
        let mut bytes = [0; 4];
        self.tenure.randomness().fill(&mut bytes);
        u32::from_le_bytes(bytes)
    }
}

/// It left. What the provider has said of it already is heard now, and a pause is over.
async fn sent(
    tx: &mut Tx,
    message: tenure_domain::id::MessageId,
    provider_id: Option<String>,
    now: Instant,
) -> Result<(), Error> {
    let step = Step {
        message,
        to: MessageState::Sent,
        at: now,
        reason: None,
    };
    move_on(tx, step, now).await?;
    Pause::end(tx).await?;
    if let Some(provider_id) = provider_id {
        outbox_work::note_provider_id(tx, message, &provider_id).await?;
        for webhook in mail_webhooks::matched(tx, WEBHOOKS).await? {
            hear(tx, &webhook, now).await?;
        }
    }
    Ok(())
}
