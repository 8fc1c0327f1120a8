//! Time entries.

use serde::Deserialize;
use tenure_domain::event::Happening;
use tenure_domain::field::{Change, FieldCode, Fields};
use tenure_domain::id::{CategoryId, ProjectId, TaskId, TimeEntryId, UserId};
use tenure_domain::page::PageLimit;
use tenure_domain::permission::{
    CreateTimeEntries, DeleteTimeEntries, Proof, ReadTimeEntries, UpdateAllTimeEntries,
    UpdateTimeEntries,
};
use tenure_domain::time::Instant;
use tenure_domain::time_entry::{Source, TimeEntry};
use tenure_store::idempotency_keys::KeyedRequest;
use tenure_store::scope::{Scope, Whose};
use tenure_store::time_entries::{self, StartPlace, TimeEntryFilter};
use tenure_store::{Tx, categories, memberships, projects, tasks};
use utoipa::ToSchema;

use super::once::{answered, remember};
use super::{Created, Slice};
use crate::error::check;
use crate::events::tell_of_entry;
use crate::{Error, Tenure};

/// The most characters of a description.
pub const DESCRIPTION_CHARACTERS: usize = 5_000;

/// Time that was spent, with a beginning and an end. A timer is started instead.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewTimeEntry {
    /// When it began.
    pub started_at: Instant,
    /// When it ended.
    pub stopped_at: Instant,
    /// What was done.
    #[serde(default)]
    pub description: String,
    /// The project.
    #[serde(default)]
    pub project_id: Option<ProjectId>,
    /// The task, one of the project's.
    #[serde(default)]
    pub task_id: Option<TaskId>,
    /// The category.
    #[serde(default)]
    pub category_id: Option<CategoryId>,
    /// Whose time it was, if not one's own; needs `timeEntries.updateAll`.
    #[serde(default)]
    pub user_id: Option<UserId>,
}

/// A change of an entry: what is absent stays, `null` clears.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TimeEntryChange {
    /// When it began.
    #[schema(value_type = Option<Instant>)]
    #[serde(default)]
    pub started_at: Change<Instant>,
    /// When it ended; `null` lets it run again.
    #[schema(value_type = Option<Instant>)]
    #[serde(default)]
    pub stopped_at: Change<Instant>,
    /// What was done.
    #[schema(value_type = Option<String>)]
    #[serde(default)]
    pub description: Change<String>,
    /// The project.
    #[schema(value_type = Option<ProjectId>)]
    #[serde(default)]
    pub project_id: Change<ProjectId>,
    /// The task, one of the project's; another project has none of it, unless one is named.
    #[schema(value_type = Option<TaskId>)]
    #[serde(default)]
    pub task_id: Change<TaskId>,
    /// The category.
    #[schema(value_type = Option<CategoryId>)]
    #[serde(default)]
    pub category_id: Change<CategoryId>,
}

/// Makes an entry's fields right, or says what is wrong with them.
pub(super) fn checked(mut entry: TimeEntry) -> Result<TimeEntry, Error> {
    let mut fields = Fields::new();
    entry.description = fields.text("description", &entry.description, DESCRIPTION_CHARACTERS);
    if entry
        .stopped_at
        .is_some_and(|stopped_at| stopped_at < entry.started_at)
    {
        fields.refuse(
            "stoppedAt",
            FieldCode::OutOfRange,
            "The end is before the start.",
        );
    }
    check(fields)?;
    Ok(entry)
}

/// Refuses a project or category that is not in the organization, and a task that is not in the
/// project.
pub(super) async fn check_references<P: Proof>(
    tx: &mut Tx,
    scope: &Scope<P>,
    entry: &TimeEntry,
) -> Result<(), Error> {
    let mut fields = Fields::new();
    if let Some(project) = entry.project_id
        && !projects::exists(tx, scope, project).await?
    {
        fields.refuse(
            "projectId",
            FieldCode::Unknown,
            "There is no such project in this organization.",
        );
    } else if let Some(task) = entry.task_id {
        let known = match entry.project_id {
            Some(project) => tasks::exists(tx, scope, project, task).await?,
            None => false,
        };
        if !known {
            fields.refuse(
                "taskId",
                FieldCode::Unknown,
                "There is no such task in the entry's project.",
            );
        }
    }
    if let Some(category) = entry.category_id
        && !categories::exists(tx, scope, category).await?
    {
        fields.refuse(
            "categoryId",
            FieldCode::Unknown,
            "There is no such category in this organization.",
        );
    }
    check(fields)
}

/// The one timer that may run: its index refuses a second.
pub(super) fn or_already_running(error: tenure_store::Error) -> Error {
    if error.is_unique_violation() {
        Error::TimerAlreadyRunning
    } else {
        error.into()
    }
}

