//! How mail leaves this instance, as its settings say.

use std::num::NonZeroU32;
use std::time::Duration;

use tenure_domain::delivery::RetryPolicy;

use super::transport::{Answer, Parcel, Transport, TransportKind, Verdict};
use super::webhook::WebhookSecret;

/// How mail leaves this instance.
#[derive(Debug, Default)]
pub struct Outgoing {
    /// The way.
    pub transport: Transport,
    /// How fast and how often.
    pub pace: Pace,
    /// What the provider's webhooks are signed with: several while one is exchanged for another.
    pub webhook_secrets: Vec<WebhookSecret>,
}

/// How fast mail leaves, how often it is tried, and how long its traces are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// When a try is made again.
    pub retry: RetryPolicy,
    /// The most messages in a second, over one server.
    pub per_second: NonZeroU32,
    /// How long whoever takes a message is believed alive, in milliseconds. One exchange may take
    /// half of it.
    pub lease_ms: i64,
    /// How long nothing is sent after settings were refused, in milliseconds.
    pub pause_ms: i64,
    /// The same after a quota was used up, if the provider does not say.
    pub quota_wait_ms: i64,
    /// How long messages that are done with are kept, in seconds.
    pub keep_seconds: i64,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            retry: RetryPolicy::DEFAULT,
            per_second: NonZeroU32::MIN.saturating_add(1),
            lease_ms: 60_000,
            pause_ms: 300_000,
            quota_wait_ms: 3_600_000,
            keep_seconds: 30 * 86_400,
        }
    }
}

impl Pace {
    /// How long one exchange may take.
    #[must_use]
    pub fn timeout(&self) -> Duration {
        Duration::from_millis(u64::try_from(self.lease_ms / 2).unwrap_or(1))
    }
}

impl Outgoing {
    /// Resend, with settings that cannot be used.
    #[must_use]
    pub fn unusable(problem: &str) -> Self {
        Self {
            transport: Transport::Unusable {
                kind: TransportKind::Resend,
                problem: problem.to_owned(),
            },
            ..Self::default()
        }
    }

    /// Which way it is.
    #[must_use]
    pub const fn kind(&self) -> TransportKind {
        match &self.transport {
            Transport::Mailbox => TransportKind::Mailbox,
            Transport::Resend(_) => TransportKind::Resend,
            Transport::Smtp(_) => TransportKind::Smtp,
            Transport::Unusable { kind, .. } => *kind,
        }
    }

    /// Whom mail is from.
    #[must_use]
    pub fn sender(&self) -> Option<&str> {
        match &self.transport {
            Transport::Resend(resend) => Some(resend.sender()),
            Transport::Smtp(smtp) => Some(smtp.sender()),
            Transport::Mailbox | Transport::Unusable { .. } => None,
        }
    }

    /// What keeps mail from leaving whatever the provider says, and what that means.
    #[must_use]
    pub fn problem(&self) -> Option<String> {
        match &self.transport {
            Transport::Mailbox => Some(
                "No way to send mail is configured, so mail does not leave: operators read it on the Mail page, and whoever invites passes the link on. Set RESEND_API_KEY or TENURE_SMTP_URL, with FROM_EMAIL."
                    .to_owned(),
            ),
            Transport::Unusable { problem, .. } => Some(format!(
                "{problem} Mail waits in the outbox until this is corrected and the server started again."
            )),
            Transport::Resend(_) | Transport::Smtp(_) => None,
        }
    }

    /// Sends a message, once.
    pub(super) async fn send(&self, parcel: &Parcel) -> Answer {
        match &self.transport {
            Transport::Resend(resend) => resend.send(parcel, self.pace.timeout()).await,
            Transport::Smtp(smtp) => smtp.send(parcel, self.pace.timeout()).await,
            Transport::Mailbox | Transport::Unusable { .. } => Verdict::Misconfigured {
                reason: "there is no way to send mail".to_owned(),
            }
            .into(),
        }
    }
}
