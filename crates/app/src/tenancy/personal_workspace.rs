//! `organizations.ensurePersonalWorkspace`: exactly one per user, whatever happens at once.

use tenure_domain::id::{MembershipId, OrganizationId, UserId};
use tenure_domain::membership::Membership;
use tenure_domain::money::Currency;
use tenure_domain::organization::OrganizationKind;
use tenure_domain::slug::Slug;
use tenure_domain::user::User;
use tenure_store::organizations::{self, NewOrganization};
use tenure_store::{Tenancy, memberships, users};

use super::free_slug::insert_under_a_free_slug;
use crate::{Error, Tenure};

impl Tenure {
    /// Makes sure that a user has a personal workspace, is its active owner, and has a default
    /// organization. Idempotent under any concurrency: the database's unique index decides who
    /// makes it, everybody else finds it.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn ensure_personal_workspace(&self, user: &User) -> Result<Membership, Error> {
        let candidate = OrganizationId::new(self.now(), self.randomness());
        // Each attempt loses to at most one other that made the workspace, which the next finds.
        for _ in 0..3 {
            let existing = self.personal_workspace_of(user.id).await?;
            if let Some(id) = self.settle(user, existing, candidate).await? {
                let (memberships, _) = self.memberships_of(user.id).await?;
                let found = memberships
                    .into_iter()
                    .find(|membership| membership.organization.id == id);
                return found.ok_or_else(|| {
                    Error::Internal("a personal workspace without its owner".to_owned())
                });
            }
        }
        Err(Error::Overloaded)
    }

    async fn personal_workspace_of(&self, user: UserId) -> Result<Option<OrganizationId>, Error> {
        self.db
            .read(Tenancy::User(user), move |tx| {
                Box::pin(async move {
                    organizations::personal_of(tx, user)
                        .await
                        .map_err(Error::from)
                })
            })
            .await
    }

    /// Makes the workspace if there is none, and its owner; `None` if somebody else just made it.
    async fn settle(
        &self,
        user: &User,
        existing: Option<OrganizationId>,
        candidate: OrganizationId,
    ) -> Result<Option<OrganizationId>, Error> {
        let (now, user_id) = (self.now(), user.id);
        let id = existing.unwrap_or(candidate);
        let membership = MembershipId::new(now, self.randomness());
        let fallback = self.random_slug_number();
        let new = existing.is_none().then(|| NewOrganization {
            id,
            slug: Slug::suggest(&user.name),
            name: personal_name(&user.name),
            kind: OrganizationKind::Personal,
            color: None,
            currency: Currency::DEFAULT,
            created_by: Some(user_id),
            created_at: now,
        });
        self.db
            .write(Tenancy::UserIn(user_id, id), move |tx| {
                Box::pin(async move {
                    if let Some(new) = new
                        && !insert_under_a_free_slug(tx, new, fallback).await?
                    {
                        return Ok(None);
                    }
                    memberships::make_owner(tx, id, membership, user_id, now).await?;
                    users::set_active_organization_if_none(tx, user_id, id, now).await?;
                    Ok::<_, Error>(Some(id))
                })
            })
            .await
    }
}

fn personal_name(name: &str) -> String {
    let name = name.trim();
    if name.is_empty() {
        "Personal workspace".to_owned()
    } else {
        name.to_owned()
    }
}
