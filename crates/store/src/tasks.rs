//! Tasks.

use tenure_domain::id::{ProjectId, TaskId};
use tenure_domain::permission::{CreateTasks, DeleteTasks, Proof, ReadTasks, UpdateTasks};
use tenure_domain::task::Task;
use tenure_domain::text;

use crate::clients::NamePlace;
use crate::db::dialect::contains_pattern;
use crate::db::{Columns, Error, FromRow, Query, Tx, values};
use crate::scope::Scope;
use crate::statement::statements;

statements! {
    INSERT = "INSERT INTO tasks (organization_id, id, project_id, name, name_key, is_done, created_by, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    SELECT = "SELECT id, project_id, name, is_done, created_at, updated_at FROM tasks WHERE organization_id = $1";
    FIND = "SELECT id, project_id, name, is_done, created_at, updated_at FROM tasks WHERE organization_id = $1 AND id = $2";
    UPDATE = "UPDATE tasks SET name = $3, name_key = $4, is_done = $5, updated_at = $6 WHERE organization_id = $1 AND id = $2";
    ENTRIES = "SELECT COUNT(*) FROM time_entries WHERE organization_id = $1 AND project_id = $2 AND task_id = $3";
    DELETE = "DELETE FROM tasks WHERE organization_id = $1 AND id = $2";
    EXISTS = "SELECT id FROM tasks WHERE organization_id = $1 AND id = $2 AND project_id = $3";
}

impl FromRow for Task {
    fn from_row(columns: &mut Columns<'_>) -> Result<Self, Error> {
        Ok(Self {
            id: columns.take()?,
            project_id: columns.take()?,
            name: columns.take()?,
            is_done: columns.take()?,
            created_at: columns.take()?,
            updated_at: columns.take()?,
        })
    }
}

/// Which tasks a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct TaskFilter {
    /// Only those of one project.
    pub project_id: Option<ProjectId>,
    /// Only those done, or only those that are not.
    pub is_done: Option<bool>,
    /// Text that the name contains, whatever its case.
    pub search: Option<String>,
}

/// Adds a task.
///
/// # Errors
/// If the database fails, or its project is not in the organization.
pub async fn insert(tx: &mut Tx, scope: &Scope<CreateTasks>, task: &Task) -> Result<(), Error> {
    tx.execute(
        INSERT,
        values![
            scope.organization_id(),
            task.id,
            task.project_id,
            &task.name,
            text::key(&task.name),
            task.is_done,
            scope.user_id(),
            task.created_at,
            task.updated_at,
        ],
    )
    .await
    .map(drop)
}

/// A task.
///
/// # Errors
/// If the database fails.
pub async fn find(
    tx: &mut Tx,
    scope: &Scope<ReadTasks>,
    id: TaskId,
) -> Result<Option<Task>, Error> {
    tx.optional(FIND, values![scope.organization_id(), id])
        .await
}

/// A task that the transaction goes on to change or delete: it stays as it is until then.
///
/// # Errors
/// If the database fails.
pub async fn find_to_change<P: Proof>(
    tx: &mut Tx,
    scope: &Scope<P>,
    id: TaskId,
) -> Result<Option<Task>, Error> {
    let mut query = Query::new(FIND.sql, values![scope.organization_id(), id]);
    query.push(tx.dialect().for_update());
    tx.optional(query.sql(), query.values()).await
}

/// Tasks by name, after `after`.
///
/// # Errors
/// If the database fails.
pub async fn list(
    tx: &mut Tx,
    scope: &Scope<ReadTasks>,
    filter: &TaskFilter,
    after: Option<&NamePlace<TaskId>>,
    rows: usize,
) -> Result<Vec<Task>, Error> {
    let mut query = Query::new(SELECT.sql, values![scope.organization_id()]);
    query
        .bind_if(" AND project_id = ?", filter.project_id)
        .bind_if(" AND is_done = ?", filter.is_done)
        .bind_if(
            " AND name_key LIKE ? ESCAPE '!'",
            filter
                .search
                .as_deref()
                .map(|search| contains_pattern(&text::key(search))),
        );
    if let Some(after) = after {
        query.bind(
            " AND (name_key, id) > (?, ?)",
            values![&after.name_key, after.id],
        );
    }
    query.bind(" ORDER BY name_key, id LIMIT ?", values![rows]);
    tx.all(query.sql(), query.values()).await
}

/// Writes a task's fields over those it has, and tells whether there is such a task. Its project
/// stays.
///
/// # Errors
/// If the database fails.
pub async fn update(tx: &mut Tx, scope: &Scope<UpdateTasks>, task: &Task) -> Result<bool, Error> {
    let changed = tx
        .execute(
            UPDATE,
            values![
                scope.organization_id(),
                task.id,
                &task.name,
                text::key(&task.name),
                task.is_done,
                task.updated_at,
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// How many time entries a task has.
///
/// # Errors
/// If the database fails.
pub async fn count_time_entries(
    tx: &mut Tx,
    scope: &Scope<DeleteTasks>,
    task: &Task,
) -> Result<i64, Error> {
    let (count,): (i64,) = tx
        .one(
            ENTRIES,
            values![scope.organization_id(), task.project_id, task.id],
        )
        .await?;
    Ok(count)
}

/// Deletes a task that has no time entries, and tells whether there was one.
///
/// # Errors
/// If the database fails, or a time entry refers to it.
pub async fn delete(tx: &mut Tx, scope: &Scope<DeleteTasks>, id: TaskId) -> Result<bool, Error> {
    Ok(tx
        .execute(DELETE, values![scope.organization_id(), id])
        .await?
        == 1)
}

/// Whether a project of the scope's organization has such a task. It then stays until the
/// transaction, which goes on to refer to it, ends.
///
/// # Errors
/// If the database fails.
pub async fn exists<P: Proof>(
    tx: &mut Tx,
    scope: &Scope<P>,
    project: ProjectId,
    id: TaskId,
) -> Result<bool, Error> {
    let mut query = Query::new(EXISTS.sql, values![scope.organization_id(), id, project]);
    query.push(tx.dialect().for_reference());
    let found: Option<(TaskId,)> = tx.optional(query.sql(), query.values()).await?;
    Ok(found.is_some())
}
