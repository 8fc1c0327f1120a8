//! Time entries and running timers.

use tenure_domain::id::{ClientId, OrganizationId, ProjectId, TaskId, TimeEntryId, UserId};
use tenure_domain::permission::{
    CreateTimeEntries, DeleteOrganization, DeleteTimeEntries, MergeMembers, Proof, ReadReports,
    ReadTimeEntries, UpdateTimeEntries,
};
use tenure_domain::report::ProjectSummary;
use tenure_domain::text;
use tenure_domain::time::Instant;
use tenure_domain::time_entry::TimeEntry;

use crate::db::dialect::contains_pattern;
use crate::db::{Columns, Error, FromRow, Query, Tx, values};
use crate::scope::{Scope, Whose};
use crate::statement::statements;

statements! {
    INSERT = "INSERT INTO time_entries (organization_id, started_at, id, user_id, project_id, task_id, category_id,
            description, description_key, stopped_at, seconds, source, is_overrun, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, FALSE, $13, $14)";
    SELECT = "SELECT id, user_id, project_id, task_id, category_id, description, started_at, stopped_at, seconds, source, created_at, updated_at
        FROM time_entries WHERE organization_id = $1";
    RUNNING = "SELECT id, user_id, project_id, task_id, category_id, description, started_at, stopped_at, seconds, source, created_at, updated_at
        FROM time_entries WHERE organization_id = $1 AND user_id = $2 AND stopped_at IS NULL";
    RUNNING_OF_USER = "SELECT t.organization_id, t.id, t.user_id, t.project_id, t.task_id, t.category_id, t.description, t.started_at,
            t.stopped_at, t.seconds, t.source, t.created_at, t.updated_at
        FROM time_entries t JOIN memberships m ON m.organization_id = t.organization_id AND m.user_id = t.user_id
        JOIN organizations o ON o.id = t.organization_id
        WHERE t.user_id = $1 AND t.stopped_at IS NULL AND m.is_active AND o.deletion_due IS NULL ORDER BY t.started_at DESC, t.id LIMIT 200";
    UPDATE = "UPDATE time_entries SET project_id = $3, task_id = $4, category_id = $5, description = $6, description_key = $7,
            started_at = $8, stopped_at = $9, seconds = $10, updated_at = $11
        WHERE organization_id = $1 AND id = $2";
    STOP_ALL = "UPDATE time_entries SET stopped_at = CASE WHEN started_at > $2 THEN started_at ELSE $2 END,
            seconds = CASE WHEN started_at > $2 THEN 0 ELSE ($2 - started_at + 500) / 1000 END, updated_at = $2
        WHERE organization_id = $1 AND stopped_at IS NULL";
    CLOSE_SECOND = "UPDATE time_entries SET
            stopped_at = CASE WHEN last_heartbeat_at > started_at THEN last_heartbeat_at ELSE started_at END,
            seconds = CASE WHEN last_heartbeat_at > started_at THEN (last_heartbeat_at - started_at + 500) / 1000 ELSE 0 END,
            updated_at = $4
        WHERE organization_id = $1 AND user_id = $2 AND stopped_at IS NULL
            AND EXISTS (SELECT 1 FROM time_entries t WHERE t.organization_id = $1 AND t.user_id = $3 AND t.stopped_at IS NULL)";
    GIVE = "UPDATE time_entries SET user_id = $3, updated_at = $4 WHERE organization_id = $1 AND user_id = $2";
    DELETE = "DELETE FROM time_entries WHERE organization_id = $1 AND id = $2";
    SUMMARY = "SELECT project_id, COUNT(*), CAST(COALESCE(SUM(seconds), 0) AS BIGINT), COUNT(*) - COUNT(seconds)
        FROM time_entries WHERE organization_id = $1 /* filter */ GROUP BY project_id
        ORDER BY 3 DESC, CASE WHEN project_id IS NULL THEN 1 ELSE 0 END, project_id";
}

impl FromRow for TimeEntry {
    fn from_row(columns: &mut Columns<'_>) -> Result<Self, Error> {
        Ok(Self {
            id: columns.take()?,
            user_id: columns.take()?,
            project_id: columns.take()?,
            task_id: columns.take()?,
            category_id: columns.take()?,
            description: columns.take()?,
            started_at: columns.take()?,
            stopped_at: columns.take()?,
            seconds: columns.take()?,
            source: columns.take()?,
            created_at: columns.take()?,
            updated_at: columns.take()?,
        })
    }
}

