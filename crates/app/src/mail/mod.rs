//! Mail: what Tenure writes to people.
//!
//! A mail is a [`Letter`], made by one file of [`letters`] and rendered in the transaction that causes
//! it: [`post`] puts it into the outbox there, text and HTML, and nothing is rendered again. The
//! worker sends what the outbox holds.
//!
//! # Adding a mail
//! 1. A kind in `tenure_domain::message::MessageKind`, and its word in a migration of the outbox.
//! 2. `letters/<kind>.rs`: a struct of what it tells, its [`Letter`], a sample; an arm in
//!    [`letters::sample`].
//! 3. The use case that causes it calls [`post`] in its transaction.

mod deliveries;
mod letter;
pub mod letters;
mod messages;
mod outgoing;
mod pause;
mod post;
mod settle;
mod status;
mod suppressions;
mod transport;
mod try_out;
mod webhook;
mod worker;

pub use letter::{Action, Block, Fact, Letter, Rendered};
pub use messages::{MailSample, Message, MessageLine, MessageStory};
pub use outgoing::{Outgoing, Pace};
pub(crate) use post::{Envelope, post};
pub use status::{Failures, LastHour, MailStatus, MessageCounts, TransportView};
pub use suppressions::SuppressedAddress;
pub use transport::{Resend, Smtp, SmtpUrlRefused, Transport, TransportKind, valid_sender};
pub use webhook::{InvalidWebhookSecret, Signature, WebhookSecret};
pub use worker::{MailWorker, Round};
