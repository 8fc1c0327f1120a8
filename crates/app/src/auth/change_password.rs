//! Changing one's password, knowing the one of now.

use serde::Deserialize;
use tenure_domain::field::{FieldCode, Fields};
use tenure_domain::user::User;
use tenure_store::Tenancy;
use tenure_store::credentials::{self, Secret, StoredSecret};
use tenure_store::sessions::{self, SignedIn};
use utoipa::ToSchema;

use super::link::set_password;
use super::password::{Effort, MAX_BYTES, check_new};
use crate::error::check;
use crate::mail::letters::PasswordChange;
use crate::{Error, Tenure};

/// The password of now, and the next one.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewPasswordForm {
    /// The password of now.
    pub current: String,
    /// The next one; at least 8 characters, kept exactly as given.
    pub new: String,
}

impl Tenure {
    /// Changes one's password. All other sessions of the user end; the one that asks goes on, so that
    /// its open pages do.
    ///
    /// # Errors
    /// [`Error::WrongPassword`], [`Error::NoPassword`], or [`Error::Invalid`] for the next one.
    pub async fn change_password(
        &self,
        signed_in: &SignedIn,
        form: NewPasswordForm,
    ) -> Result<(), Error> {
        let NewPasswordForm { current, new } = form;
        let user = &signed_in.user;
        let email = user.email.clone().ok_or(Error::NoPassword)?;
        let mut fields = Fields::new();
        check_new(&mut fields, "new", &new, email.as_str(), &user.name);
        if new == current {
            let message = "Choose another one than the password of now.";
            fields.refuse("new", FieldCode::Invalid, message);
        }
        check(fields)?;
        let matched = self.confirm_password(user, current).await?;
        let new = self.new_password(user.id, &email, new).await?;
        let notice = self.password_notice(user, PasswordChange::ByUser)?;
        let (id, session, now) = (user.id, signed_in.session_id, self.now());
        self.db
            .write(Tenancy::Global, move |tx| {
                Box::pin(async move {
                    // Whoever reset the password meanwhile has the last word.
                    if !credentials::replace_secret(tx, &matched, &new.phc, now).await? {
                        return Err(Error::WrongPassword);
                    }
                    set_password(tx, &new, notice, now).await?;
                    sessions::revoke_others(tx, id, session).await?;
                    Ok(())
                })
            })
            .await
    }

    /// Asks a user who is signed in for their password, and gives the secret that it is.
    pub(super) async fn confirm_password(
        &self,
        user: &User,
        password: String,
    ) -> Result<StoredSecret, Error> {
        if password.len() > MAX_BYTES {
            return Err(Error::WrongPassword);
        }
        let id = user.id;
        let secrets = self
            .db
            .read(Tenancy::Global, move |tx| {
                Box::pin(async move { credentials::secrets(tx, id).await.map_err(Error::from) })
            })
            .await?;
        if secrets.is_empty() {
            return Err(Error::NoPassword);
        }
        let to_check: Vec<Secret> = secrets.iter().map(|stored| stored.secret.clone()).collect();
        let matched = self
            .passwords
            .verify(password, to_check, Effort::Argon2)
            .await?;
        let found = matched.and_then(|matched| secrets.into_iter().nth(matched.index));
        found.ok_or(Error::WrongPassword)
    }
}
