//! Telling open pages of a change, in the change's own transaction.

use tenure_domain::event::{Happening, Table};
use tenure_domain::permission::Proof;
use tenure_domain::time::Instant;
use tenure_domain::time_entry::TimeEntry;
use tenure_store::Tx;
use tenure_store::events::{self, Change};
use tenure_store::scope::{Authority, Scope};
use uuid::Uuid;

use crate::Error;

/// Tells everybody in the organization.
pub(crate) async fn tell(
    tx: &mut Tx,
    by: &impl Authority,
    (table, id, kind): (Table, Uuid, Happening),
    now: Instant,
) -> Result<(), Error> {
    events::publish(
        tx,
        by,
        Change {
            table,
            id,
            kind,
            user_id: None,
        },
        now,
    )
    .await?;
    Ok(())
}

/// Tells those who may see the entry.
pub(crate) async fn tell_of_entry<P: Proof>(
    tx: &mut Tx,
    scope: &Scope<P>,
    (entry, kind): (&TimeEntry, Happening),
    now: Instant,
) -> Result<(), Error> {
    let change = Change {
        table: Table::TimeEntries,
        id: entry.id.uuid(),
        kind,
        user_id: Some(entry.user_id),
    };
    events::publish(tx, scope, change, now).await?;
    Ok(())
}
