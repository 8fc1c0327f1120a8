//! Changing one's address: asked for with the password, done by a link to the new address.

use serde::Deserialize;
use tenure_domain::email::EmailAddress;
use tenure_domain::field::{FieldCode, Fields};
use tenure_domain::link::ADDRESS_HOURS;
use tenure_domain::message::MessageKind;
use tenure_store::address_changes::{self, AddressChange, NewAddressChange};
use tenure_store::db::Violation;
use tenure_store::sessions::SignedIn;
use tenure_store::{Tenancy, links, users};
use utoipa::ToSchema;

use super::Token;
use crate::error::check;
use crate::mail::letters::{AddressChanged, AddressConfirmation};
use crate::{Error, Tenure};

/// The address that one wants.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewAddress {
    /// The password, so that nobody does it at a browser that was left open.
    pub password: String,
    /// The address.
    pub email: String,
}

impl Tenure {
    /// Mails a link to the address that one wants; until it is opened, nothing changes. If somebody
    /// else has the address, the same happens but for the mail: who has one is nobody's business.
    ///
    /// # Errors
    /// [`Error::WrongPassword`], [`Error::NoPassword`], or [`Error::Invalid`] if the address is none.
    pub async fn change_address(
        &self,
        signed_in: &SignedIn,
        form: NewAddress,
    ) -> Result<(), Error> {
        let user = signed_in.user.clone();
        let mut fields = Fields::new();
        let parsed = EmailAddress::parse(&form.email)
            .map_err(|invalid| fields.refuse("email", FieldCode::Invalid, invalid.to_string()));
        if parsed.is_ok() && parsed.as_ref().ok() == user.email.as_ref() {
            fields.refuse("email", FieldCode::Invalid, "This is your address already.");
        }
        check(fields)?;
        let Ok(email) = parsed else { return Ok(()) };
        self.confirm_password(&user, form.password).await?;
        let now = self.now();
        let token = Token::random(self.randomness());
        let letter = AddressConfirmation {
            name: user.name.clone(),
            url: self.link_url(&token),
        };
        let kind = MessageKind::AddressConfirmation;
        let notice = self.notice(Some(user.id), email.clone(), kind, &letter.letter())?;
        let change = NewAddressChange {
            user_id: user.id,
            email: email.clone(),
            token_hash: token.hash(),
            created_at: now,
            expires_at: now.plus_seconds(ADDRESS_HOURS * 3600),
        };
        self.db
            .write(Tenancy::Global, move |tx| {
                Box::pin(async move {
                    address_changes::put(tx, &change).await?;
                    let other = users::find_by_email(tx, &email).await?;
                    if other.is_none_or(|other| other.id == user.id) {
                        notice.post(tx, now).await?;
                    }
                    Ok(())
                })
            })
            .await
    }

    /// Gives a user the address that their link has proven, and tells the address of before.
    pub(super) async fn confirm_address(
        &self,
        hash: [u8; 32],
        change: AddressChange,
    ) -> Result<(), Error> {
        let AddressChange { email, user } = change;
        let now = self.now();
        let letter = AddressChanged {
            email: email.as_str().to_owned(),
            at: now.in_words(),
        };
        let before = user.email.map(|before| {
            let kind = MessageKind::AddressChanged;
            self.notice(Some(user.id), before, kind, &letter.letter())
        });
        let notice = before.transpose()?;
        self.db
            .write(Tenancy::Global, move |tx| {
                Box::pin(async move {
                    if !address_changes::take(tx, &hash, now).await? {
                        return Err(Error::LinkNotFound);
                    }
                    match users::set_email(tx, user.id, &email, now).await {
                        Err(tenure_store::Error::Constraint {
                            violation: Violation::Unique,
                            ..
                        }) => return Err(Error::AddressTaken),
                        set => set?,
                    }
                    // Links that went to the address of before let nobody in any more.
                    links::end_of_user(tx, user.id).await?;
                    match notice {
                        Some(notice) => notice.post(tx, now).await,
                        None => Ok(()),
                    }
                })
            })
            .await
    }
}