/// Which time entries a list or report is about. Whose they may be at all, the scope decides.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct TimeEntryFilter {
    /// Only those of one project.
    pub project_id: Option<ProjectId>,
    /// Only those of one task.
    pub task_id: Option<TaskId>,
    /// Only those of one client's projects.
    pub client_id: Option<ClientId>,
    /// Only one member's.
    pub user_id: Option<UserId>,
    /// Only those that began then or later.
    pub from: Option<Instant>,
    /// Only those that began before.
    pub to: Option<Instant>,
    /// Only those that run, or only those that do not.
    pub running: Option<bool>,
    /// Text that the description contains, whatever its case.
    pub search: Option<String>,
}

impl TimeEntryFilter {
    fn apply(&self, query: &mut Query<'_>, whose: Whose) {
        query
            .bind_if(" AND user_id = ?", whose.user())
            .bind_if(" AND user_id = ?", self.user_id)
            .bind_if(" AND project_id = ?", self.project_id)
            .bind_if(" AND task_id = ?", self.task_id)
            .bind_if(
                " AND project_id IN (SELECT id FROM projects WHERE organization_id = $1 AND client_id = ?)",
                self.client_id,
            )
            .bind_if(" AND started_at >= ?", self.from)
            .bind_if(" AND started_at < ?", self.to)
            .bind_if(
                " AND description_key LIKE ? ESCAPE '!'",
                self.search.as_deref().map(|search| contains_pattern(&text::key(search))),
            );
        match self.running {
            Some(true) => query.push(" AND stopped_at IS NULL"),
            Some(false) => query.push(" AND stopped_at IS NOT NULL"),
            None => query,
        };
    }
}

/// The place of an entry in a list, newest start first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StartPlace {
    /// When it began.
    pub started_at: Instant,
    /// Its id, which settles equal starts.
    pub id: TimeEntryId,
}

/// Adds an entry.
///
/// # Errors
/// If the database fails; a unique violation if it runs and another of the same user runs there.
pub async fn insert(
    tx: &mut Tx,
    scope: &Scope<CreateTimeEntries>,
    entry: &TimeEntry,
) -> Result<(), Error> {
    tx.execute(
        INSERT,
        values![
            scope.organization_id(),
            entry.started_at,
            entry.id,
            entry.user_id,
            entry.project_id,
            entry.task_id,
            entry.category_id,
            &entry.description,
            text::key(&entry.description),
            entry.stopped_at,
            entry.seconds,
            entry.source,
            entry.created_at,
            entry.updated_at,
        ],
    )
    .await
    .map(drop)
}

/// An entry that the scope may see.
///
/// # Errors
/// If the database fails.
pub async fn find(
    tx: &mut Tx,
    scope: &Scope<ReadTimeEntries>,
    id: TimeEntryId,
) -> Result<Option<TimeEntry>, Error> {
    let mut query = Query::new(SELECT.sql, values![scope.organization_id()]);
    query
        .bind(" AND id = ?", values![id])
        .bind_if(" AND user_id = ?", scope.sees().user());
    tx.optional(query.sql(), query.values()).await
}

/// An entry that the scope may see and goes on to change: it stays as it is until then.
///
/// # Errors
/// If the database fails.
pub async fn find_to_change(
    tx: &mut Tx,
    scope: &Scope<UpdateTimeEntries>,
    id: TimeEntryId,
) -> Result<Option<TimeEntry>, Error> {
    let mut query = Query::new(SELECT.sql, values![scope.organization_id()]);
    query
        .bind(" AND id = ?", values![id])
        .bind_if(" AND user_id = ?", scope.sees().user())
        .push(tx.dialect().for_update());
    tx.optional(query.sql(), query.values()).await
}

/// Entries that the scope may see, newest start first, after `after`.
///
/// # Errors
/// If the database fails.
pub async fn list(
    tx: &mut Tx,
    scope: &Scope<ReadTimeEntries>,
    filter: &TimeEntryFilter,
    after: Option<StartPlace>,
    rows: usize,
) -> Result<Vec<TimeEntry>, Error> {
    let mut query = Query::new(SELECT.sql, values![scope.organization_id()]);
    filter.apply(&mut query, scope.sees());
    if let Some(after) = after {
        query.bind(
            " AND (started_at, id) < (?, ?)",
            values![after.started_at, after.id],
        );
    }
    query.bind(" ORDER BY started_at DESC, id DESC LIMIT ?", values![rows]);
    tx.all(query.sql(), query.values()).await
}

/// The entry of a user that runs in the scope's organization.
///
/// # Errors
/// If the database fails.
pub async fn running<P: Proof>(
    tx: &mut Tx,
    scope: &Scope<P>,
    user: UserId,
) -> Result<Option<TimeEntry>, Error> {
    tx.optional(RUNNING, values![scope.organization_id(), user])
        .await
}

