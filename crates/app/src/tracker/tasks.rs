//! Tasks.

use serde::Deserialize;
use tenure_domain::event::{Happening, Table};
use tenure_domain::field::{FieldCode, Fields};
use tenure_domain::id::{ProjectId, TaskId};
use tenure_domain::page::PageLimit;
use tenure_domain::permission::{CreateTasks, DeleteTasks, ReadTasks, UpdateTasks};
use tenure_domain::task::Task;
use tenure_store::clients::NamePlace;
use tenure_store::idempotency_keys::KeyedRequest;
use tenure_store::projects;
use tenure_store::scope::Scope;
use tenure_store::tasks::{self, TaskFilter};
use utoipa::ToSchema;

use super::clients::NAME_CHARACTERS;
use super::once::{answered, remember};
use super::{Created, Slice};
use crate::error::check;
use crate::events::tell;
use crate::{Error, Tenure};

/// A new task.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewTask {
    /// The project it is a part of, for good.
    pub project_id: ProjectId,
    /// Its name.
    pub name: String,
}

/// A change of a task: what is absent stays.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TaskChange {
    /// Its name.
    #[serde(default)]
    pub name: Option<String>,
    /// Whether it is done: it is not offered any more, and what was tracked on it stays.
    #[serde(default)]
    pub is_done: Option<bool>,
}

fn checked(mut task: Task) -> Result<Task, Error> {
    let mut fields = Fields::new();
    task.name = fields.name("name", &task.name, NAME_CHARACTERS);
    check(fields)?;
    Ok(task)
}

impl Tenure {
    /// Tasks by name.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn list_tasks(
        &self,
        scope: Scope<ReadTasks>,
        filter: TaskFilter,
        after: Option<NamePlace<TaskId>>,
        limit: PageLimit,
    ) -> Result<Slice<Task>, Error> {
        self.db
            .read(scope.tenancy(), move |tx| {
                Box::pin(async move {
                    let rows =
                        tasks::list(tx, &scope, &filter, after.as_ref(), limit.rows() + 1).await?;
                    Ok(Slice::new(rows, limit))
                })
            })
            .await
    }

    /// A task.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn task(&self, scope: Scope<ReadTasks>, id: TaskId) -> Result<Task, Error> {
        self.db
            .read(scope.tenancy(), move |tx| {
                Box::pin(async move {
                    tasks::find(tx, &scope, id)
                        .await?
                        .ok_or(Error::NotFound("task"))
                })
            })
            .await
    }

    /// Adds a task to a project.
    ///
    /// # Errors
    /// [`Error::Invalid`].
    pub async fn create_task(
        &self,
        scope: Scope<CreateTasks>,
        new: NewTask,
        request: Option<KeyedRequest>,
    ) -> Result<Created<Task>, Error> {
        let now = self.now();
        let task = checked(Task {
            id: TaskId::new(now, self.randomness()),
            project_id: new.project_id,
            name: new.name,
            is_done: false,
            created_at: now,
            updated_at: now,
        })?;
        self.db
            .write(scope.tenancy(), move |tx| {
                Box::pin(async move {
                    if let Some(json) = answered(tx, &scope, request.as_ref(), now).await? {
                        return Ok(Created::Before(json));
                    }
                    if !projects::exists(tx, &scope, task.project_id).await? {
                        return Err(Error::field(
                            "projectId",
                            FieldCode::Unknown,
                            "There is no such project in this organization.",
                        ));
                    }
                    tasks::insert(tx, &scope, &task).await?;
                    let told = (Table::Tasks, task.id.uuid(), Happening::Created);
                    tell(tx, &scope, told, now).await?;
                    remember(tx, &scope, request.as_ref(), task).await
                })
            })
            .await
    }

    /// Changes a task.
    ///
    /// # Errors
    /// [`Error::NotFound`] or [`Error::Invalid`].
    pub async fn update_task(
        &self,
        scope: Scope<UpdateTasks>,
        id: TaskId,
        change: TaskChange,
    ) -> Result<Task, Error> {
        let now = self.now();
        self.db
            .write(scope.tenancy(), move |tx| {
                Box::pin(async move {
                    let before = tasks::find_to_change(tx, &scope, id)
                        .await?
                        .ok_or(Error::NotFound("task"))?;
                    let task = checked(Task {
                        name: change.name.unwrap_or(before.name),
                        is_done: change.is_done.unwrap_or(before.is_done),
                        updated_at: now,
                        ..before
                    })?;
                    tasks::update(tx, &scope, &task).await?;
                    let told = (Table::Tasks, id.uuid(), Happening::Updated);
                    tell(tx, &scope, told, now).await?;
                    Ok(task)
                })
            })
            .await
    }

    /// Deletes a task that has no time entries.
    ///
    /// # Errors
    /// [`Error::NotFound`] or [`Error::StillInUse`].
    pub async fn delete_task(&self, scope: Scope<DeleteTasks>, id: TaskId) -> Result<(), Error> {
        let now = self.now();
        self.db
            .write(scope.tenancy(), move |tx| {
                Box::pin(async move {
                    let task = tasks::find_to_change(tx, &scope, id)
                        .await?
                        .ok_or(Error::NotFound("task"))?;
                    let count = tasks::count_time_entries(tx, &scope, &task).await?;
                    if count > 0 {
                        return Err(Error::StillInUse {
                            what: "task",
                            count,
                            of: "time entries",
                        });
                    }
                    tasks::delete(tx, &scope, id).await?;
                    let told = (Table::Tasks, id.uuid(), Happening::Deleted);
                    tell(tx, &scope, told, now).await
                })
            })
            .await
    }
}
