//! The timer: at most one entry without an end per user and organization.

use serde::{Deserialize, Serialize};
use tenure_domain::event::Happening;
use tenure_domain::id::{CategoryId, OrganizationId, ProjectId, TaskId, TimeEntryId};
use tenure_domain::permission::{CreateTimeEntries, ReadTimeEntries, UpdateTimeEntries};
use tenure_domain::time::Instant;
use tenure_domain::time_entry::{Source, TimeEntry};
use tenure_domain::user::User;
use tenure_store::scope::Scope;
use tenure_store::{Tenancy, Tx, time_entries};
use utoipa::ToSchema;

use super::time_entries::{check_references, checked, or_already_running};
use crate::events::tell_of_entry;
use crate::{Error, Tenure};

/// What to track.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TimerStart {
    /// What is being done.
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
}

/// The timer as it is.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Timer {
    /// The running entry, if one runs.
    #[schema(required)]
    pub entry: Option<TimeEntry>,
    /// The server's time, against which a browser with a wrong clock counts.
    pub now: Instant,
}

/// A running entry, and where it runs.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RunningTimer {
    /// The organization it runs in.
    pub organization_id: OrganizationId,
    /// The entry.
    pub entry: TimeEntry,
}

/// The timer that was started.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TimerStarted {
    /// The running entry.
    pub entry: TimeEntry,
    /// The entry that ran before and was stopped for this one.
    #[schema(required)]
    pub stopped: Option<TimeEntry>,
}

/// The timer that was stopped.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TimerStopped {
    /// The entry, with its end.
    pub entry: TimeEntry,
}

impl Tenure {
    /// The user's timer in the organization.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn timer(&self, scope: Scope<ReadTimeEntries>) -> Result<Timer, Error> {
        let now = self.now();
        self.db
            .read(scope.tenancy(), move |tx| {
                Box::pin(async move {
                    let entry = time_entries::running(tx, &scope, scope.user_id()).await?;
                    Ok(Timer { entry, now })
                })
            })
            .await
    }

    /// A user's running timers, in all organizations they may come into.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn running_timers(&self, user: &User) -> Result<Vec<RunningTimer>, Error> {
        let user = user.id;
        let running = self
            .db
            .read(Tenancy::User(user), move |tx| {
                Box::pin(async move {
                    time_entries::running_of_user(tx, user)
                        .await
                        .map_err(Error::from)
                })
            })
            .await?;
        let timer = |(organization_id, entry)| RunningTimer {
            organization_id,
            entry,
        };
        Ok(running.into_iter().map(timer).collect())
    }

    /// Starts the timer; one that runs is stopped at the same moment.
    ///
    /// # Errors
    /// [`Error::Invalid`], or [`Error::TimerAlreadyRunning`] if another was started meanwhile.
    pub async fn start_timer(
        &self,
        scope: Scope<CreateTimeEntries>,
        start: TimerStart,
    ) -> Result<TimerStarted, Error> {
        let update = scope.also::<UpdateTimeEntries>()?;
        let now = self.now();
        let entry = checked(TimeEntry {
            id: TimeEntryId::new(now, self.randomness()),
            user_id: scope.user_id(),
            project_id: start.project_id,
            task_id: start.task_id,
            category_id: start.category_id,
            description: start.description,
            started_at: now,
            stopped_at: None,
            seconds: None,
            source: Source::Timer,
            created_at: now,
            updated_at: now,
        })?;
        self.db
            .write(scope.tenancy(), move |tx| {
                Box::pin(async move {
                    check_references(tx, &scope, &entry).await?;
                    let stopped = stop(tx, &update, now).await?;
                    time_entries::insert(tx, &scope, &entry)
                        .await
                        .map_err(or_already_running)?;
                    tell_of_entry(tx, &scope, (&entry, Happening::Created), now).await?;
                    Ok(TimerStarted { entry, stopped })
                })
            })
            .await
    }

    /// Stops the timer.
    ///
    /// # Errors
    /// [`Error::NoRunningTimer`].
    pub async fn stop_timer(&self, scope: Scope<UpdateTimeEntries>) -> Result<TimerStopped, Error> {
        let now = self.now();
        self.db
            .write(scope.tenancy(), move |tx| {
                Box::pin(async move {
                    let entry = stop(tx, &scope, now).await?.ok_or(Error::NoRunningTimer)?;
                    Ok(TimerStopped { entry })
                })
            })
            .await
    }
}

/// Ends the user's running entry, if there is one. One that begins in the future ends as it begins.
async fn stop(
    tx: &mut Tx,
    scope: &Scope<UpdateTimeEntries>,
    now: Instant,
) -> Result<Option<TimeEntry>, Error> {
    let Some(mut entry) = time_entries::running_to_change(tx, scope).await? else {
        return Ok(None);
    };
    let stopped_at = now.max(entry.started_at);
    entry.stopped_at = Some(stopped_at);
    entry.seconds = Some(stopped_at.seconds_since(entry.started_at));
    entry.updated_at = now;
    time_entries::update(tx, scope, &entry).await?;
    tell_of_entry(tx, scope, (&entry, Happening::Updated), now).await?;
    Ok(Some(entry))
}