/// A user's own running entries, in all organizations they may come into.
///
/// # Errors
/// If the database fails.
pub async fn running_of_user(
    tx: &mut Tx,
    user: UserId,
) -> Result<Vec<(OrganizationId, TimeEntry)>, Error> {
    let rows: Vec<InOrganization> = tx.all(RUNNING_OF_USER, values![user]).await?;
    Ok(rows
        .into_iter()
        .map(|InOrganization(organization, entry)| (organization, entry))
        .collect())
}

struct InOrganization(OrganizationId, TimeEntry);

impl FromRow for InOrganization {
    fn from_row(columns: &mut Columns<'_>) -> Result<Self, Error> {
        Ok(Self(columns.take()?, TimeEntry::from_row(columns)?))
    }
}

/// The user's own running entry, which the transaction goes on to stop: it runs until then.
///
/// # Errors
/// If the database fails.
pub async fn running_to_change(
    tx: &mut Tx,
    scope: &Scope<UpdateTimeEntries>,
) -> Result<Option<TimeEntry>, Error> {
    let values = values![scope.organization_id(), scope.user_id()];
    let mut query = Query::new(RUNNING.sql, values);
    query.push(tx.dialect().for_update());
    tx.optional(query.sql(), query.values()).await
}

/// Writes an entry's fields over those it has, and tells whether there is such an entry. Whose it
/// is stays; the caller has found it among those the scope may change.
///
/// # Errors
/// If the database fails; a unique violation if it would run and another of the same user runs.
pub async fn update(
    tx: &mut Tx,
    scope: &Scope<UpdateTimeEntries>,
    entry: &TimeEntry,
) -> Result<bool, Error> {
    let mut query = Query::new(
        UPDATE.sql,
        values![
            scope.organization_id(),
            entry.id,
            entry.project_id,
            entry.task_id,
            entry.category_id,
            &entry.description,
            text::key(&entry.description),
            entry.started_at,
            entry.stopped_at,
            entry.seconds,
            entry.updated_at,
        ],
    );
    query.bind_if(" AND user_id = ?", scope.changes().user());
    Ok(tx.execute(query.sql(), query.values()).await? == 1)
}

/// Deletes an entry that the scope may change, and tells whether there was one.
///
/// # Errors
/// If the database fails.
pub async fn delete(
    tx: &mut Tx,
    scope: &Scope<DeleteTimeEntries>,
    id: TimeEntryId,
) -> Result<bool, Error> {
    let mut query = Query::new(DELETE.sql, values![scope.organization_id(), id]);
    query.bind_if(" AND user_id = ?", scope.changes().user());
    Ok(tx.execute(query.sql(), query.values()).await? == 1)
}

/// What was tracked on one project, and how many of its entries run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectTotal {
    /// The project's line of the report.
    pub summary: ProjectSummary,
    /// How many of the entries run.
    pub running: i64,
}

impl FromRow for ProjectTotal {
    fn from_row(columns: &mut Columns<'_>) -> Result<Self, Error> {
        Ok(Self {
            summary: ProjectSummary {
                project_id: columns.take()?,
                entries: columns.take()?,
                seconds: columns.take()?,
            },
            running: columns.take()?,
        })
    }
}

/// What was tracked by project, of the entries that the scope may see; most time first.
///
/// # Errors
/// If the database fails.
pub async fn totals_by_project(
    tx: &mut Tx,
    scope: &Scope<ReadReports>,
    filter: &TimeEntryFilter,
) -> Result<Vec<ProjectTotal>, Error> {
    let (mut query, end) = Query::before_filter(SUMMARY.sql, values![scope.organization_id()]);
    filter.apply(&mut query, scope.sees());
    query.push(end);
    tx.all(query.sql(), query.values()).await
}

/// Stops every timer of an organization: nobody could while it waits to be deleted.
///
/// # Errors
/// If the database fails.
pub async fn stop_all(
    tx: &mut Tx,
    scope: &Scope<DeleteOrganization>,
    now: Instant,
) -> Result<u64, Error> {
    tx.execute(STOP_ALL, values![scope.organization_id(), now])
        .await
}

/// Gives all that one user tracked in an organization to another, and tells how many entries those
/// are. If both have a timer that runs, the given one ends where it last gave a sign of life, else
/// where it began.
///
/// # Errors
/// If the database fails; a foreign-key violation if the other has no membership.
pub async fn give(
    tx: &mut Tx,
    scope: &Scope<MergeMembers>,
    from: UserId,
    to: UserId,
    now: Instant,
) -> Result<u64, Error> {
    let values = values![scope.organization_id(), from, to, now];
    tx.execute(CLOSE_SECOND, values).await?;
    tx.execute(GIVE, values).await
}
