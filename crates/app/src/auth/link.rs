//! Links by e-mail: signing in without a password, and choosing a new one.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use tenure_domain::email::EmailAddress;
use tenure_domain::field::{FieldCode, Fields};
use tenure_domain::id::{CredentialId, UserId};
use tenure_domain::link::LinkPurpose;
use tenure_domain::message::MessageKind;
use tenure_domain::time::Instant;
use tenure_store::address_changes::{self, AddressChange};
use tenure_store::credentials::{self, NewPassword};
use tenure_store::links::{self, AddressHash, Link, NewLink};
use tenure_store::{Tenancy, Tx, sessions, users};
use utoipa::ToSchema;

use super::notice::Notice;
use super::password::check_new;
use super::{Browser, Overview, Token};
use crate::error::check;
use crate::mail::letters::{PasswordChange, PasswordReset, SignInLink};
use crate::{Error, Tenure};

/// What a link is asked for with.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LinkRequest {
    /// The address.
    pub email: String,
    /// What it is for.
    pub purpose: LinkPurpose,
}

/// What a link is used with.
#[derive(Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LinkUse {
    /// The new password, and nothing else, for a link that is for choosing one: at least 8
    /// characters, kept exactly as given.
    #[serde(default)]
    pub password: Option<String>,
}

/// What a link was for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum LinkUsed {
    /// It signed the browser in.
    SignIn,
    /// It set a new password, and signed the browser in.
    PasswordReset,
    /// It proved a new address, and signed nobody in.
    Address,
}

/// What using a link came to.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LinkAnswer {
    /// What the link was for.
    pub purpose: LinkUsed,
    /// All that the page needs next.
    #[serde(flatten)]
    pub overview: Overview,
}

/// A link that works, whatever it is for.
enum Found {
    Link(Link),
    Address(AddressChange),
}

/// A link and its mail, for whoever has the address.
struct Asked {
    link: NewLink,
    notice: Notice,
}

impl Asked {
    /// Makes the link the newest one of its address, and mails it if somebody has the address. The
    /// row is written either way, so that who asks learns nothing from how long it took.
    async fn write(mut self, tx: &mut Tx, email: &EmailAddress) -> Result<Option<UserId>, Error> {
        let now = self.link.created_at;
        links::delete_expired(tx, now).await?;
        let user = users::find_by_email(tx, email).await?;
        self.link.user_id = user.as_ref().map(|user| user.id);
        links::put(tx, &self.link).await?;
        let found = user.and_then(|user| Some((user.id, user.email?)));
        let Some((id, address)) = found else {
            return Ok(None);
        };
        self.notice.to(id, address).post(tx, now).await?;
        Ok(Some(id))
    }
}

