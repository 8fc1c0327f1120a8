//! The beginning of a session, in the transaction of what lets one in.

use tenure_domain::id::{MessageId, SessionId};
use tenure_domain::message::MessageKind;
use tenure_domain::session::ABSOLUTE_SECONDS;
use tenure_domain::time::Instant;
use tenure_domain::user::User;
use tenure_store::devices::{self, DeviceHash, Seen};
use tenure_store::sessions::{self, NewSession};
use tenure_store::{Tenancy, Tx};

use super::notice::Notice;
use super::session::end;
use super::{Browser, Token};
use crate::mail::letters::NewDevice;
use crate::{Error, Tenure};

/// A session that is about to begin.
pub(crate) struct Beginning {
    token: Token,
    session: NewSession,
    device: DeviceHash,
    /// The browser's session of before.
    before: Option<Token>,
    /// What the user is told if the device turns out to be new.
    notice: Option<Notice>,
}

impl Beginning {
    /// Begins it: the browser's earlier session ends, and if this browser in this network is new to
    /// the user, who has used others, they are told.
    pub(crate) async fn write(self, tx: &mut Tx, now: Instant) -> Result<Token, Error> {
        if let Some(before) = self.before {
            end(tx, &before, now).await?;
        }
        sessions::delete_expired(tx, now).await?;
        sessions::insert(tx, &self.session).await?;
        let seen = devices::see(tx, self.session.user_id, &self.device, now).await?;
        if let (Seen::New, Some(notice)) = (seen, self.notice) {
            notice.post(tx, now).await?;
        }
        Ok(self.token)
    }
}

impl Tenure {
    /// A session of this user in this browser, to be written.
    pub(crate) fn new_session(&self, user: &User, browser: Browser) -> Result<Beginning, Error> {
        let now = self.now();
        let token = Token::random(self.randomness());
        let id = SessionId::new(now, self.randomness());
        let user_agent = browser.name();
        // One session is told of once: the mail has its id.
        let notice = user.email.clone().map(|email| {
            let letter = NewDevice {
                at: now.in_words(),
                browser: user_agent.clone(),
                network: browser.network.map(|network| network.to_string()),
                url: format!("{}/account", self.instance().public_url),
            };
            let message = MessageId::from_uuid(id.uuid());
            let kind = MessageKind::NewDevice;
            self.notice_with_id(message, Some(user.id), email, kind, &letter.letter())
        });
        Ok(Beginning {
            session: NewSession {
                id,
                token_hash: token.hash(),
                user_id: user.id,
                created_at: now,
                expires_at: now.plus_seconds(ABSOLUTE_SECONDS),
                user_agent,
            },
            token,
            device: browser.device(),
            before: browser.session,
            notice: notice.transpose()?,
        })
    }

    /// Begins a session of this user in this browser.
    pub(crate) async fn begin_session(
        &self,
        user: &User,
        browser: Browser,
    ) -> Result<Token, Error> {
        let now = self.now();
        let beginning = self.new_session(user, browser)?;
        self.db
            .write(Tenancy::Global, move |tx| {
                Box::pin(async move { beginning.write(tx, now).await })
            })
            .await
    }
}
