//! Taking an invitation back.

use tenure_domain::audit::Origin;
use tenure_domain::event::{Happening, Table};
use tenure_domain::id::InvitationId;
use tenure_domain::invitation::InvitationStatus;
use tenure_domain::permission::RevokeInvitations;
use tenure_store::invitations;
use tenure_store::scope::Scope;

use super::resend::settled;
use super::{Inviter, found, shown};
use crate::events::tell;
use crate::{Error, Tenure};

impl Tenure {
    /// Revokes a pending or expired invitation: its link is dead, and its mail is called back if it
    /// has not left. Revoked again, it stays as it is.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::RoleAboveOwn`] or [`Error::InvitationSettled`].
    pub async fn revoke_invitation(
        &self,
        scope: Scope<RevokeInvitations>,
        id: InvitationId,
        origin: Origin,
    ) -> Result<(), Error> {
        let teller = self.teller("invitations.revoke", origin);
        let now = self.now();
        let newest = self
            .db
            .write(scope.tenancy(), move |tx| {
                Box::pin(async move {
                    let inviter = Inviter::lock(tx, &scope).await?;
                    let before = found(tx, &scope, id, now).await?;
                    inviter.reaches(before.role)?;
                    if before.status == InvitationStatus::Revoked {
                        return Ok(None);
                    }
                    if !invitations::revoke(tx, &scope, id, now).await? {
                        return Err(settled(before.status));
                    }
                    let after = found(tx, &scope, id, now).await?;
                    teller
                        .tell(
                            tx,
                            &scope,
                            id.uuid(),
                            Some(shown(&before)),
                            Some(shown(&after)),
                        )
                        .await?;
                    let change = (Table::Invitations, id.uuid(), Happening::Updated);
                    tell(tx, &scope, change, now).await?;
                    invitations::newest_link(tx, &scope, id)
                        .await
                        .map_err(Error::from)
                })
            })
            .await?;
        if let Some((Some(message), _)) = newest {
            self.call_back(scope.organization_id(), message, now).await;
        }
        Ok(())
    }
}
