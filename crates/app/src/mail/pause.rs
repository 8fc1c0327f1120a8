//! A pause: nothing is sent for a while, because no message would be taken. All servers keep it.

use serde::{Deserialize, Serialize};
use tenure_domain::time::Instant;
use tenure_store::settings::{self, Key};
use tenure_store::{Tenancy, Tx};

use crate::{Error, Tenure};

/// Why nothing is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Cause {
    /// The provider refuses the settings: key, domain, sender.
    Settings,
    /// So much may be sent in a day or a month, and it has been.
    Quota,
}

/// Nothing is sent for a while.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Pause {
    pub(super) cause: Cause,
    /// The provider's words.
    pub(super) reason: String,
    /// When one message is tried again.
    pub(super) until: Instant,
}

impl Pause {
    /// The pause there is, if there is one.
    pub(super) async fn find(tx: &mut Tx) -> Result<Option<Self>, Error> {
        let text = settings::find(tx, Key::MailPause).await?;
        Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
    }

    pub(super) async fn put(&self, tx: &mut Tx, now: Instant) -> Result<(), Error> {
        let text =
            serde_json::to_string(self).map_err(|error| Error::Internal(error.to_string()))?;
        Ok(settings::put(tx, Key::MailPause, &text, now).await?)
    }

    /// Ends the pause, whatever its cause.
    pub(super) async fn end(tx: &mut Tx) -> Result<(), Error> {
        if let Some(text) = settings::find(tx, Key::MailPause).await? {
            settings::take(tx, Key::MailPause, &text).await?;
        }
        Ok(())
    }

    /// What it means and what to do, for operators.
    pub(super) fn in_words(&self) -> String {
        let Self { reason, until, .. } = self;
        match self.cause {
            Cause::Settings => format!(
                "The provider refuses to send ({reason}). Mail waits in the outbox. Correct the key, the sender or its domain, then send a test; one message is tried again at {until} anyway."
            ),
            Cause::Quota => format!(
                "The provider's quota is used up ({reason}). Mail waits in the outbox; one message is tried again at {until}."
            ),
        }
    }
}

impl Tenure {
    /// Forgets that settings were refused: a server that starts may have others.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn forget_refused_mail_settings(&self) -> Result<(), Error> {
        self.db
            .write(Tenancy::Operator("mail worker"), |tx| {
                Box::pin(async move {
                    match Pause::find(tx).await? {
                        Some(pause) if pause.cause == Cause::Settings => Pause::end(tx).await,
                        _ => Ok(()),
                    }
                })
            })
            .await
    }
}
