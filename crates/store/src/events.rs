//! Events: written in the transaction of the change they tell of; the commit wakes who waits.

use tenure_domain::event::{Event, Happening, Table};
use tenure_domain::id::{OrganizationId, UserId};
use tenure_domain::permission::{Proof, ReadInvitations};
use tenure_domain::time::Instant;
use uuid::Uuid;

use crate::db::{Columns, Error, FromRow, Query, Tx, values};
use crate::scope::{Authority, Closing, Scope};
use crate::statement::statements;

statements! {
    NEXT_POSITION = "UPDATE organizations SET event_position = event_position + 1 WHERE id = $1
        RETURNING event_position, deletion_due";
    INSERT = "INSERT INTO events (organization_id, position, at, kind, table_name, row_id, user_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    DELETE_OLD = "DELETE FROM events WHERE organization_id = $1 AND at < $2";
    POSITIONS = "SELECT o.event_position, (SELECT MIN(e.position) FROM events e WHERE e.organization_id = o.id)
        FROM organizations o WHERE o.id = $1";
    SINCE = "SELECT position, table_name, row_id, kind FROM events WHERE organization_id = $1 AND position > $2";
}

/// How long events are kept: an hour.
const KEPT_SECONDS: i64 = 3600;
/// Old events are looked for once in so many.
const SWEEP: i64 = 256;

impl FromRow for Event {
    fn from_row(columns: &mut Columns<'_>) -> Result<Self, Error> {
        Ok(Self {
            position: columns.take()?,
            table: columns.take()?,
            id: columns.take()?,
            kind: columns.take()?,
        })
    }
}

/// A change to tell of.
#[derive(Debug, Clone, Copy)]
pub struct Change {
    /// The table.
    pub table: Table,
    /// The row.
    pub id: Uuid,
    /// What happens to it.
    pub kind: Happening,
    /// Whose row it is, if only those who may see that user's rows are to be told.
    pub user_id: Option<UserId>,
}

/// Tells of a change, in its transaction. An organization that waits to be deleted takes none: a
/// request that was under way when it was closed ends here, since every change is told.
///
/// # Errors
/// [`Error::Closing`], or if the database fails.
pub async fn publish(
    tx: &mut Tx,
    by: &impl Authority,
    change: Change,
    now: Instant,
) -> Result<(), Error> {
    let due = publish_in(tx, by.organization_id(), change, now).await?;
    due.map_or(Ok(()), |due| Err(Closing { due }.into()))
}

/// Tells of a change that nobody in the organization made: the mail worker's. Gives when the
/// organization is to be deleted, if it is: what became of a mail is noted even then.
pub(crate) async fn publish_in(
    tx: &mut Tx,
    organization: OrganizationId,
    change: Change,
    now: Instant,
) -> Result<Option<Instant>, Error> {
    let (position, due): (i64, Option<Instant>) =
        tx.one(NEXT_POSITION, values![organization]).await?;
    tx.execute(
        INSERT,
        values![
            organization,
            position,
            now,
            change.kind.as_str(),
            change.table.as_str(),
            change.id,
            change.user_id,
        ],
    )
    .await?;
    if position % SWEEP == 0 {
        tx.execute(
            DELETE_OLD,
            values![organization, now.plus_seconds(-KEPT_SECONDS)],
        )
        .await?;
    }
    tx.wake(organization).await?;
    Ok(due)
}

/// Where an organization's events stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Positions {
    /// The position of the newest.
    pub newest: i64,
    /// The position of the oldest that is kept, if any is.
    pub oldest: Option<i64>,
}

impl FromRow for Positions {
    fn from_row(columns: &mut Columns<'_>) -> Result<Self, Error> {
        Ok(Self {
            newest: columns.take()?,
            oldest: columns.take()?,
        })
    }
}

/// Where the events of the scope's organization stand.
///
/// # Errors
/// If the database fails.
pub async fn positions<P: Proof>(tx: &mut Tx, scope: &Scope<P>) -> Result<Positions, Error> {
    tx.one(POSITIONS, values![scope.organization_id()]).await
}

/// Events after a position that the scope may be told of, in order.
///
/// # Errors
/// If the database fails.
pub async fn since<P: Proof>(
    tx: &mut Tx,
    scope: &Scope<P>,
    position: i64,
    rows: usize,
) -> Result<Vec<Event>, Error> {
    let query = since_query(scope, position, rows);
    tx.all(query.sql(), query.values()).await
}

fn since_query<'a, P: Proof>(scope: &Scope<P>, position: i64, rows: usize) -> Query<'a> {
    let mut query = Query::new(SINCE.sql, values![scope.organization_id(), position]);
    query.bind_if(" AND (user_id IS NULL OR user_id = ?)", scope.sees().user());
    for table in Table::ALL
        .into_iter()
        .filter(|table| !may_know(scope, *table))
    {
        query.bind(" AND table_name <> ?", values![table.as_str()]);
    }
    query.bind(" ORDER BY position LIMIT ?", values![rows]);
    query
}

/// Whether the scope may know that a row of this table has changed.
fn may_know<P: Proof>(scope: &Scope<P>, table: Table) -> bool {
    match table {
        Table::Invitations => scope.also::<ReadInvitations>().is_ok(),
        Table::Organizations
        | Table::Members
        | Table::Clients
        | Table::Projects
        | Table::Tasks
        | Table::TimeEntries => true,
    }
}
