//! Reports.

use tenure_domain::permission::ReadReports;
use tenure_domain::report::Summary;
use tenure_store::scope::Scope;
use tenure_store::time_entries::{self, TimeEntryFilter};

use crate::{Error, Tenure};

impl Tenure {
    /// What was tracked, by project: one's own time, or everyone's with `timeEntries.readAll`.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn summary(
        &self,
        scope: Scope<ReadReports>,
        filter: TimeEntryFilter,
    ) -> Result<Summary, Error> {
        let totals = self
            .db
            .read(scope.tenancy(), move |tx| {
                Box::pin(async move {
                    time_entries::totals_by_project(tx, &scope, &filter)
                        .await
                        .map_err(Error::from)
                })
            })
            .await?;
        Ok(Summary {
            entries: totals.iter().map(|total| total.summary.entries).sum(),
            running: totals.iter().map(|total| total.running).sum(),
            seconds: totals.iter().map(|total| total.summary.seconds).sum(),
            by_project: totals.into_iter().map(|total| total.summary).collect(),
        })
    }
}
