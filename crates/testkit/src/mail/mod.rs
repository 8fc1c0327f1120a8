//! Stand-ins for what mail leaves by: the provider and a mail server, both on loopback.

mod provider;
mod smtp;
mod webhook;

pub use provider::{Accepted, Mishap, Provider};
pub use smtp::{MailServer, Received};
pub use webhook::{WEBHOOK_SECRET, Webhook};
