//! How mail leaves this instance.

use serde::Serialize;
use utoipa::ToSchema;

/// How mail leaves this instance, as its settings say.
#[derive(Debug, Default)]
pub struct Outgoing;

/// The ways that mail can leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum TransportKind {
    /// Resend's HTTP API.
    Resend,
    /// A mail server.
    Smtp,
    /// It does not leave: operators read it here.
    Mailbox,
}

impl Outgoing {
    /// Which way it is.
    #[must_use]
    pub const fn kind(&self) -> TransportKind {
        TransportKind::Mailbox
    }

    /// Whom mail is from, as configured.
    #[must_use]
    pub const fn sender(&self) -> Option<&str> {
        None
    }
}
