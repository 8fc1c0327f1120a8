//! What the provider says of messages after it took them.

use tenure_domain::message::{MessageState, SuppressionCause};
use tenure_domain::time::Instant;
use tenure_store::mail_webhooks::{self, Matched};
use tenure_store::outbox_work::Step;
use tenure_store::{Tx, mail_suppressions, outbox_work};

use super::worker::{MailWorker, WORKER, move_on};
use crate::Error;

/// How many webhooks are heard in one transaction.
const TOGETHER: usize = 100;
/// How many old rows are removed in one transaction.
const REMOVED_TOGETHER: usize = 1_000;
/// How often old rows are looked for: every ten minutes.
const SWEEP_MS: i64 = 600_000;

/// Lets a message hear what a webhook says of it, once.
pub(super) async fn hear(tx: &mut Tx, webhook: &Matched, now: Instant) -> Result<(), Error> {
    if !mail_webhooks::settle(tx, &webhook.id, webhook.message).await? {
        return Ok(());
    }
    let reason = (!webhook.detail.is_empty()).then_some(webhook.detail.as_str());
    let step = Step {
        message: webhook.message,
        to: webhook.kind,
        at: webhook.at,
        reason,
    };
    move_on(tx, step, now).await?;
    let cause = match webhook.kind {
        MessageState::Bounced => SuppressionCause::Bounced,
        MessageState::Complained => SuppressionCause::Complained,
        MessageState::Suppressed => SuppressionCause::Provider,
        _ => return Ok(()),
    };
    // A full mailbox may be emptied: only what is refused for good is not written to again.
    if webhook.detail.starts_with(TRANSIENT) {
        return Ok(());
    }
    mail_suppressions::add(tx, webhook.message, cause, &webhook.detail, now).await?;
    Ok(())
}

/// How a bounce's words begin that is not for good.
pub(super) const TRANSIENT: &str = "Transient";

impl MailWorker {
    /// Hears the webhooks that came before the message they are about was known.
    pub(super) async fn apply_webhooks(&self) -> Result<(), Error> {
        let now = self.tenure.now();
        let waiting = self
            .tenure
            .db
            .read(WORKER, |tx| {
                Box::pin(async move { Ok::<_, Error>(mail_webhooks::matched(tx, 1).await?) })
            })
            .await?;
        if waiting.is_empty() {
            return Ok(());
        }
        self.tenure
            .db
            .write(WORKER, move |tx| {
                Box::pin(async move {
                    for webhook in mail_webhooks::matched(tx, TOGETHER).await? {
                        hear(tx, &webhook, now).await?;
                    }
                    Ok(())
                })
            })
            .await
    }

    /// Removes what has been kept long enough.
    pub(super) async fn sweep(&self) -> Result<(), Error> {
        let now = self.tenure.now();
        if !self.is_time_to_sweep(SWEEP_MS, now) {
            return Ok(());
        }
        let before = now.plus_seconds(-self.tenure.outgoing.pace.keep_seconds);
        self.tenure
            .db
            .write(WORKER, move |tx| {
                Box::pin(async move {
                    outbox_work::delete_old(tx, before, REMOVED_TOGETHER).await?;
                    mail_webhooks::delete_old(tx, before, REMOVED_TOGETHER).await?;
                    Ok(())
                })
            })
            .await
    }
}
