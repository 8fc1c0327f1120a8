//! A new link for an invitation: mailed, or copied by hand.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use tenure_domain::audit::Origin;
use tenure_domain::email::EmailAddress;
use tenure_domain::event::{Happening, Table};
use tenure_domain::id::{InvitationId, MessageId, OrganizationId};
use tenure_domain::invitation::{Invitation, InvitationStatus, LIFETIME_SECONDS};
use tenure_domain::permission::ResendInvitations;
use tenure_domain::time::Instant;
use tenure_store::invitation_mail::{self, Reach};
use tenure_store::invitations::{self, NewLink, Standing};
use tenure_store::scope::Scope;
use tenure_store::{Tenancy, Tx};
use utoipa::ToSchema;

use super::limits::{PERIOD_SECONDS, Room, may_mail};
use super::{Inviter, found, shown};
use crate::auth::Token;
use crate::events::tell;
use crate::{Error, Tenure};

/// How a new link reaches the invitee.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum Deliver {
    /// By mail.
    Mail,
    /// By whoever made it: it is only shown.
    Link,
}

/// Asks for a new link.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Resend {
    /// How it reaches the invitee.
    pub deliver: Deliver,
}

/// An invitation and its new link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Resent {
    /// The invitation.
    pub invitation: Invitation,
    /// The link; shown this once.
    pub link: String,
}

/// The link of an invitation's newest mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct InvitationLink {
    /// The link, while the mail has not left; none afterwards: make a new one.
    #[schema(required)]
    pub link: Option<String>,
}

impl Tenure {
    /// Makes a new link for a pending or expired invitation, in the name of who asks; the one before
    /// is dead from then on, and its mail is called back if it has not left.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::RoleAboveOwn`], [`Error::InvitationSettled`],
    /// [`Error::AddressUndeliverable`] or [`Error::RateLimited`].
    pub async fn resend_invitation(
        &self,
        scope: Scope<ResendInvitations>,
        id: InvitationId,
        deliver: Deliver,
        origin: Origin,
    ) -> Result<Resent, Error> {
        let (app, now) = (self.clone(), self.now());
        let before = self
            .db
            .read(scope.tenancy(), move |tx| {
                Box::pin(async move { found(tx, &scope, id, now).await })
            })
            .await?;
        let email = EmailAddress::on_record(&before.email);
        let reach = self.reaches(vec![email.clone()], now).await?;
        if let (Deliver::Mail, Some(reach)) = (deliver, reach.get(&email.key())) {
            may_be_mailed(reach)?;
        }
        let (resent, earlier) = self
            .db
            .write(scope.tenancy(), move |tx| {
                Box::pin(async move { app.renew(tx, &scope, id, deliver, origin).await })
            })
            .await?;
        if let Some(earlier) = earlier {
            self.call_back(scope.organization_id(), earlier, now).await;
        }
        Ok(resent)
    }

    async fn renew(
        &self,
        tx: &mut Tx,
        scope: &Scope<ResendInvitations>,
        id: InvitationId,
        deliver: Deliver,
        origin: Origin,
    ) -> Result<(Resent, Option<MessageId>), Error> {
        let now = self.now();
        let inviter = Inviter::lock(tx, scope).await?;
        self.settle_expired(tx, scope, &origin, now).await?;
        let before = found(tx, scope, id, now).await?;
        inviter.reaches(before.role)?;
        may_be_renewed(tx, scope, &before).await?;
        let since = now.plus_seconds(-PERIOD_SECONDS);
        let counts = invitations::count(tx, scope, since).await?;
        if !Room::for_another_link(counts).take() {
            return Err(too_many());
        }
        let earlier = invitations::newest_link(tx, scope, id).await?;
        let token = Token::random(self.randomness());
        let message_id = MessageId::new(now, self.randomness());
        let link = NewLink {
            token_hash: token.hash(),
            message_id: (deliver == Deliver::Mail).then_some(message_id),
            made_at: now,
            expires_at: now.plus_seconds(LIFETIME_SECONDS),
        };
        if !invitations::renew(tx, scope, id, &link).await? {
            return Err(settled(before.status));
        }
        let invitation = found(tx, scope, id, now).await?;
        let url = self.invitation_url(&token);
        if deliver == Deliver::Mail {
            self.post_invitation(tx, scope, &inviter, (&invitation, message_id), url.clone())
                .await?;
        }
        self.teller("invitations.resend", origin)
            .tell(
                tx,
                scope,
                id.uuid(),
                Some(shown(&before)),
                Some(shown(&invitation)),
            )
            .await?;
        let change = (Table::Invitations, id.uuid(), Happening::Updated);
        tell(tx, scope, change, now).await?;
        let resent = Resent {
            invitation,
            link: url,
        };
        Ok((resent, earlier.and_then(|(message, _)| message)))
    }

