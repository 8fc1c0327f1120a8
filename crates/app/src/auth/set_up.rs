//! The first operator: whoever reads the server's terminal, and nobody else, can claim an instance.

use serde::Deserialize;
use tenure_store::settings::{self, Key};
use tenure_store::{Tenancy, users};
use utoipa::ToSchema;

use super::sign_up::{Operator, SignUpForm, write};
use super::{Browser, Overview, Token, hex};
use crate::{Error, Tenure};

/// What the first operator brings.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SetUp {
    /// The token of the link that the server printed.
    pub token: String,
    /// The name others see.
    pub name: String,
    /// The address.
    pub email: String,
    /// The password; at least 8 characters, kept exactly as given.
    pub password: String,
}

impl Tenure {
    /// A new one-time set-up link, if the instance has no operator; an earlier one stops working.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn set_up_link(&self) -> Result<Option<String>, Error> {
        let token = Token::random(self.randomness());
        let (hash, now) = (hex(&token.hash()), self.now());
        let claimed = self
            .db
            .write(Tenancy::Global, move |tx| {
                Box::pin(async move {
                    let claimed = users::has_operator(tx).await?;
                    if !claimed {
                        settings::put(tx, Key::SetUpTokenHash, &hash, now).await?;
                    }
                    Ok::<_, Error>(claimed)
                })
            })
            .await?;
        // Behind `#` it reaches no server log on its way.
        Ok((!claimed).then(|| format!("{}/set-up#{}", self.instance().public_url, token.secret())))
    }

    /// Makes the first operator. Of many that try with one link, one succeeds.
    ///
    /// # Errors
    /// [`Error::SetUpRefused`], [`Error::Invalid`] or [`Error::AddressTaken`]; the link then still
    /// works.
    pub async fn set_up(&self, form: SetUp, browser: Browser) -> Result<(Token, Overview), Error> {
        let SetUp {
            token,
            name,
            email,
            password,
        } = form;
        let hash = hex(&Token::presented(&token).ok_or(Error::SetUpRefused)?.hash());
        let account = self
            .new_account(
                SignUpForm {
                    name,
                    email,
                    password,
                },
                Operator::Yes,
            )
            .await?;
        let user = self
            .db
            .write(Tenancy::Global, move |tx| {
                Box::pin(async move {
                    if !settings::take(tx, Key::SetUpTokenHash, &hash).await?
                        || users::has_operator(tx).await?
                    {
                        return Err(Error::SetUpRefused);
                    }
                    write(tx, &account).await
                })
            })
            .await?;
        self.welcome(user, browser).await
    }
}
