//! Putting a mail into the outbox.

use tenure_domain::email::EmailAddress;
use tenure_domain::id::{MessageId, OrganizationId, UserId};
use tenure_domain::message::MessageKind;
use tenure_domain::time::Instant;
use tenure_store::Tx;
use tenure_store::outbox::{self, NewMessage};

use super::Rendered;
use crate::Error;

/// To whom a mail goes, and what makes it one mail.
#[derive(Debug, Clone)]
pub(crate) struct Envelope {
    /// Its id.
    pub id: MessageId,
    /// Whose doing it is; none for what concerns one person alone.
    pub organization_id: Option<OrganizationId>,
    /// Whom it concerns, where that is a user.
    pub user_id: Option<UserId>,
    /// What it is.
    pub kind: MessageKind,
    /// As in `invitation/<id>/<send number>`: causing it again does nothing.
    pub idempotency_key: String,
    /// The address.
    pub recipient: EmailAddress,
}

/// Puts a mail into the outbox, in the transaction that causes it. Says whether it is new.
pub(crate) async fn post(
    tx: &mut Tx,
    envelope: Envelope,
    rendered: Rendered,
    now: Instant,
) -> Result<bool, Error> {
    let message = NewMessage {
        id: envelope.id,
        organization_id: envelope.organization_id,
        user_id: envelope.user_id,
        kind: envelope.kind,
        idempotency_key: envelope.idempotency_key,
        recipient: envelope.recipient,
        subject: rendered.subject,
        text: rendered.text,
        html: rendered.html,
    };
    Ok(outbox::enqueue(tx, &message, now).await?)
}
