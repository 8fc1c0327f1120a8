//! Organizations.

use tenure_domain::format::Formats;
use tenure_domain::id::{OrganizationId, UserId};
use tenure_domain::money::Currency;
use tenure_domain::organization::{Deletion, Organization, OrganizationKind};
use tenure_domain::permission::{
    DeleteOrganization, ReadOrganization, RestoreOrganization, UpdateOrganization,
};
use tenure_domain::slug::Slug;
use tenure_domain::time::Instant;

use crate::db::{Columns, Error, FromRow, Tx, values};
use crate::scope::{Authority, Scope};
use crate::statement::statements;

statements! {
    INSERT = "INSERT INTO organizations (id, slug, name, kind, color, currency, created_by, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8) ON CONFLICT DO NOTHING";
    FIND = "SELECT id, slug, name, kind, currency, time_zone, week_start, date_format, time_format, number_format,
            duration_format, rates_visible_to, tasks_managed_by, created_at,
            deletion_requested_at, deletion_due, deletion_requested_by
        FROM organizations WHERE id = $1";
    UPDATE = "UPDATE organizations SET slug = $2, name = $3, currency = $4, time_zone = $5, week_start = $6,
            date_format = $7, time_format = $8, number_format = $9, duration_format = $10,
            rates_visible_to = $11, tasks_managed_by = $12, updated_at = $13
        WHERE id = $1";
    RETIRE_SLUG = "INSERT INTO former_slugs (organization_id, slug, retired_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    TAKE_BACK_SLUG = "DELETE FROM former_slugs WHERE organization_id = $1 AND slug = $2";
    LOCK = "UPDATE organizations SET updated_at = updated_at WHERE id = $1";
    SLUGS = "SELECT id, slug FROM organizations UNION SELECT organization_id, slug FROM former_slugs";
    UNDO_INSERT = "DELETE FROM organizations WHERE id = $1";
    CLOSE = "UPDATE organizations SET deletion_requested_at = $2, deletion_due = $3, deletion_requested_by = $4, updated_at = $2
        WHERE id = $1";
    REOPEN = "UPDATE organizations SET deletion_requested_at = NULL, deletion_due = NULL, deletion_requested_by = NULL,
            updated_at = $2
        WHERE id = $1";
    EXISTS = "SELECT id FROM organizations WHERE id = $1";
    PERSONAL_OF = "SELECT id FROM organizations WHERE created_by = $1 AND kind = 'personal'";
}

impl FromRow for Organization {
    fn from_row(columns: &mut Columns<'_>) -> Result<Self, Error> {
        Ok(Self {
            id: columns.take()?,
            slug: columns.take()?,
            name: columns.take()?,
            kind: columns.take()?,
            currency: columns.take()?,
            time_zone: columns.take()?,
            week_start: columns.take()?,
            formats: Formats {
                date: columns.take()?,
                time: columns.take()?,
                number: columns.take()?,
                duration: columns.take()?,
            },
            rates_visible_to: columns.take()?,
            tasks_managed_by: columns.take()?,
            created_at: columns.take()?,
            deletion: deletion(columns.take()?, columns.take()?, columns.take()?),
        })
    }
}

/// The three columns are filled together, or none is.
fn deletion(
    requested_at: Option<Instant>,
    due: Option<Instant>,
    requested_by: Option<UserId>,
) -> Option<Deletion> {
    Some(Deletion {
        requested_at: requested_at?,
        due: due?,
        requested_by: requested_by?,
    })
}

/// A new organization.
#[derive(Debug, Clone)]
pub struct NewOrganization {
    /// Its id.
    pub id: OrganizationId,
    /// Its name in URLs.
    pub slug: Slug,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub kind: OrganizationKind,
    /// Its colour, `#rrggbb`.
    pub color: Option<String>,
    /// The currency of new rates and budgets.
    pub currency: Currency,
    /// Who made it; a personal workspace's user.
    pub created_by: Option<UserId>,
    /// When it was made.
    pub created_at: Instant,
}

/// Makes sure that nobody else had this slug before, and that it is no former one of one's own any
/// more. The unique index of former slugs decides, since nobody sees another's.
async fn take_slug(
    tx: &mut Tx,
    organization: OrganizationId,
    slug: &Slug,
    now: Instant,
) -> Result<bool, Error> {
    tx.execute(RETIRE_SLUG, values![organization, slug, now])
        .await?;
    let own = tx
        .execute(TAKE_BACK_SLUG, values![organization, slug])
        .await?;
    Ok(own == 1)
}

