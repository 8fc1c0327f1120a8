//! The ways that mail can leave.

mod resend;
mod smtp;
mod verdict;

use serde::Serialize;
use tenure_domain::id::MessageId;
use tenure_domain::time::Instant;
use utoipa::ToSchema;

pub use resend::Resend;
pub use smtp::{Smtp, SmtpUrlRefused};
pub use verdict::{Answer, Verdict};

/// A way that mail can leave.
#[derive(Debug, Default)]
pub enum Transport {
    /// It does not leave: operators read it here.
    #[default]
    Mailbox,
    /// Resend's HTTP API.
    Resend(Resend),
    /// A mail server.
    Smtp(Smtp),
    /// One is configured, and its settings cannot be used: mail waits until they can.
    Unusable {
        /// Which one.
        kind: TransportKind,
        /// What is wrong with the settings.
        problem: String,
    },
}

/// Which way it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum TransportKind {
    /// Resend's HTTP API.
    Resend,
    /// A mail server.
    Smtp,
    /// Mail does not leave: operators read it here.
    Mailbox,
}

impl TransportKind {
    /// What people call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Resend => "Resend",
            Self::Smtp => "SMTP",
            Self::Mailbox => "the mailbox",
        }
    }
}

/// A message as it leaves: the same at every try, to the byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    /// Its id.
    pub id: MessageId,
    /// By which the provider knows it again.
    pub idempotency_key: String,
    /// From whom.
    pub sender: String,
    /// To whom.
    pub recipient: String,
    /// The subject.
    pub subject: String,
    /// The plain text.
    pub text: String,
    /// The HTML.
    pub html: String,
    /// When it was written.
    pub written_at: Instant,
}

/// Whether mail can be from this: an address, or a name with an address.
#[must_use]
pub fn valid_sender(text: &str) -> bool {
    text.parse::<lettre::message::Mailbox>().is_ok()
}
