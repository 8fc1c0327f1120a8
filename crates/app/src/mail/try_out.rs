//! An operator's trial: a mail over the way that every mail takes.

use tenure_domain::email::EmailAddress;
use tenure_domain::id::MessageId;
use tenure_domain::message::MessageKind;
use tenure_store::Tenancy;

use super::letters::Trial;
use super::{Envelope, post};
use crate::{Error, Tenure};

impl Tenure {
    /// Puts a trial into the outbox. `transport` is what it will be sent with, in words.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn send_trial_mail(
        &self,
        to: EmailAddress,
        transport: String,
    ) -> Result<MessageId, Error> {
        let now = self.now();
        let id = MessageId::new(now, self.randomness());
        let rendered = Trial { transport }
            .letter()
            .render(&self.instance().public_url)?;
        let envelope = Envelope {
            id,
            organization_id: None,
            user_id: None,
            kind: MessageKind::Test,
            idempotency_key: format!("test/{id}"),
            recipient: to,
        };
        self.db
            .write(Tenancy::Operator("mail test"), move |tx| {
                Box::pin(async move { post(tx, envelope, rendered, now).await.map(|_| id) })
            })
            .await
    }
}
