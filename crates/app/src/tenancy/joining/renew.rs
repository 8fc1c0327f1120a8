//! Asking for a new link after the old one expired.

use tenure_domain::audit::Origin;
use tenure_domain::id::MessageId;
use tenure_domain::message::MessageKind;
use tenure_domain::time::Instant;
use tenure_domain::user::User;
use tenure_store::invitation_links::{self, Offer, Openness};
use tenure_store::scope::{Authority as _, Bearer};
use tenure_store::{Tx, organizations};

use super::{Link, tell_of_invitation};
use crate::mail::{Envelope, letters, post};
use crate::{Error, Tenure};

/// Those who may invite are told of the same invitation once a day at most.
const PERIOD_SECONDS: i64 = 24 * 3600;

impl Tenure {
    /// Asks those who may for a new link, if this one has expired: the inviter, else everybody who
    /// may invite. Whoever asks learns nothing, whatever the link is.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn ask_for_renewal(&self, link: Link, origin: Origin) -> Result<(), Error> {
        let opened = self.follow(link, None).await?;
        let Some(offer) = opened.offer else {
            return Ok(());
        };
        if offer.openness() != Openness::Expired {
            return Ok(());
        }
        let (app, bearer, now) = (self.clone(), opened.bearer, self.now());
        let teller = self.teller("invitations.renew", origin);
        self.db
            .write(bearer.tenancy(), move |tx| {
                Box::pin(async move {
                    organizations::lock(tx, &bearer).await?;
                    let not_since = now.plus_seconds(-PERIOD_SECONDS);
                    if !invitation_links::ask_renewal(tx, &bearer, not_since, now).await? {
                        return Ok(());
                    }
                    app.mail_those_who_may_invite(tx, &bearer, &offer, now)
                        .await?;
                    let id = bearer.invitation_id().uuid();
                    teller.tell(tx, &bearer, id, None, None).await?;
                    tell_of_invitation(tx, &bearer, now).await
                })
            })
            .await
    }

    async fn mail_those_who_may_invite(
        &self,
        tx: &mut Tx,
        bearer: &Bearer,
        offer: &Offer,
        now: Instant,
    ) -> Result<(), Error> {
        let instance = &self.instance().public_url;
        let letter = letters::RenewalAsked {
            organization: offer.organization_name.clone(),
            email: offer.invitation.email.clone(),
            expired: offer.invitation.expires_at.in_words(),
            url: format!("{instance}/o/{}/members", offer.organization_slug.as_str()),
        };
        let rendered = letter.letter().render(instance)?;
        let all = invitation_links::who_may_invite(tx, bearer).await?;
        let invited_by = offer.invitation.invited_by.as_ref();
        let inviter = all
            .iter()
            .find(|user| invited_by.is_some_and(|person| person.user_id == user.id));
        let recipients = inviter.map_or_else(|| all.clone(), |inviter| vec![inviter.clone()]);
        for User { id, email, .. } in recipients {
            let Some(recipient) = email else { continue };
            let envelope = Envelope {
                id: MessageId::new(now, self.randomness()),
                organization_id: Some(bearer.organization_id()),
                user_id: Some(id),
                kind: MessageKind::RenewalAsked,
                idempotency_key: format!(
                    "renewal/{}/{}/{id}",
                    bearer.invitation_id(),
                    now.as_millis()
                ),
                recipient,
            };
            post(tx, envelope, rendered.clone(), now).await?;
        }
        Ok(())
    }
}
