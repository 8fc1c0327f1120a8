//! Categories.

use tenure_domain::category::Category;
use tenure_domain::id::CategoryId;
use tenure_domain::page::PageLimit;
use tenure_domain::permission::ReadCategories;
use tenure_store::categories;
use tenure_store::clients::NamePlace;
use tenure_store::scope::Scope;

use super::Slice;
use crate::{Error, Tenure};

impl Tenure {
    /// Categories by name.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn list_categories(
        &self,
        scope: Scope<ReadCategories>,
        after: Option<NamePlace<CategoryId>>,
        limit: PageLimit,
    ) -> Result<Slice<Category>, Error> {
        self.db
            .read(scope.tenancy(), move |tx| {
                Box::pin(async move {
                    let rows =
                        categories::list(tx, &scope, after.as_ref(), limit.rows() + 1).await?;
                    Ok(Slice::new(rows, limit))
                })
            })
            .await
    }
}
