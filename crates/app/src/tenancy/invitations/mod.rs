//! Invitations: offers of a membership, to an address. What whoever brings a link may do is in
//! [`super::joining`].

mod create;
mod letter;
mod limits;
mod resend;
mod revoke;

use serde_json::{Value as Json, json};
use tenure_domain::audit::Origin;
use tenure_domain::event::{Happening, Table};
use tenure_domain::id::InvitationId;
use tenure_domain::invitation::Invitation;
use tenure_domain::organization::OrganizationKind;
use tenure_domain::page::PageLimit;
use tenure_domain::permission::{Proof, ReadInvitations, ReadOrganization};
use tenure_domain::role::Role;
use tenure_domain::time::Instant;
use tenure_store::invitations::{self, InvitationFilter};
use tenure_store::scope::Scope;
use tenure_store::{Tx, memberships, organizations};

use crate::events::tell;
use crate::tracker::Slice;
use crate::{Error, Tenure};

pub use create::{InvitationOutcome, InvitationResult, InvitationResults, NewInvitations};
pub use letter::{Draft, Preview};
pub use resend::{Deliver, InvitationLink, Resend, Resent};

/// Who invites, at this moment.
struct Inviter {
    organization_name: String,
    name: String,
    role: Role,
}

impl Inviter {
    /// Who asks, once nobody else changes who is in the organization: the role that counts is the
    /// one of now.
    async fn lock<P: Proof>(tx: &mut Tx, scope: &Scope<P>) -> Result<Self, Error> {
        organizations::lock(tx, scope).await?;
        Self::find(tx, scope).await
    }

    async fn find<P: Proof>(tx: &mut Tx, scope: &Scope<P>) -> Result<Self, Error> {
        let organization = organizations::find(tx, &scope.also::<ReadOrganization>()?)
            .await?
            .ok_or(Error::OrganizationNotFound)?;
        if organization.kind == OrganizationKind::Personal {
            return Err(Error::PersonalWorkspace);
        }
        let own = memberships::find(tx, scope, scope.membership_id())
            .await?
            .filter(|own| own.active)
            .ok_or(Error::OrganizationNotFound)?;
        Ok(Self {
            organization_name: organization.name,
            name: own.name,
            role: own.role.min(scope.role()),
        })
    }

    /// Refuses what is above the inviter.
    fn reaches(&self, wanted: Role) -> Result<(), Error> {
        if wanted > self.role {
            return Err(Error::RoleAboveOwn {
                own: self.role,
                wanted,
            });
        }
        Ok(())
    }
}

impl Tenure {
    /// Invitations, newest first.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn list_invitations(
        &self,
        scope: Scope<ReadInvitations>,
        filter: InvitationFilter,
        after: Option<InvitationId>,
        limit: PageLimit,
    ) -> Result<Slice<Invitation>, Error> {
        let now = self.now();
        self.db
            .read(scope.tenancy(), move |tx| {
                Box::pin(async move {
                    let rows = invitations::list(tx, &scope, &filter, after, limit.rows() + 1, now)
                        .await?;
                    Ok(Slice::new(rows, limit))
                })
            })
            .await
    }

    /// An invitation.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn invitation(
        &self,
        scope: Scope<ReadInvitations>,
        id: InvitationId,
    ) -> Result<Invitation, Error> {
        let now = self.now();
        self.db
            .read(scope.tenancy(), move |tx| {
                Box::pin(async move { found(tx, &scope, id, now).await })
            })
            .await
    }

    /// Writes down, with another change, what has expired by now: an address whose invitation
    /// expired must not stay taken.
    async fn settle_expired<P: Proof>(
        &self,
        tx: &mut Tx,
        scope: &Scope<P>,
        origin: &Origin,
        now: Instant,
    ) -> Result<(), Error> {
        let course = scope.course();
        for (id, email, role) in invitations::expire(tx, scope, now).await? {
            let before = json!({"email": email, "role": role, "status": "pending"});
            let after = json!({"status": "expired"});
            self.teller("invitations.expire", origin.clone())
                .tell(tx, &course, id.uuid(), Some(before), Some(after))
                .await?;
            let change = (Table::Invitations, id.uuid(), Happening::Updated);
            tell(tx, &course, change, now).await?;
        }
        Ok(())
    }
}

/// The invitation, or that there is none.
async fn found<P: Proof>(
    tx: &mut Tx,
    scope: &Scope<P>,
    id: InvitationId,
    now: Instant,
) -> Result<Invitation, Error> {
    invitations::find(tx, scope, id, now)
        .await?
        .ok_or(Error::NotFound("invitation"))
}

/// What the audit log shows of an invitation.
fn shown(invitation: &Invitation) -> Json {
    let Invitation {
        email,
        role,
        status,
        expires_at,
        sends,
        ..
    } = invitation;
    json!({"email": email, "role": role, "status": status, "expiresAt": expires_at, "sends": sends})
}