impl Tenure {
    /// Mails a link to whoever has this address; if nobody has, the same happens but for the mail.
    /// Links for the same purpose that the address was sent before end.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn request_link(&self, form: LinkRequest) -> Result<(), Error> {
        self.ask_for_link(&form.email, form.purpose).await.map(drop)
    }

    /// Mails whoever has this address a link by which they choose a password.
    ///
    /// # Errors
    /// [`Error::UserNotFound`] if nobody has it.
    pub async fn send_password_link(&self, email: &EmailAddress) -> Result<(), Error> {
        let sent = self
            .ask_for_link(email.as_str(), LinkPurpose::PasswordReset)
            .await?;
        match sent {
            Some(_) => Ok(()),
            None => Err(Error::UserNotFound(email.clone())),
        }
    }

    async fn ask_for_link(
        &self,
        email: &str,
        purpose: LinkPurpose,
    ) -> Result<Option<UserId>, Error> {
        // Nobody's address has a NUL, and PostgreSQL cannot even be asked for one.
        let email = EmailAddress::on_record(&email.replace('\0', "\u{fffd}"));
        let asked = self.new_link(&email, purpose)?;
        self.db
            .write(Tenancy::Global, move |tx| {
                Box::pin(async move { asked.write(tx, &email).await })
            })
            .await
    }

    /// A new link, and the mail with it: rendered whether or not it is sent.
    fn new_link(&self, email: &EmailAddress, purpose: LinkPurpose) -> Result<Asked, Error> {
        let now = self.now();
        let token = Token::random(self.randomness());
        let url = self.link_url(&token);
        let (kind, letter) = match purpose {
            LinkPurpose::SignIn => (MessageKind::SignInLink, SignInLink { url }.letter()),
            LinkPurpose::PasswordReset => {
                (MessageKind::PasswordReset, PasswordReset { url }.letter())
            }
        };
        Ok(Asked {
            link: NewLink {
                address_hash: address_hash(email),
                purpose,
                user_id: None,
                token_hash: token.hash(),
                created_at: now,
                expires_at: now.plus_seconds(purpose.minutes() * 60),
            },
            notice: self.notice(None, email.clone(), kind, &letter)?,
        })
    }

    /// Where a link leads. Behind `#` its token reaches no server log and no other site.
    pub(super) fn link_url(&self, token: &Token) -> String {
        format!("{}/link#{}", self.instance().public_url, token.secret())
    }

    /// Uses a link up. Of many who try with one, one succeeds; a refused password leaves it usable.
    /// The session begins with a new token, unless the link only proves an address.
    ///
    /// # Errors
    /// [`Error::LinkNotFound`] whatever is wrong with the link, [`Error::Invalid`], or
    /// [`Error::AddressTaken`].
    pub async fn consume_link(
        &self,
        token: &str,
        form: LinkUse,
        browser: Browser,
    ) -> Result<(Option<Token>, LinkAnswer), Error> {
        let token = Token::presented(token).ok_or(Error::LinkNotFound)?;
        let (hash, now) = (token.hash(), self.now());
        let found = self
            .db
            .read(Tenancy::Global, move |tx| {
                Box::pin(async move {
                    if let Some(link) = links::find(tx, &hash, now).await? {
                        return Ok(Some(Found::Link(link)));
                    }
                    let change = address_changes::find(tx, &hash, now).await?;
                    Ok::<_, Error>(change.map(Found::Address))
                })
            })
            .await?;
        match found.ok_or(Error::LinkNotFound)? {
            Found::Link(link) => {
                let purpose = match link.purpose {
                    LinkPurpose::SignIn => LinkUsed::SignIn,
                    LinkPurpose::PasswordReset => LinkUsed::PasswordReset,
                };
                let (token, overview) = self.come_in(hash, link, form, browser).await?;
                Ok((Some(token), LinkAnswer { purpose, overview }))
            }
            Found::Address(change) => {
                no_password(form.password.as_deref())?;
                self.confirm_address(hash, change).await?;
                let overview = self.overview(browser.session.as_ref()).await?;
                let purpose = LinkUsed::Address;
                Ok((None, LinkAnswer { purpose, overview }))
            }
        }
    }

    /// Signs in by a link, with the new password that it is for.
    async fn come_in(
        &self,
        hash: [u8; 32],
        link: Link,
        form: LinkUse,
        browser: Browser,
    ) -> Result<(Token, Overview), Error> {
        let Link { purpose, user, .. } = link;
        // A link proves the address it was sent to, and no other that the user has got since.
        let email = user.email.clone().ok_or(Error::LinkNotFound)?;
        if address_hash(&email) != link.address_hash {
            return Err(Error::LinkNotFound);
        }
        let reset = match purpose {
            LinkPurpose::SignIn => {
                no_password(form.password.as_deref())?;
                None
            }
            LinkPurpose::PasswordReset => {
                let mut fields = Fields::new();
                let password = form.password.unwrap_or_default();
                check_new(
                    &mut fields,
                    "password",
                    &password,
                    email.as_str(),
                    &user.name,
                );
                check(fields)?;
                let new = self.new_password(user.id, &email, password).await?;
                let notice = self.password_notice(&user, PasswordChange::ByLink)?;
                Some((new, notice))
            }
        };
        self.ensure_personal_workspace(&user).await?;
        let (now, id) = (self.now(), user.id);
        let beginning = self.new_session(&user, browser)?;
        let token = self
            .db
            .write(Tenancy::Global, move |tx| {
                Box::pin(async move {
                    let taken = links::take(tx, &hash, id, now).await?
                        && users::prove_email(tx, id, &email, now).await?;
                    if !taken {
                        return Err(Error::LinkNotFound);
                    }
                    if let Some((new, notice)) = reset {
                        set_password(tx, &new, notice, now).await?;
                        sessions::revoke_all(tx, id).await?;
                    }
                    beginning.write(tx, now).await
                })
            })
            .await?;
        Ok((token, self.overview_of(Some(user)).await?))
    }

    /// A password that somebody has chosen, hashed.
    pub(crate) async fn new_password(
        &self,
        user: UserId,
        email: &EmailAddress,
        password: String,
    ) -> Result<NewPassword, Error> {
        let at = self.now();
        Ok(NewPassword {
            phc: self.passwords.hash(password, self.randomness()).await?,
            id: CredentialId::new(at, self.randomness()),
            user_id: user,
            account: email.as_str().to_owned(),
            at,
        })
    }
}

/// Makes a password the user's only one, ends the links that were asked for before it, and tells the
/// user.
pub(crate) async fn set_password(
    tx: &mut Tx,
    new: &NewPassword,
    notice: Option<Notice>,
    now: Instant,
) -> Result<(), Error> {
    credentials::set_password(tx, new).await?;
    links::end_of_user(tx, new.user_id).await?;
    match notice {
        Some(notice) => notice.post(tx, now).await,
        None => Ok(()),
    }
}

fn no_password(password: Option<&str>) -> Result<(), Error> {
    match password {
        None => Ok(()),
        Some(_) => Err(Error::field(
            "password",
            FieldCode::Invalid,
            "This link is not for choosing a password. Leave it out.",
        )),
    }
}

fn address_hash(email: &EmailAddress) -> AddressHash {
    Sha256::digest(email.key()).into()
}
