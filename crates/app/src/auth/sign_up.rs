//! Sign-up: a person makes an account.

use serde::Deserialize;
use tenure_domain::email::EmailAddress;
use tenure_domain::field::{FieldCode, Fields};
use tenure_domain::id::{CredentialId, UserId};
use tenure_domain::user::User;
use tenure_store::credentials::{self, NewCredential, Secret};
use tenure_store::users::{self, NewUser};
use tenure_store::{Tenancy, Tx};
use utoipa::ToSchema;

use super::password::check_new;
use super::{Browser, Overview, Token};
use crate::error::check;
use crate::{Error, SignUp, Tenure};

/// The most characters of a person's name.
pub(crate) const NAME_CHARACTERS: usize = 100;

/// What someone signs up with.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SignUpForm {
    /// The name others see.
    pub name: String,
    /// The address.
    pub email: String,
    /// The password; at least 8 characters, kept exactly as given.
    pub password: String,
}

/// A new account, checked and hashed, ready to be written.
pub(crate) struct Account {
    pub user: NewUser,
    pub credential: NewCredential,
}

/// Whether a new account may run the instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    Yes,
    No,
}

impl Tenure {
    /// Makes an account and signs in to it.
    ///
    /// # Errors
    /// [`Error::SetUpRequired`], [`Error::SignUpClosed`], [`Error::Invalid`] or
    /// [`Error::AddressTaken`].
    pub async fn sign_up(
        &self,
        form: SignUpForm,
        browser: Browser,
    ) -> Result<(Token, Overview), Error> {
        let claimed = self
            .db
            .read(Tenancy::Global, |tx| {
                Box::pin(async move { users::has_operator(tx).await.map_err(Error::from) })
            })
            .await?;
        match (claimed, self.instance().sign_up) {
            (false, _) => return Err(Error::SetUpRequired),
            (true, SignUp::Closed) => return Err(Error::SignUpClosed),
            (true, SignUp::Open) => {}
        }
        let account = self.new_account(form, Operator::No).await?;
        let user = self
            .db
            .write(Tenancy::Global, move |tx| {
                Box::pin(async move { write(tx, &account).await })
            })
            .await?;
        self.welcome(user, browser).await
    }

    /// Checks a form and hashes its password.
    pub(crate) async fn new_account(
        &self,
        form: SignUpForm,
        operator: Operator,
    ) -> Result<Account, Error> {
        let mut fields = Fields::new();
        let name = fields.name("name", &form.name, NAME_CHARACTERS);
        let email = EmailAddress::parse(&form.email)
            .map_err(|invalid| fields.refuse("email", FieldCode::Invalid, invalid.to_string()))
            .ok();
        check_new(
            &mut fields,
            "password",
            &form.password,
            &form.email,
            &form.name,
        );
        check(fields)?;
        let phc = self
            .passwords
            .hash(form.password, self.randomness())
            .await?;
        let now = self.now();
        let id = UserId::new(now, self.randomness());
        Ok(Account {
            credential: NewCredential {
                id: CredentialId::new(now, self.randomness()),
                user_id: id,
                provider: "password".to_owned(),
                account: email
                    .as_ref()
                    .map(|email| email.as_str().to_owned())
                    .unwrap_or_default(),
                secret: Some(Secret::Password(phc)),
                created_at: now,
            },
            user: NewUser {
                id,
                name,
                email,
                email_verified_at: None,
                is_operator: operator == Operator::Yes,
                is_placeholder: false,
                created_at: now,
            },
        })
    }

    /// Makes a new user's workspace and signs them in.
    pub(crate) async fn welcome(
        &self,
        user: User,
        browser: Browser,
    ) -> Result<(Token, Overview), Error> {
        self.ensure_personal_workspace(&user).await?;
        let token = self.begin_session(&user, browser).await?;
        Ok((token, self.overview_of(Some(user)).await?))
    }
}

/// Writes an account, unless its address is taken.
pub(crate) async fn write(tx: &mut Tx, account: &Account) -> Result<User, Error> {
    let Account { user, credential } = account;
    if !users::insert(tx, user).await? {
        return Err(Error::AddressTaken);
    }
    credentials::insert(tx, credential).await?;
    Ok(User {
        id: user.id,
        name: user.name.clone(),
        email: user.email.clone(),
        is_operator: user.is_operator,
    })
}
