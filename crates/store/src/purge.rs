//! Deleting every row of an organization whose time has come: the operator's, in batches.
//!
//! Each batch locks the organization and looks whether it still waits to be deleted, so that several
//! servers that do this at once take turns, and none goes on with one that was restored.

use tenure_domain::id::OrganizationId;
use tenure_domain::slug::Slug;
use tenure_domain::time::Instant;

use crate::db::{Columns, Error, FromRow, Tx, values};
use crate::statement::statements;
use crate::tenant_tables::TenantTable;

statements! {
    DUE = "SELECT id, slug, name, deletion_due FROM organizations WHERE deletion_due <= $1 ORDER BY deletion_due, id LIMIT $2";
    LOCK_DUE = "UPDATE organizations SET updated_at = $2 WHERE id = $1 AND deletion_due <= $2";
    SHUT = "UPDATE memberships SET is_active = FALSE, updated_at = $2 WHERE organization_id = $1 AND is_active";
    FORGET_CHOICE = "UPDATE users SET active_organization_id = NULL
        WHERE active_organization_id = $1 AND id IN (SELECT user_id FROM memberships WHERE organization_id = $1)";
    DELETE = "DELETE FROM organizations WHERE id = $1 AND deletion_due <= $2";
}

/// An organization whose time has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueOrganization {
    /// Its id.
    pub id: OrganizationId,
    /// Its name in URLs.
    pub slug: Slug,
    /// Its name.
    pub name: String,
    /// Since when it is due.
    pub due: Instant,
}

impl FromRow for DueOrganization {
    fn from_row(columns: &mut Columns<'_>) -> Result<Self, Error> {
        Ok(Self {
            id: columns.take()?,
            slug: columns.take()?,
            name: columns.take()?,
            due: columns.take()?,
        })
    }
}

/// The organizations whose time has come, longest first.
///
/// # Errors
/// If the database fails.
pub async fn due(tx: &mut Tx, now: Instant, rows: usize) -> Result<Vec<DueOrganization>, Error> {
    tx.all(DUE, values![now, rows]).await
}

/// Whether the organization is still to be deleted; nobody changes that until the transaction ends.
async fn lock_due(tx: &mut Tx, organization: OrganizationId, now: Instant) -> Result<bool, Error> {
    Ok(tx.execute(LOCK_DUE, values![organization, now]).await? == 1)
}

/// Shuts everybody out, its owners too: from here on it cannot be restored. Tells whether it is
/// still to be deleted.
///
/// # Errors
/// If the database fails.
pub async fn shut(tx: &mut Tx, organization: OrganizationId, now: Instant) -> Result<bool, Error> {
    if !lock_due(tx, organization, now).await? {
        return Ok(false);
    }
    tx.execute(SHUT, values![organization, now]).await?;
    tx.execute(FORGET_CHOICE, values![organization]).await?;
    tx.wake(organization).await?;
    Ok(true)
}

/// Deletes some of a table's rows and tells how many; none once there are none left, or the
/// organization is not, or no longer, to be deleted.
///
/// # Errors
/// If the database fails.
pub async fn delete_rows(
    tx: &mut Tx,
    organization: OrganizationId,
    table: &TenantTable,
    rows: usize,
    now: Instant,
) -> Result<u64, Error> {
    if !lock_due(tx, organization, now).await? {
        return Ok(0);
    }
    let key: Vec<&str> = table.key.iter().map(|(column, _)| *column).collect();
    let (name, key) = (table.name, key.join(", "));
    let sql = format!(
        "DELETE FROM {name} WHERE organization_id = $1
            AND ({key}) IN (SELECT {key} FROM {name} WHERE organization_id = $1 LIMIT $2)"
    );
    tx.execute(sql, values![organization, rows]).await
}

/// Deletes the organization itself, of which nothing else is left, and tells whether it was there.
///
/// # Errors
/// If the database fails; a foreign-key violation if something is left.
pub async fn delete_organization(
    tx: &mut Tx,
    organization: OrganizationId,
    now: Instant,
) -> Result<bool, Error> {
    Ok(tx.execute(DELETE, values![organization, now]).await? == 1)
}
