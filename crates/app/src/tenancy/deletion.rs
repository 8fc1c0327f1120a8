//! Deleting an organization: not at once, but after a time in which its owners can change their
//! minds.
//!
//! While it waits, members are out, and owners can look, export and restore. That is decided where
//! an access is made and asked ([`tenure_store::scope`]); here it is only begun and ended. What
//! deletes it when its time has come is [`super::purge`].

use serde_json::json;
use tenure_domain::audit::Origin;
use tenure_domain::event::{Happening, Table};
use tenure_domain::field::FieldCode;
use tenure_domain::organization::{Deletion, GRACE_SECONDS, Organization, OrganizationKind};
use tenure_domain::permission::{
    DeleteOrganization, Permission, Proof, ReadOrganization, RestoreOrganization,
};
use tenure_domain::role::Role;
use tenure_store::scope::{AccessDenied, Closing, Scope};
use tenure_store::{Tx, organizations, time_entries};

use super::members::own_role;
use crate::events::tell;
use crate::{Error, Tenure};

/// The organization, which nobody else changes from here on, if one still owns it.
async fn lock_and_find<P: Proof>(
    tx: &mut Tx,
    scope: &Scope<P>,
    permission: Permission,
) -> Result<Organization, Error> {
    organizations::lock(tx, scope).await?;
    let role = own_role(tx, scope).await?;
    if role != Role::Owner {
        return Err(AccessDenied {
            permission,
            role,
            policy: scope.policy(),
        }
        .into());
    }
    let read = scope.also::<ReadOrganization>()?;
    let organization = organizations::find(tx, &read).await?;
    organization.ok_or(Error::OrganizationNotFound)
}

impl Tenure {
    /// Lets an organization wait for its end: from now on nothing of it can be changed, and its
    /// timers are stopped.
    ///
    /// # Errors
    /// [`Error::Invalid`] if `confirm` is not its slug, [`Error::PersonalWorkspace`], or
    /// [`Error::OrganizationClosing`] if it waits already.
    pub async fn delete_organization(
        &self,
        scope: Scope<DeleteOrganization>,
        confirm: String,
        origin: Origin,
    ) -> Result<Organization, Error> {
        let teller = self.teller("organizations.delete", origin);
        let now = self.now();
        self.db
            .write(scope.tenancy(), move |tx| {
                Box::pin(async move {
                    let organization =
                        lock_and_find(tx, &scope, DeleteOrganization::PERMISSION).await?;
                    if organization.kind == OrganizationKind::Personal {
                        return Err(Error::PersonalWorkspace);
                    }
                    if let Some(Deletion { due, .. }) = organization.deletion {
                        return Err(Error::OrganizationClosing(Closing { due }));
                    }
                    if confirm.trim() != organization.slug.as_str() {
                        let slug = &organization.slug;
                        let message =
                            format!("Write {slug}, the organization's address, to confirm.");
                        return Err(Error::field("confirm", FieldCode::Invalid, message));
                    }
                    let deletion = Deletion {
                        requested_at: now,
                        due: now.plus_seconds(GRACE_SECONDS),
                        requested_by: scope.user_id(),
                    };
                    let id = organization.id.uuid();
                    let after = json!({"deletion": deletion});
                    teller
                        .tell(tx, &scope, id, Some(json!({"deletion": null})), Some(after))
                        .await?;
                    time_entries::stop_all(tx, &scope, now).await?;
                    // Told before it is closed: after that nothing is taken any more.
                    let change = (Table::Organizations, id, Happening::Updated);
                    tell(tx, &scope, change, now).await?;
                    organizations::close(tx, &scope, &deletion).await?;
                    Ok(Organization {
                        deletion: Some(deletion),
                        ..organization
                    })
                })
            })
            .await
    }

    /// Takes an organization that waits for its end back into use. One that does not wait stays as
    /// it is.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn restore_organization(
        &self,
        scope: Scope<RestoreOrganization>,
        origin: Origin,
    ) -> Result<Organization, Error> {
        let teller = self.teller("organizations.restore", origin);
        let now = self.now();
        self.db
            .write(scope.tenancy(), move |tx| {
                Box::pin(async move {
                    let organization =
                        lock_and_find(tx, &scope, RestoreOrganization::PERMISSION).await?;
                    let Some(deletion) = organization.deletion else {
                        return Ok(organization);
                    };
                    organizations::reopen(tx, &scope, now).await?;
                    let id = organization.id.uuid();
                    let before = json!({"deletion": deletion});
                    teller
                        .tell(
                            tx,
                            &scope,
                            id,
                            Some(before),
                            Some(json!({"deletion": null})),
                        )
                        .await?;
                    let change = (Table::Organizations, id, Happening::Updated);
                    tell(tx, &scope, change, now).await?;
                    Ok(Organization {
                        deletion: None,
                        ..organization
                    })
                })
            })
            .await
    }
}
