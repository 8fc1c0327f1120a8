//! Joining an organization by an invitation's link.
//!
//! Whatever is wrong with a link (nobody has it, it was used, revoked or declined, has expired, or
//! was replaced) has one answer, after the same look-ups. Only somebody who is signed in with the
//! invited address learns that it has expired. Opening a link changes nothing.

mod accept;
mod decline;
mod renew;

use serde::Serialize;
use sha2::{Digest as _, Sha256};
use tenure_domain::audit::Origin;
use tenure_domain::email::EmailAddress;
use tenure_domain::event::{Happening, Table};
use tenure_domain::invitation::Person;
use tenure_domain::role::Role;
use tenure_domain::time::Instant;
use tenure_domain::user::User;
use tenure_store::invitation_links::{self, Offer, Openness};
use tenure_store::scope::Bearer;
use tenure_store::{Tenancy, Tx, users};
use utoipa::ToSchema;

use crate::auth::{Browser, Token};
use crate::events::tell;
use crate::{Error, Tenure};

pub use accept::{Acceptance, Accepted};

/// The token of a link, as somebody presents it. Tokens of a snapshot have their own form, so that
/// every text may be one. It does not show itself in logs.
#[derive(Clone, Copy)]
pub struct Link([u8; 32]);

impl Link {
    /// The link with this token.
    #[must_use]
    pub fn presented(token: &str) -> Self {
        Self(Sha256::digest(token.as_bytes()).into())
    }
}

impl std::fmt::Debug for Link {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Link(…)")
    }
}

/// Whoever opens a link.
#[derive(Debug)]
pub struct Visitor {
    /// The browser.
    pub browser: Browser,
    /// Where the request comes from.
    pub origin: Origin,
}

/// Whether the invited address has an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum AccountState {
    /// It has none: one is made on the way.
    None,
    /// It has one: its user signs in first.
    Exists,
}

/// Who is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SignedInAs {
    /// Their address, if they have one.
    #[schema(required)]
    pub email: Option<EmailAddress>,
    /// Whether it is the invited one.
    pub matches: bool,
}

/// What an invitation offers, for whoever has its link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OpenInvitation {
    /// The organization's name.
    pub organization: String,
    /// Who invites.
    #[schema(required)]
    pub inviter: Option<String>,
    /// What the invitee would be.
    pub role: Role,
    /// The invited address.
    pub email: String,
    /// What the inviter added.
    #[schema(required)]
    pub note: Option<String>,
    /// Until when the link works.
    pub expires_at: Instant,
    /// Whether the invited address has an account.
    pub account: AccountState,
    /// Who is signed in in this browser, if somebody is.
    #[schema(required)]
    pub signed_in_as: Option<SignedInAs>,
}

/// What a link led to.
struct Opened {
    bearer: Bearer,
    offer: Option<Offer>,
    /// The user with the invited address.
    account: Option<User>,
    /// Who is signed in.
    user: Option<User>,
}

impl Opened {
    /// The offer, if it can be accepted; or the one refusal.
    fn open(&self) -> Result<&Offer, Error> {
        match &self.offer {
            Some(offer) if offer.openness() == Openness::Open => Ok(offer),
            Some(offer) if offer.openness() == Openness::Expired && self.is_invited(offer) => {
                Err(Error::InvitationExpired {
                    at: offer.invitation.expires_at.in_words(),
                })
            }
            _ => Err(Error::InvitationNotFound),
        }
    }

    /// Whether who is signed in has the invited address.
    fn is_invited(&self, offer: &Offer) -> bool {
        let invited = EmailAddress::on_record(&offer.invitation.email).key();
        let own = self.user.as_ref().and_then(|user| user.email.as_ref());
        own.is_some_and(|own| own.key() == invited)
    }
}

impl Tenure {
    /// What a link leads to. Every link, whatever is wrong with it, costs the same look-ups.
    async fn follow(&self, link: Link, session: Option<&Token>) -> Result<Opened, Error> {
        let user = match session {
            None => None,
            Some(token) => match self.authenticate(token).await {
                Ok(signed_in) => Some(signed_in.user),
                Err(Error::NotAuthenticated) => None,
                Err(error) => return Err(error),
            },
        };
        let (Link(hash), now) = (link, self.now());
        let bearer = self
            .db
            .read(Tenancy::Invitation(hash), move |tx| {
                Box::pin(
                    async move { invitation_links::find(tx, &hash).await.map_err(Error::from) },
                )
            })
            .await?;
        let (offer, account) = self
            .db
            .read(bearer.tenancy(), move |tx| {
                Box::pin(async move {
                    let offer = invitation_links::offer(tx, &bearer, now).await?;
                    let address = offer
                        .as_ref()
                        .map_or("", |offer| offer.invitation.email.as_str());
                    let account =
                        users::find_by_email(tx, &EmailAddress::on_record(address)).await?;
                    Ok::<_, Error>((offer, account))
                })
            })
            .await?;
        Ok(Opened {
            bearer,
            offer,
            account,
            user,
        })
    }

    /// What an invitation offers. Nothing changes.
    ///
    /// # Errors
    /// [`Error::InvitationNotFound`]; [`Error::InvitationExpired`] if the invitee is signed in.
    pub async fn open_invitation(
        &self,
        link: Link,
        session: Option<&Token>,
    ) -> Result<OpenInvitation, Error> {
        let opened = self.follow(link, session).await?;
        let offer = opened.open()?;
        let invitation = &offer.invitation;
        let matches = opened.is_invited(offer);
        Ok(OpenInvitation {
            organization: offer.organization_name.clone(),
            inviter: invitation
                .invited_by
                .as_ref()
                .map(|Person { name, .. }| name.clone()),
            role: invitation.role,
            email: invitation.email.clone(),
            note: invitation.note.clone(),
            expires_at: invitation.expires_at,
            account: match opened.account {
                None => AccountState::None,
                Some(_) => AccountState::Exists,
            },
            signed_in_as: opened.user.as_ref().map(|user| SignedInAs {
                email: user.email.clone(),
                matches,
            }),
        })
    }
}

/// Tells those who may read invitations that the bearer's has changed.
async fn tell_of_invitation(tx: &mut Tx, bearer: &Bearer, now: Instant) -> Result<(), Error> {
    let id = bearer.invitation_id().uuid();
    tell(
        tx,
        bearer,
        (Table::Invitations, id, Happening::Updated),
        now,
    )
    .await
}
