//! What is placed, and what is not and why.

use tenure_store::Tenancy;
use tenure_store::legacy_documents::{self, State};

use super::report::Tables;
use crate::{Error, Tenure};

impl Tenure {
    /// How many documents of each table are in which state. Remarks are not counted.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn legacy_status(&self) -> Result<Tables, Error> {
        let (counts, reasons) = self
            .db
            .read(Tenancy::Operator("counts legacy documents"), |tx| {
                Box::pin(async move {
                    let counts = legacy_documents::counts(tx).await?;
                    Ok::<_, Error>((counts, legacy_documents::reasons(tx).await?))
                })
            })
            .await?;
        let mut tables = Tables::new();
        for (table, state, count) in counts {
            let count = count.unsigned_abs();
            let counts = tables.entry(table).or_default();
            counts.total += count;
            match state {
                State::Imported => counts.imported += count,
                State::Placed => counts.placed += count,
                State::Superseded => counts.superseded += count,
                State::Kept => counts.kept += count,
                // By reason, below.
                State::Orphaned => {}
            }
        }
        for (table, reason, count) in reasons {
            let orphaned = &mut tables.entry(table).or_default().orphaned;
            orphaned.insert(reason, count.unsigned_abs());
        }
        Ok(tables)
    }
}