/// Adds an organization, unless its slug is or was another's, or its creator has a personal workspace and this
/// is another: then nothing happens and the answer is `false`.
///
/// # Errors
/// If the database fails.
pub async fn insert(tx: &mut Tx, organization: &NewOrganization) -> Result<bool, Error> {
    let added = tx
        .execute(
            INSERT,
            values![
                organization.id,
                &organization.slug,
                &organization.name,
                organization.kind,
                organization.color.as_ref(),
                &organization.currency,
                organization.created_by,
                organization.created_at,
            ],
        )
        .await?;
    if added == 0 {
        return Ok(false);
    }
    let NewOrganization {
        id,
        slug,
        created_at,
        ..
    } = organization;
    if take_slug(tx, *id, slug, *created_at).await? {
        return Ok(true);
    }
    tx.execute(UNDO_INSERT, values![*id]).await?;
    Ok(false)
}

/// The organization of the scope.
///
/// # Errors
/// If the database fails.
pub async fn find(
    tx: &mut Tx,
    scope: &Scope<ReadOrganization>,
) -> Result<Option<Organization>, Error> {
    tx.optional(FIND, values![scope.organization_id()]).await
}

/// Every slug, present and former, and whose it is: for the operator's move.
///
/// # Errors
/// If the database fails.
pub async fn slugs(tx: &mut Tx) -> Result<Vec<(OrganizationId, String)>, Error> {
    tx.all(SLUGS, values![]).await
}

/// Whether there is such an organization, whoever may see it: for the operator's move.
///
/// # Errors
/// If the database fails.
pub async fn exists(tx: &mut Tx, organization: OrganizationId) -> Result<bool, Error> {
    let found: Option<(OrganizationId,)> = tx.optional(EXISTS, values![organization]).await?;
    Ok(found.is_some())
}

/// The personal workspace of a user.
///
/// # Errors
/// If the database fails.
pub async fn personal_of(tx: &mut Tx, user: UserId) -> Result<Option<OrganizationId>, Error> {
    let found: Option<(OrganizationId,)> = tx.optional(PERSONAL_OF, values![user]).await?;
    Ok(found.map(|(id,)| id))
}

/// Writes an organization's name, address and settings over those it has.
///
/// # Errors
/// If the database fails; a unique violation if another organization has the slug.
pub async fn update(
    tx: &mut Tx,
    scope: &Scope<UpdateOrganization>,
    organization: &Organization,
    now: Instant,
) -> Result<(), Error> {
    tx.execute(
        UPDATE,
        values![
            scope.organization_id(),
            &organization.slug,
            &organization.name,
            &organization.currency,
            &organization.time_zone,
            organization.week_start,
            organization.formats.date,
            organization.formats.time,
            organization.formats.number,
            organization.formats.duration,
            organization.rates_visible_to,
            organization.tasks_managed_by,
            now,
        ],
    )
    .await
    .map(drop)
}

/// Keeps links with a slug that the organization gives up; the new one is no former one any more.
/// Tells whether the new one may be had: those that others had before are theirs for good.
///
/// # Errors
/// If the database fails.
pub async fn change_slug(
    tx: &mut Tx,
    scope: &Scope<UpdateOrganization>,
    before: &Slug,
    after: &Slug,
    now: Instant,
) -> Result<bool, Error> {
    tx.execute(RETIRE_SLUG, values![scope.organization_id(), before, now])
        .await?;
    take_slug(tx, scope.organization_id(), after, now).await
}

/// Makes every other change of who is in the organization wait until this transaction is done, so
/// that what it counts stays true until it writes.
///
/// # Errors
/// If the database fails.
pub async fn lock(tx: &mut Tx, by: &impl Authority) -> Result<(), Error> {
    tx.execute(LOCK, values![by.organization_id()])
        .await
        .map(drop)
}

/// Lets the organization wait for its end. Who may come in, and for what, follows from it
/// ([`crate::memberships::authorize`]).
///
/// # Errors
/// If the database fails; a check violation if it is a personal workspace.
pub async fn close(
    tx: &mut Tx,
    scope: &Scope<DeleteOrganization>,
    deletion: &Deletion,
) -> Result<(), Error> {
    tx.execute(
        CLOSE,
        values![
            scope.organization_id(),
            deletion.requested_at,
            deletion.due,
            deletion.requested_by,
        ],
    )
    .await
    .map(drop)
}

/// Takes the organization back into use.
///
/// # Errors
/// If the database fails.
pub async fn reopen(
    tx: &mut Tx,
    scope: &Scope<RestoreOrganization>,
    now: Instant,
) -> Result<(), Error> {
    tx.execute(REOPEN, values![scope.organization_id(), now])
        .await
        .map(drop)
}
