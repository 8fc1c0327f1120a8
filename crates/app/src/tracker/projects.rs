//! Projects.

use serde::Deserialize;
use tenure_domain::event::{Happening, Table};
use tenure_domain::field::{Change, FieldCode, Fields};
use tenure_domain::id::{ClientId, ProjectId};
use tenure_domain::money::Money;
use tenure_domain::page::PageLimit;
use tenure_domain::permission::{
    CreateProjects, DeleteProjects, Proof, ReadProjects, UpdateProjects,
};
use tenure_domain::project::{Budget, Project};
use tenure_store::clients::NamePlace;
use tenure_store::idempotency_keys::KeyedRequest;
use tenure_store::projects::{self, ProjectFilter};
use tenure_store::scope::Scope;
use tenure_store::{Tx, clients};
use utoipa::ToSchema;

use super::clients::NAME_CHARACTERS;
use super::once::{answered, remember};
use super::{Created, Slice};
use crate::error::check;
use crate::events::tell;
use crate::{Error, Tenure};

/// The longest budget: a hundred thousand hours.
const MAX_BUDGET_SECONDS: i64 = 360_000_000;

/// A new project.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewProject {
    /// Its name.
    pub name: String,
    /// The client it is for.
    #[serde(default)]
    pub client_id: Option<ClientId>,
    /// Its colour, `#rrggbb`.
    #[serde(default)]
    pub color: Option<String>,
    /// What an hour costs.
    #[serde(default)]
    pub hourly_rate: Option<Money>,
    /// How much it may take.
    #[serde(default)]
    pub budget: Option<Budget>,
}

/// A change of a project: what is absent stays, `null` clears.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProjectChange {
    /// Its name.
    #[schema(value_type = Option<String>)]
    #[serde(default)]
    pub name: Change<String>,
    /// The client it is for.
    #[schema(value_type = Option<ClientId>)]
    #[serde(default)]
    pub client_id: Change<ClientId>,
    /// Its colour, `#rrggbb`.
    #[schema(value_type = Option<String>)]
    #[serde(default)]
    pub color: Change<String>,
    /// What an hour costs.
    #[schema(value_type = Option<Money>)]
    #[serde(default)]
    pub hourly_rate: Change<Money>,
    /// How much it may take.
    #[schema(value_type = Option<Budget>)]
    #[serde(default)]
    pub budget: Change<Budget>,
    /// Whether it is put away.
    #[schema(value_type = Option<bool>)]
    #[serde(default)]
    pub archived: Change<bool>,
}

/// Makes a project's fields right, or says what is wrong with them.
fn checked(mut project: Project) -> Result<Project, Error> {
    let mut fields = Fields::new();
    project.name = fields.name("name", &project.name, NAME_CHARACTERS);
    project.color = fields.color("color", project.color.as_deref());
    let amounts = 0..=Money::MAX_MINOR;
    if project
        .hourly_rate
        .is_some_and(|rate| !amounts.contains(&rate.minor))
    {
        fields.refuse(
            "hourlyRate",
            FieldCode::OutOfRange,
            "Give a rate of nothing or more.",
        );
    }
    match project.budget {
        Some(Budget::Hours { seconds }) if !(0..=MAX_BUDGET_SECONDS).contains(&seconds) => {
            fields.refuse(
                "budget",
                FieldCode::OutOfRange,
                "Give a budget between nothing and 100,000 hours.",
            );
        }
        Some(Budget::Amount { amount }) if !amounts.contains(&amount.minor) => {
            fields.refuse(
                "budget",
                FieldCode::OutOfRange,
                "Give a budget of nothing or more.",
            );
        }
        _ => {}
    }
    check(fields)?;
    Ok(project)
}

/// Refuses a client that is not in the organization.
async fn check_client<P: Proof>(
    tx: &mut Tx,
    scope: &Scope<P>,
    client: Option<ClientId>,
) -> Result<(), Error> {
    match client {
        Some(client) if !clients::exists(tx, scope, client).await? => Err(Error::field(
            "clientId",
            FieldCode::Unknown,
            "There is no such client in this organization.",
        )),
        _ => Ok(()),
    }
}

