//! Categories.

use tenure_domain::category::Category;
use tenure_domain::id::CategoryId;
use tenure_domain::permission::{Proof, ReadCategories};

use crate::clients::NamePlace;
use crate::db::{Columns, Error, FromRow, Query, Tx, values};
use crate::scope::Scope;
use crate::statement::statements;

statements! {
    SELECT = "SELECT id, name, color FROM categories WHERE organization_id = $1";
    EXISTS = "SELECT id FROM categories WHERE organization_id = $1 AND id = $2";
}

impl FromRow for Category {
    fn from_row(columns: &mut Columns<'_>) -> Result<Self, Error> {
        Ok(Self {
            id: columns.take()?,
            name: columns.take()?,
            color: columns.take()?,
        })
    }
}

/// Categories by name, after `after`.
///
/// # Errors
/// If the database fails.
pub async fn list(
    tx: &mut Tx,
    scope: &Scope<ReadCategories>,
    after: Option<&NamePlace<CategoryId>>,
    rows: usize,
) -> Result<Vec<Category>, Error> {
    let mut query = Query::new(SELECT.sql, values![scope.organization_id()]);
    if let Some(after) = after {
        query.bind(
            " AND (name_key, id) > (?, ?)",
            values![&after.name_key, after.id],
        );
    }
    query.bind(" ORDER BY name_key, id LIMIT ?", values![rows]);
    tx.all(query.sql(), query.values()).await
}

/// Whether there is such a category in the scope's organization. It then stays until the transaction,
/// which goes on to refer to it, ends.
///
/// # Errors
/// If the database fails.
pub async fn exists<P: Proof>(
    tx: &mut Tx,
    scope: &Scope<P>,
    id: CategoryId,
) -> Result<bool, Error> {
    let mut query = Query::new(EXISTS.sql, values![scope.organization_id(), id]);
    query.push(tx.dialect().for_reference());
    let found: Option<(CategoryId,)> = tx.optional(query.sql(), query.values()).await?;
    Ok(found.is_some())
}