impl Tenure {
    /// Entries, newest start first: one's own, or everyone's with `timeEntries.readAll`.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn list_time_entries(
        &self,
        scope: Scope<ReadTimeEntries>,
        filter: TimeEntryFilter,
        after: Option<StartPlace>,
        limit: PageLimit,
    ) -> Result<Slice<TimeEntry>, Error> {
        self.db
            .read(scope.tenancy(), move |tx| {
                Box::pin(async move {
                    let rows =
                        time_entries::list(tx, &scope, &filter, after, limit.rows() + 1).await?;
                    Ok(Slice::new(rows, limit))
                })
            })
            .await
    }

    /// An entry.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn time_entry(
        &self,
        scope: Scope<ReadTimeEntries>,
        id: TimeEntryId,
    ) -> Result<TimeEntry, Error> {
        self.db
            .read(scope.tenancy(), move |tx| {
                Box::pin(async move {
                    time_entries::find(tx, &scope, id)
                        .await?
                        .ok_or(Error::NotFound("time entry"))
                })
            })
            .await
    }

    /// Writes down time that was spent.
    ///
    /// # Errors
    /// [`Error::Invalid`], or [`Error::Denied`] for somebody else's time.
    pub async fn create_time_entry(
        &self,
        scope: Scope<CreateTimeEntries>,
        new: NewTimeEntry,
        request: Option<KeyedRequest>,
    ) -> Result<Created<TimeEntry>, Error> {
        let user_id = new.user_id.unwrap_or(scope.user_id());
        if user_id != scope.user_id() {
            scope.also::<UpdateAllTimeEntries>()?;
        }
        let now = self.now();
        let entry = checked(TimeEntry {
            id: TimeEntryId::new(now, self.randomness()),
            user_id,
            project_id: new.project_id,
            task_id: new.task_id,
            category_id: new.category_id,
            description: new.description,
            started_at: new.started_at,
            stopped_at: Some(new.stopped_at),
            seconds: Some(new.stopped_at.seconds_since(new.started_at)),
            source: Source::Manual,
            created_at: now,
            updated_at: now,
        })?;
        self.db
            .write(scope.tenancy(), move |tx| {
                Box::pin(async move {
                    if let Some(json) = answered(tx, &scope, request.as_ref(), now).await? {
                        return Ok(Created::Before(json));
                    }
                    if !memberships::is_member(tx, &scope, user_id).await? {
                        let message = "There is no such member in this organization.";
                        return Err(Error::field("userId", FieldCode::Unknown, message));
                    }
                    check_references(tx, &scope, &entry).await?;
                    time_entries::insert(tx, &scope, &entry).await?;
                    tell_of_entry(tx, &scope, (&entry, Happening::Created), now).await?;
                    remember(tx, &scope, request.as_ref(), entry).await
                })
            })
            .await
    }

    /// Changes an entry: one's own, or anyone's with `timeEntries.updateAll`. How long it counts
    /// follows its start and end if either changes; otherwise what was recorded stays.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Invalid`], or [`Error::TimerAlreadyRunning`] if it would run
    /// beside another.
    pub async fn update_time_entry(
        &self,
        scope: Scope<UpdateTimeEntries>,
        id: TimeEntryId,
        change: TimeEntryChange,
    ) -> Result<TimeEntry, Error> {
        let now = self.now();
        self.db
            .write(scope.tenancy(), move |tx| {
                Box::pin(async move {
                    let before = time_entries::find_to_change(tx, &scope, id).await?;
                    let before = before.ok_or(Error::NotFound("time entry"))?;
                    if scope.changes() != Whose::Everyones && before.user_id != scope.user_id() {
                        scope.also::<UpdateAllTimeEntries>()?;
                    }
                    let entry = checked(changed(before.clone(), change, now)?)?;
                    check_references(tx, &scope, &entry).await?;
                    if !time_entries::update(tx, &scope, &entry)
                        .await
                        .map_err(or_already_running)?
                    {
                        return Err(Error::NotFound("time entry"));
                    }
                    tell_of_entry(tx, &scope, (&entry, Happening::Updated), now).await?;
                    Ok(entry)
                })
            })
            .await
    }

    /// Deletes an entry: one's own, or anyone's with `timeEntries.updateAll`.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn delete_time_entry(
        &self,
        scope: Scope<DeleteTimeEntries>,
        id: TimeEntryId,
    ) -> Result<(), Error> {
        let read = scope.also::<ReadTimeEntries>()?;
        let now = self.now();
        self.db
            .write(scope.tenancy(), move |tx| {
                Box::pin(async move {
                    let entry = time_entries::find(tx, &read, id)
                        .await?
                        .ok_or(Error::NotFound("time entry"))?;
                    if !time_entries::delete(tx, &scope, id).await? {
                        return Err(Error::NotFound("time entry"));
                    }
                    tell_of_entry(tx, &scope, (&entry, Happening::Deleted), now).await
                })
            })
            .await
    }
}

fn changed(before: TimeEntry, change: TimeEntryChange, now: Instant) -> Result<TimeEntry, Error> {
    if change.started_at == Change::Clear {
        return Err(Error::field(
            "startedAt",
            FieldCode::Required,
            "Every entry has a start.",
        ));
    }
    let started_at = change.started_at.value().unwrap_or(before.started_at);
    let stopped_at = change.stopped_at.apply(before.stopped_at);
    let moved = started_at != before.started_at || stopped_at != before.stopped_at;
    let seconds = if moved {
        stopped_at.map(|at| at.seconds_since(started_at))
    } else {
        before.seconds
    };
    let project_id = change.project_id.apply(before.project_id);
    // A task stays behind with its project.
    let task_before = before.task_id.filter(|_| project_id == before.project_id);
    Ok(TimeEntry {
        started_at,
        stopped_at,
        seconds,
        description: change
            .description
            .apply(Some(before.description))
            .unwrap_or_default(),
        project_id,
        task_id: change.task_id.apply(task_before),
        category_id: change.category_id.apply(before.category_id),
        updated_at: now,
        ..before
    })
}