impl Tenure {
    /// Projects by name.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn list_projects(
        &self,
        scope: Scope<ReadProjects>,
        filter: ProjectFilter,
        after: Option<NamePlace<ProjectId>>,
        limit: PageLimit,
    ) -> Result<Slice<Project>, Error> {
        self.db
            .read(scope.tenancy(), move |tx| {
                Box::pin(async move {
                    let rows =
                        projects::list(tx, &scope, &filter, after.as_ref(), limit.rows() + 1)
                            .await?;
                    Ok(Slice::new(rows, limit))
                })
            })
            .await
    }

    /// A project.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn project(
        &self,
        scope: Scope<ReadProjects>,
        id: ProjectId,
    ) -> Result<Project, Error> {
        self.db
            .read(scope.tenancy(), move |tx| {
                Box::pin(async move {
                    projects::find(tx, &scope, id)
                        .await?
                        .ok_or(Error::NotFound("project"))
                })
            })
            .await
    }

    /// Adds a project.
    ///
    /// # Errors
    /// [`Error::Invalid`].
    pub async fn create_project(
        &self,
        scope: Scope<CreateProjects>,
        new: NewProject,
        request: Option<KeyedRequest>,
    ) -> Result<Created<Project>, Error> {
        let now = self.now();
        let project = checked(Project {
            id: ProjectId::new(now, self.randomness()),
            client_id: new.client_id,
            name: new.name,
            color: new.color,
            hourly_rate: new.hourly_rate,
            budget: new.budget,
            archived: false,
            created_at: now,
            updated_at: now,
        })?;
        self.db
            .write(scope.tenancy(), move |tx| {
                Box::pin(async move {
                    if let Some(json) = answered(tx, &scope, request.as_ref(), now).await? {
                        return Ok(Created::Before(json));
                    }
                    check_client(tx, &scope, project.client_id).await?;
                    projects::insert(tx, &scope, &project).await?;
                    tell(
                        tx,
                        &scope,
                        (Table::Projects, project.id.uuid(), Happening::Created),
                        now,
                    )
                    .await?;
                    let project = projects::seen(&scope, project);
                    remember(tx, &scope, request.as_ref(), project).await
                })
            })
            .await
    }

    /// Changes a project.
    ///
    /// # Errors
    /// [`Error::NotFound`] or [`Error::Invalid`].
    pub async fn update_project(
        &self,
        scope: Scope<UpdateProjects>,
        id: ProjectId,
        change: ProjectChange,
    ) -> Result<Project, Error> {
        let now = self.now();
        self.db
            .write(scope.tenancy(), move |tx| {
                Box::pin(async move {
                    let before = projects::find_to_change(tx, &scope, id)
                        .await?
                        .ok_or(Error::NotFound("project"))?;
                    let project = checked(Project {
                        name: change.name.apply(Some(before.name)).unwrap_or_default(),
                        client_id: change.client_id.apply(before.client_id),
                        color: change.color.apply(before.color),
                        hourly_rate: change.hourly_rate.apply(before.hourly_rate),
                        budget: change.budget.apply(before.budget),
                        archived: change.archived.value().unwrap_or(before.archived),
                        updated_at: now,
                        ..before
                    })?;
                    if project.client_id != before.client_id {
                        check_client(tx, &scope, project.client_id).await?;
                    }
                    projects::update(tx, &scope, &project).await?;
                    tell(
                        tx,
                        &scope,
                        (Table::Projects, id.uuid(), Happening::Updated),
                        now,
                    )
                    .await?;
                    Ok(projects::seen(&scope, project))
                })
            })
            .await
    }

    /// Deletes a project that has no time entries.
    ///
    /// # Errors
    /// [`Error::NotFound`] or [`Error::StillInUse`].
    pub async fn delete_project(
        &self,
        scope: Scope<DeleteProjects>,
        id: ProjectId,
    ) -> Result<(), Error> {
        let now = self.now();
        self.db
            .write(scope.tenancy(), move |tx| {
                Box::pin(async move {
                    projects::find_to_change(tx, &scope, id)
                        .await?
                        .ok_or(Error::NotFound("project"))?;
                    let count = projects::count_time_entries(tx, &scope, id).await?;
                    if count > 0 {
                        return Err(Error::StillInUse {
                            what: "project",
                            count,
                            of: "time entries",
                        });
                    }
                    projects::delete(tx, &scope, id).await?;
                    tell(
                        tx,
                        &scope,
                        (Table::Projects, id.uuid(), Happening::Deleted),
                        now,
                    )
                    .await
                })
            })
            .await
    }
}
