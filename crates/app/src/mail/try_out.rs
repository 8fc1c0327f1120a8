//! An operator's trial: a mail over the way that every mail takes.

use tenure_domain::email::EmailAddress;
use tenure_domain::field::FieldCode;
use tenure_domain::id::MessageId;
use tenure_domain::message::MessageKind;
use tenure_store::outbox_view;

use super::letters::Trial;
use super::pause::Pause;
use super::{Envelope, MailWorker, Message, Round, post};
use crate::auth::OperatorAccess;
use crate::{Error, Tenure};

impl Tenure {
    /// Puts a trial into the outbox. A pause ends: a trial shows whether its cause has.
    ///
    /// # Errors
    /// [`Error::Invalid`] if `to` is no address.
    pub async fn send_trial_mail(
        &self,
        operator: OperatorAccess,
        to: &str,
    ) -> Result<Message, Error> {
        let recipient = EmailAddress::parse(to)
            .map_err(|error| Error::field("to", FieldCode::Invalid, error.to_string()))?;
        let now = self.now();
        let id = MessageId::new(now, self.randomness());
        let transport = self.outgoing.kind().name().to_owned();
        let rendered = Trial { transport }
            .letter()
            .render(&self.instance().public_url)?;
        let envelope = Envelope {
            id,
            organization_id: None,
            user_id: None,
            kind: MessageKind::Test,
            idempotency_key: format!("test/{id}"),
            recipient,
        };
        self.db
            .write(operator.tenancy(), move |tx| {
                Box::pin(async move {
                    Pause::end(tx).await?;
                    post(tx, envelope, rendered, now).await?;
                    let row = outbox_view::find(tx, id).await?;
                    row.map(Message::from).ok_or(Error::NotThere("message"))
                })
            })
            .await
    }

    /// Sends one message from here, without waiting for a server to do it, as far as it can be now.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn send_now(
        &self,
        operator: OperatorAccess,
        id: MessageId,
    ) -> Result<Message, Error> {
        let worker = MailWorker::new(self);
        while worker.round(Some(id)).await? == Round::Worked {}
        Ok(self.message_story(operator, id).await?.message)
    }
}
