//! Mail about a user's own account.

use tenure_domain::email::EmailAddress;
use tenure_domain::id::{MessageId, UserId};
use tenure_domain::message::MessageKind;
use tenure_domain::time::Instant;
use tenure_domain::user::User;
use tenure_store::Tx;

use crate::mail::letters::{PasswordChange, PasswordChanged};
use crate::mail::{Envelope, Letter, Rendered, post};
use crate::{Error, Tenure};

/// A mail about somebody's own account, ready for the outbox.
pub(crate) struct Notice {
    envelope: Envelope,
    rendered: Rendered,
}

impl Notice {
    /// Puts it into the outbox, in the transaction that causes it.
    pub(crate) async fn post(self, tx: &mut Tx, now: Instant) -> Result<(), Error> {
        post(tx, self.envelope, self.rendered, now).await.map(drop)
    }

    /// The same mail, to this user.
    pub(crate) fn to(mut self, user: UserId, address: EmailAddress) -> Self {
        self.envelope.user_id = Some(user);
        self.envelope.recipient = address;
        self
    }
}

impl Tenure {
    /// A mail to an address. Each is a mail of its own.
    pub(crate) fn notice(
        &self,
        user: Option<UserId>,
        to: EmailAddress,
        kind: MessageKind,
        letter: &Letter,
    ) -> Result<Notice, Error> {
        let id = MessageId::new(self.now(), self.randomness());
        self.notice_with_id(id, user, to, kind, letter)
    }

    /// A mail to an address, of which there is one with this id.
    pub(super) fn notice_with_id(
        &self,
        id: MessageId,
        user: Option<UserId>,
        to: EmailAddress,
        kind: MessageKind,
        letter: &Letter,
    ) -> Result<Notice, Error> {
        Ok(Notice {
            envelope: Envelope {
                id,
                organization_id: None,
                user_id: user,
                kind,
                idempotency_key: format!("{}/{id}", kind.as_str()),
                recipient: to,
            },
            rendered: letter.render(&self.instance().public_url)?,
        })
    }

    /// Word of a changed password, for a user with an address.
    pub(crate) fn password_notice(
        &self,
        user: &User,
        change: PasswordChange,
    ) -> Result<Option<Notice>, Error> {
        let Some(email) = user.email.clone() else {
            return Ok(None);
        };
        let letter = PasswordChanged {
            change,
            at: self.now().in_words(),
            url: format!("{}/sign-in", self.instance().public_url),
        };
        let kind = MessageKind::PasswordChanged;
        self.notice(Some(user.id), email, kind, &letter.letter())
            .map(Some)
    }
}
