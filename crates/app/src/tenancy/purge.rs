//! Purging: what becomes of organizations whose time to be restored is over. By a server's job, or
//! by the operator's command; either may be cut off, and the next one goes on.

use serde::Serialize;
use tenure_domain::id::OrganizationId;
use tenure_domain::slug::Slug;
use tenure_domain::time::Instant;
use tenure_store::purge::{self, DueOrganization};
use tenure_store::tenant_tables::TENANT_TABLES;
use tenure_store::{Db, Tenancy};

use crate::operations::jobs::Turn;
use crate::{Error, Tenure};

/// How many rows share a transaction: few enough that others who write do not wait long.
const BATCH: usize = 1000;
/// How many organizations a job's turn deletes.
const SOME: usize = 10;
/// How many are listed: an instance deletes few.
const LISTED: usize = 1000;
const REASON: Tenancy = Tenancy::Operator("purges organizations");

/// An organization that is due, and what was deleted of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Purged {
    /// Its id.
    pub id: OrganizationId,
    /// Its name in URLs.
    pub slug: Slug,
    /// Its name.
    pub name: String,
    /// Since when it is due.
    pub due: Instant,
    /// How many rows were deleted.
    pub rows: u64,
}

impl From<DueOrganization> for Purged {
    fn from(organization: DueOrganization) -> Self {
        let DueOrganization {
            id,
            slug,
            name,
            due,
        } = organization;
        Self {
            id,
            slug,
            name,
            due,
            rows: 0,
        }
    }
}

impl Tenure {
    /// The organizations whose time to be restored is over, of which nothing is deleted here.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn organizations_to_purge(&self) -> Result<Vec<Purged>, Error> {
        self.due(LISTED).await
    }

    /// Deletes everything of those organizations, and tells what.
    ///
    /// # Errors
    /// If the database fails; what was deleted before stays deleted, and the next purge goes on.
    pub async fn purge_organizations(&self) -> Result<Vec<Purged>, Error> {
        let mut all = Vec::new();
        loop {
            let some = self.purge(SOME).await?;
            if some.is_empty() {
                return Ok(all);
            }
            all.extend(some);
        }
    }

    /// A turn of the job that does so.
    pub(crate) async fn purge_some(&self) -> Result<Turn, Error> {
        let purged = self.purge(SOME).await?;
        Ok(if purged.len() == SOME {
            Turn::More
        } else {
            Turn::Done
        })
    }

    async fn due(&self, rows: usize) -> Result<Vec<Purged>, Error> {
        let now = self.now();
        let due = self
            .db
            .read(REASON, move |tx| {
                Box::pin(async move { purge::due(tx, now, rows).await.map_err(Error::from) })
            })
            .await?;
        Ok(due.into_iter().map(Purged::from).collect())
    }

    async fn purge(&self, some: usize) -> Result<Vec<Purged>, Error> {
        let now = self.now();
        let mut purged = Vec::new();
        for mut organization in self.due(some).await? {
            organization.rows = delete_all(&self.db, organization.id, now).await?;
            tracing::info!(organization = %organization.id, rows = organization.rows, "an organization was purged");
            purged.push(organization);
        }
        Ok(purged)
    }
}

/// Deletes everything of an organization, and tells how many rows it were.
async fn delete_all(db: &Db, id: OrganizationId, now: Instant) -> Result<u64, Error> {
    let shut = db
        .write(REASON, move |tx| {
            Box::pin(async move { purge::shut(tx, id, now).await.map_err(Error::from) })
        })
        .await?;
    if !shut {
        return Ok(0);
    }
    let mut rows = 0;
    for table in TENANT_TABLES {
        loop {
            let deleted = db
                .write(REASON, move |tx| {
                    Box::pin(async move {
                        let deleted = purge::delete_rows(tx, id, table, BATCH, now).await?;
                        Ok::<_, Error>(deleted)
                    })
                })
                .await?;
            rows += deleted;
            if deleted < BATCH as u64 {
                break;
            }
        }
    }
    let gone = db
        .write(REASON, move |tx| {
            Box::pin(async move {
                let gone = purge::delete_organization(tx, id, now).await?;
                Ok::<_, Error>(gone)
            })
        })
        .await?;
    Ok(rows + u64::from(gone))
}
