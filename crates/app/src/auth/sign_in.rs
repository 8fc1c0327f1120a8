//! Sign-in by address and password.

use serde::Deserialize;
use tenure_domain::email::EmailAddress;
use tenure_store::credentials::{self, Secret, StoredSecret};
use tenure_store::{Tenancy, users};
use utoipa::ToSchema;

use super::password::{Effort, MAX_BYTES};
use super::{Browser, Overview, Token};
use crate::{Error, Tenure};

/// What someone signs in with.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SignIn {
    /// The address.
    pub email: String,
    /// The password, exactly as it was chosen.
    pub password: String,
}

impl Tenure {
    /// Signs in. An unknown address and a wrong password get one answer, after the same work.
    /// The personal workspace is made if it is missing.
    ///
    /// # Errors
    /// [`Error::InvalidCredentials`].
    pub async fn sign_in(
        &self,
        form: SignIn,
        browser: Browser,
    ) -> Result<(Token, Overview), Error> {
        let SignIn { email, password } = form;
        if password.len() > MAX_BYTES {
            return Err(Error::InvalidCredentials);
        }
        // Nobody's address has a NUL, and PostgreSQL cannot even be asked for one.
        let email = EmailAddress::on_record(&email.replace('\0', "\u{fffd}"));
        let (user, secrets, effort) = self
            .db
            .read(Tenancy::Global, move |tx| {
                Box::pin(async move {
                    let user = users::find_by_email(tx, &email).await?;
                    let secrets = match &user {
                        Some(user) => credentials::secrets(tx, user.id).await?,
                        None => Vec::new(),
                    };
                    let legacy = credentials::has_legacy_secrets(tx).await?;
                    let effort = if legacy {
                        Effort::Argon2AndLegacy
                    } else {
                        Effort::Argon2
                    };
                    Ok::<_, Error>((user, secrets, effort))
                })
            })
            .await?;
        let to_check: Vec<Secret> = secrets.iter().map(|stored| stored.secret.clone()).collect();
        let matched = self
            .passwords
            .verify(password.clone(), to_check, effort)
            .await?;
        let (Some(user), Some(matched)) = (user, matched) else {
            return Err(Error::InvalidCredentials);
        };
        if matched.outdated
            && let Some(stored) = secrets.into_iter().nth(matched.index)
        {
            self.renew_secret(stored, password).await?;
        }
        self.ensure_personal_workspace(&user).await?;
        let token = self.begin_session(&user, browser).await?;
        Ok((token, self.overview_of(Some(user)).await?))
    }

    /// Hashes a password anew in today's form, now that it is known.
    async fn renew_secret(&self, before: StoredSecret, password: String) -> Result<(), Error> {
        let phc = self.passwords.hash(password, self.randomness()).await?;
        let now = self.now();
        self.db
            .write(Tenancy::Global, move |tx| {
                Box::pin(async move {
                    // Changed meanwhile, it is in today's form.
                    credentials::replace_secret(tx, &before, &phc, now).await?;
                    Ok(())
                })
            })
            .await
    }
}
