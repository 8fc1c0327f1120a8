//! Accepting: the link is used up and the membership made in one transaction.

use serde::{Deserialize, Serialize};
use serde_json::json;
use tenure_domain::audit::Origin;
use tenure_domain::email::EmailAddress;
use tenure_domain::event::{Happening, Table};
use tenure_domain::id::{MembershipId, OrganizationId, UserId};
use tenure_domain::membership::Membership;
use tenure_domain::permission::ReadOrganization;
use tenure_domain::user::User;
use tenure_store::invitation_links::{self, Joining, Offer, Openness};
use tenure_store::scope::{Authority as _, Bearer};
use tenure_store::{memberships, organizations, users};
use utoipa::ToSchema;

use super::{Link, Opened, Visitor, tell_of_invitation};
use crate::auth::{Account, Operator, Overview, SignUpForm, Token, write_account};
use crate::events::tell;
use crate::{Error, Tenure};

/// What a new user brings; nothing if the invitee is signed in.
#[derive(Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Acceptance {
    /// The name others see.
    #[serde(default)]
    pub name: Option<String>,
    /// The password of the new account; at least 8 characters, kept exactly as given.
    #[serde(default)]
    pub password: Option<String>,
}

/// What a page needs once an invitation is accepted: the new membership, and what it needs at its
/// start.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Accepted {
    /// The membership.
    pub membership: Membership,
    /// Everything else.
    #[serde(flatten)]
    pub overview: Overview,
}

/// Who joins.
enum Joiner {
    User(User),
    New(Box<Account>),
}

impl Joiner {
    const fn id(&self) -> UserId {
        match self {
            Self::User(user) => user.id,
            Self::New(account) => account.user.id,
        }
    }
}

impl Tenure {
    /// Accepts an invitation: as the user who is signed in with the invited address, or with a new
    /// account for it, whose session begins then. The organization becomes the active one.
    ///
    /// # Errors
    /// [`Error::InvitationNotFound`], [`Error::InvitationExpired`],
    /// [`Error::InvitationOtherAddress`], [`Error::NotAuthenticated`] if the address has an account,
    /// or [`Error::Invalid`].
    pub async fn accept_invitation(
        &self,
        link: Link,
        form: Acceptance,
        visitor: Visitor,
    ) -> Result<(Option<Token>, Accepted), Error> {
        let opened = self.follow(link, visitor.browser.session.as_ref()).await?;
        let offer = match opened.open() {
            Ok(offer) => offer,
            Err(refusal) => {
                self.revoke_without_inviter(&opened, visitor.origin).await?;
                return Err(refusal);
            }
        };
        let joiner = match (&opened.user, &opened.account) {
            (Some(user), _) if opened.is_invited(offer) => Joiner::User(user.clone()),
            (Some(user), _) => {
                return Err(Error::InvitationOtherAddress {
                    invited: offer.invitation.email.clone(),
                    own: user.email.as_ref().map_or_else(
                        || "no address".to_owned(),
                        |email| email.as_str().to_owned(),
                    ),
                });
            }
            (None, Some(_)) => return Err(Error::NotAuthenticated),
            (None, None) => self.invited_account(offer, form).await?,
        };
        let is_new = matches!(joiner, Joiner::New(_));
        let bearer = opened.bearer;
        let (user, organization) = self.join(bearer, joiner, visitor.origin).await?;
        let (token, overview) = if is_new {
            let (token, overview) = self.welcome(user, visitor.browser).await?;
            (Some(token), overview)
        } else {
            (None, self.overview_of(Some(user)).await?)
        };
        let membership = overview
            .memberships
            .iter()
            .find(|membership| membership.organization.id == organization)
            .cloned()
            .ok_or(Error::InvitationNotFound)?;
        let accepted = Accepted {
            membership,
            overview,
        };
        Ok((token, accepted))
    }

    /// A new account for the invited address, which the link proves.
    async fn invited_account(&self, offer: &Offer, form: Acceptance) -> Result<Joiner, Error> {
        let form = SignUpForm {
            name: form.name.unwrap_or_default(),
            email: offer.invitation.email.clone(),
            password: form.password.unwrap_or_default(),
        };
        let mut account = self.new_account(form, Operator::No).await?;
        account.user.email_verified_at = Some(self.now());
        Ok(Joiner::New(Box::new(account)))
    }

