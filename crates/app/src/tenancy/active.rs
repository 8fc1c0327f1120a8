//! The active organization: the one a user last chose. Only ever a default.

use tenure_domain::id::OrganizationId;
use tenure_domain::membership::Membership;
use tenure_domain::organization::Organization;
use tenure_domain::permission::ReadOrganization;
use tenure_domain::user::User;
use tenure_store::scope::Scope;
use tenure_store::{Tenancy, organizations, users};

use crate::{Error, Tenure};

impl Tenure {
    /// Notes which organization a user chose.
    ///
    /// # Errors
    /// [`Error::OrganizationNotFound`] if they have no active membership of it.
    pub async fn set_active_organization(
        &self,
        user: &User,
        organization: OrganizationId,
    ) -> Result<Membership, Error> {
        let (memberships, _) = self.memberships_of(user.id).await?;
        let chosen = memberships
            .into_iter()
            .find(|membership| membership.organization.id == organization);
        let chosen = chosen.ok_or(Error::OrganizationNotFound)?;
        let (user, now) = (user.id, self.now());
        self.db
            .write(Tenancy::Global, move |tx| {
                Box::pin(async move {
                    users::set_active_organization(tx, user, organization, now)
                        .await
                        .map_err(Error::from)
                })
            })
            .await?;
        Ok(chosen)
    }

    /// The membership of the organization that a user last chose, else of their personal workspace.
    ///
    /// # Errors
    /// [`Error::OrganizationNotFound`] if they have neither.
    pub async fn current_membership(&self, user: &User) -> Result<Membership, Error> {
        let (memberships, default) = self.memberships_of(user.id).await?;
        let current = memberships
            .into_iter()
            .find(|membership| Some(membership.organization.id) == default);
        current.ok_or(Error::OrganizationNotFound)
    }

    /// The organization of the scope.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn organization(
        &self,
        scope: Scope<ReadOrganization>,
    ) -> Result<Organization, Error> {
        let organization = self
            .db
            .read(scope.tenancy(), move |tx| {
                Box::pin(async move { organizations::find(tx, &scope).await.map_err(Error::from) })
            })
            .await?;
        organization.ok_or(Error::OrganizationNotFound)
    }
}