    /// The link of the newest mail, while that has not left.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn invitation_link(
        &self,
        scope: Scope<ResendInvitations>,
        id: InvitationId,
    ) -> Result<InvitationLink, Error> {
        let now = self.now();
        let (invitation, newest) = self
            .db
            .read(scope.tenancy(), move |tx| {
                Box::pin(async move {
                    let invitation = found(tx, &scope, id, now).await?;
                    let newest = invitations::newest_link(tx, &scope, id).await?;
                    Ok::<_, Error>((invitation, newest))
                })
            })
            .await?;
        let none = InvitationLink { link: None };
        let Some((Some(message), token_hash)) = newest else {
            return Ok(none);
        };
        if invitation.status != InvitationStatus::Pending {
            return Ok(none);
        }
        let organization = scope.organization_id();
        let text = self
            .db
            .read(
                Tenancy::Operator("copies an invitation's link"),
                move |tx| {
                    Box::pin(async move {
                        invitation_mail::text(tx, organization, message)
                            .await
                            .map_err(Error::from)
                    })
                },
            )
            .await?;
        let head = self.invitation_url_head();
        let link = text.and_then(|text| {
            let (_, behind) = text.split_once(&head)?;
            let token = behind.split_whitespace().next()?;
            // What the invitation knows of the token says whether this is its link.
            let hash = Sha256::digest(token.as_bytes());
            (*hash == *token_hash).then(|| format!("{head}{token}"))
        });
        Ok(InvitationLink { link })
    }

    /// Calls a mail back, if it has not left. If that fails, it leads to a dead link and no more.
    pub(super) async fn call_back(
        &self,
        organization: OrganizationId,
        message: MessageId,
        now: Instant,
    ) {
        let why = "calls an invitation's mail back";
        let called_back: Result<bool, Error> = self
            .db
            .write(Tenancy::Operator(why), move |tx| {
                Box::pin(async move {
                    invitation_mail::call_back(tx, organization, message, now)
                        .await
                        .map_err(Error::from)
                })
            })
            .await;
        if let Err(error) = called_back {
            tracing::warn!(%message, %error, "an invitation's mail could not be called back");
        }
    }
}

/// Refuses an address that mail does not reach, or that was mailed often enough.
fn may_be_mailed(reach: &Reach) -> Result<(), Error> {
    if let Some(reason) = &reach.suppressed {
        return Err(Error::AddressUndeliverable {
            reason: reason.clone(),
        });
    }
    if may_mail(reach) {
        Ok(())
    } else {
        Err(too_many())
    }
}

async fn may_be_renewed(
    tx: &mut Tx,
    scope: &Scope<ResendInvitations>,
    invitation: &Invitation,
) -> Result<(), Error> {
    if !invitation.status.may_be_sent_again() {
        return Err(settled(invitation.status));
    }
    let email = EmailAddress::on_record(&invitation.email);
    if invitations::standing(tx, scope, &email).await? == Standing::Member {
        return Err(Error::InvitationSettled(
            "They are a member already. Revoke the invitation.",
        ));
    }
    let pending = invitations::pending_for(tx, scope, &email).await?;
    if pending.is_some_and(|pending| pending != invitation.id) {
        return Err(Error::InvitationSettled(
            "A newer invitation to this address is pending. Send that one again.",
        ));
    }
    Ok(())
}

/// The refusal to change an invitation that has come to its end.
pub(super) const fn settled(status: InvitationStatus) -> Error {
    Error::InvitationSettled(match status {
        InvitationStatus::Accepted => "It was accepted.",
        InvitationStatus::Declined => "It was declined. Invite the address anew.",
        InvitationStatus::Revoked => "It was revoked. Invite the address anew.",
        InvitationStatus::Pending | InvitationStatus::Expired => {
            "Somebody else just changed it. Look again."
        }
    })
}

const fn too_many() -> Error {
    Error::RateLimited {
        retry_after_seconds: PERIOD_SECONDS.unsigned_abs(),
    }
}
