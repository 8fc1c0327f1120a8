//! Members of an organization.

use tenure_domain::id::MembershipId;
use tenure_domain::membership::Member;
use tenure_domain::page::PageLimit;
use tenure_domain::permission::ReadMembers;
use tenure_store::memberships;
use tenure_store::scope::Scope;

use crate::tracker::Slice;
use crate::{Error, Tenure};

impl Tenure {
    /// Members, active or not, in the order they came.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn list_members(
        &self,
        scope: Scope<ReadMembers>,
        after: Option<MembershipId>,
        limit: PageLimit,
    ) -> Result<Slice<Member>, Error> {
        self.db
            .read(scope.tenancy(), move |tx| {
                Box::pin(async move {
                    let rows = memberships::list(tx, &scope, after, limit.rows() + 1).await?;
                    Ok(Slice::new(rows, limit))
                })
            })
            .await
    }
}
