//! Declining.

use serde_json::json;
use tenure_domain::audit::Origin;
use tenure_store::{invitation_links, organizations};

use super::{Link, tell_of_invitation};
use crate::auth::Token;
use crate::{Error, Tenure};

impl Tenure {
    /// Declines an invitation: whoever has the link may, signed in or not.
    ///
    /// # Errors
    /// [`Error::InvitationNotFound`]; [`Error::InvitationExpired`] if the invitee is signed in.
    pub async fn decline_invitation(
        &self,
        link: Link,
        session: Option<&Token>,
        origin: Origin,
    ) -> Result<(), Error> {
        let opened = self.follow(link, session).await?;
        opened.open()?;
        let (bearer, now) = (opened.bearer, self.now());
        let teller = self.teller("invitations.decline", origin);
        self.db
            .write(bearer.tenancy(), move |tx| {
                Box::pin(async move {
                    organizations::lock(tx, &bearer).await?;
                    if !invitation_links::decline(tx, &bearer, now).await? {
                        return Err(Error::InvitationNotFound);
                    }
                    let id = bearer.invitation_id().uuid();
                    let (before, after) =
                        (json!({"status": "pending"}), json!({"status": "declined"}));
                    teller
                        .tell(tx, &bearer, id, Some(before), Some(after))
                        .await?;
                    tell_of_invitation(tx, &bearer, now).await
                })
            })
            .await
    }
}
