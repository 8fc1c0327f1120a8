//! Operators' commands that work in an organization: in the name of its longest-standing owner.

use tenure_domain::permission::Proof;
use tenure_store::scope::Scope;
use tenure_store::{Tenancy, memberships};

use crate::{Error, Tenure};

impl Tenure {
    /// The scope in which an operator's command works, in the organization with this slug. `why` is
    /// for the log.
    ///
    /// # Errors
    /// [`Error::OrganizationNotFound`] if there is none, or none with an active owner.
    pub async fn on_behalf_of_owner<P: Proof>(
        &self,
        slug: &str,
        why: &'static str,
    ) -> Result<Scope<P>, Error> {
        let slug = slug.to_owned();
        let access = self
            .db
            .read(Tenancy::Operator(why), move |tx| {
                Box::pin(async move {
                    memberships::act_for_owner(tx, &slug)
                        .await
                        .map_err(Error::from)
                })
            })
            .await?;
        Ok(access.ok_or(Error::OrganizationNotFound)?.require()?)
    }
}