    async fn join(
        &self,
        bearer: Bearer,
        joiner: Joiner,
        origin: Origin,
    ) -> Result<(User, OrganizationId), Error> {
        let now = self.now();
        let (user_id, organization) = (joiner.id(), bearer.organization_id());
        let membership_id = MembershipId::new(now, self.randomness());
        let teller = self.teller("invitations.accept", origin);
        self.db
            .write(bearer.tenancy_with(user_id), move |tx| {
                Box::pin(async move {
                    // From here on nobody is demoted or removed, the inviter least of all.
                    organizations::lock(tx, &bearer).await?;
                    let offer = invitation_links::offer(tx, &bearer, now).await?;
                    let offer = offer
                        .filter(|offer| offer.openness() == Openness::Open)
                        .ok_or(Error::InvitationNotFound)?;
                    let user = match joiner {
                        Joiner::User(user) => user,
                        // The address got an account meanwhile: its user signs in.
                        Joiner::New(account) => {
                            write_account(tx, &account)
                                .await
                                .map_err(|error| match error {
                                    Error::AddressTaken => Error::NotAuthenticated,
                                    error => error,
                                })?
                        }
                    };
                    let role = invitation_links::accept(tx, &bearer, user_id, now)
                        .await?
                        .ok_or(Error::InvitationNotFound)?;
                    let joining = Joining {
                        id: membership_id,
                        user_id,
                        role,
                        invited_by: offer.invitation.invited_by.map(|person| person.user_id),
                        invited_at: offer.invitation.created_at,
                        link_made_at: offer.link_made_at,
                    };
                    let is_new = invitation_links::join(tx, &bearer, &joining, now).await?;
                    // Who is deactivated, or was removed after the link was made, stays out.
                    let access = memberships::act_for(tx, user_id, organization)
                        .await?
                        .ok_or(Error::InvitationNotFound)?;
                    let scope = access.require::<ReadOrganization>()?;
                    let email = EmailAddress::on_record(&offer.invitation.email);
                    users::prove_email(tx, user_id, &email, now).await?;
                    users::set_active_organization(tx, user_id, organization, now).await?;
                    let after = json!({
                        "status": "accepted",
                        "email": offer.invitation.email,
                        "role": scope.role(),
                        "userId": user_id,
                        "membershipId": scope.membership_id(),
                    });
                    let id = bearer.invitation_id().uuid();
                    teller
                        .tell(
                            tx,
                            &scope,
                            id,
                            Some(json!({"status": "pending"})),
                            Some(after),
                        )
                        .await?;
                    tell_of_invitation(tx, &bearer, now).await?;
                    if is_new {
                        let member = scope.membership_id().uuid();
                        let change = (Table::Members, member, Happening::Created);
                        tell(tx, &scope, change, now).await?;
                        memberships::announce(tx, user_id).await?;
                    }
                    Ok((user, organization))
                })
            })
            .await
    }

    /// Writes down that nobody may offer this any more, if that is so: the organization's admins see
    /// why it was not accepted.
    async fn revoke_without_inviter(&self, opened: &Opened, origin: Origin) -> Result<(), Error> {
        let openness = opened.offer.as_ref().map(Offer::openness);
        if openness != Some(Openness::InviterMayNot) {
            return Ok(());
        }
        let (bearer, now) = (opened.bearer, self.now());
        let teller = self.teller("invitations.revoke", origin);
        self.db
            .write(bearer.tenancy(), move |tx| {
                Box::pin(async move {
                    organizations::lock(tx, &bearer).await?;
                    // Whoever it was may have been made admin again meanwhile.
                    let offer = invitation_links::offer(tx, &bearer, now).await?;
                    let openness = offer.as_ref().map(Offer::openness);
                    if openness != Some(Openness::InviterMayNot) {
                        return Ok(());
                    }
                    let Some(why) =
                        invitation_links::revoke_without_inviter(tx, &bearer, now).await?
                    else {
                        return Ok(());
                    };
                    let after = json!({"status": "revoked", "revokedBecause": why});
                    let id = bearer.invitation_id().uuid();
                    teller
                        .tell(
                            tx,
                            &bearer,
                            id,
                            Some(json!({"status": "pending"})),
                            Some(after),
                        )
                        .await?;
                    tell_of_invitation(tx, &bearer, now).await
                })
            })
            .await
    }
}
