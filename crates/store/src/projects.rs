//! Projects.

use tenure_domain::client::ArchivedFilter;
use tenure_domain::id::{ClientId, OrganizationId, ProjectId, UserId};
use tenure_domain::money::{Currency, Money};
use tenure_domain::permission::{
    CreateProjects, DeleteProjects, Proof, ReadProjects, ReadRates, UpdateProjects,
};
use tenure_domain::project::{Budget, Project};
use tenure_domain::text;

use crate::clients::{NamePlace, by_name};
use crate::db::{Columns, Error, FromRow, Query, Tx, Value, values};
use crate::scope::Scope;
use crate::statement::statements;

statements! {
    INSERT = "INSERT INTO projects (organization_id, id, client_id, name, name_key, color,
            hourly_rate_minor, hourly_rate_currency, budget_kind, budget_seconds, budget_minor, budget_currency,
            is_archived, updated_at, created_by, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";
    SELECT = "SELECT id, client_id, name, color, hourly_rate_minor, hourly_rate_currency,
            budget_seconds, budget_minor, budget_currency, is_archived, created_at, updated_at
        FROM projects WHERE organization_id = $1";
    FIND = "SELECT id, client_id, name, color, hourly_rate_minor, hourly_rate_currency,
            budget_seconds, budget_minor, budget_currency, is_archived, created_at, updated_at
        FROM projects WHERE organization_id = $1 AND id = $2";
    UPDATE = "UPDATE projects SET client_id = $3, name = $4, name_key = $5, color = $6,
            hourly_rate_minor = $7, hourly_rate_currency = $8,
            budget_kind = $9, budget_seconds = $10, budget_minor = $11, budget_currency = $12,
            is_archived = $13, updated_at = $14
        WHERE organization_id = $1 AND id = $2";
    ENTRIES = "SELECT COUNT(*) FROM time_entries WHERE organization_id = $1 AND project_id = $2";
    DELETE = "DELETE FROM projects WHERE organization_id = $1 AND id = $2";
    EXISTS = "SELECT id FROM projects WHERE organization_id = $1 AND id = $2";
}

impl FromRow for Project {
    fn from_row(columns: &mut Columns<'_>) -> Result<Self, Error> {
        Ok(Self {
            id: columns.take()?,
            client_id: columns.take()?,
            name: columns.take()?,
            color: columns.take()?,
            hourly_rate: take_money(columns)?,
            budget: {
                let seconds: Option<i64> = columns.take()?;
                let amount = take_money(columns)?;
                seconds
                    .map(|seconds| Budget::Hours { seconds })
                    .or(amount.map(|amount| Budget::Amount { amount }))
            },
            archived: columns.take()?,
            created_at: columns.take()?,
            updated_at: columns.take()?,
        })
    }
}

fn take_money(columns: &mut Columns<'_>) -> Result<Option<Money>, Error> {
    let minor: Option<i64> = columns.take()?;
    let currency: Option<Currency> = columns.take()?;
    Ok(minor
        .zip(currency)
        .map(|(minor, currency)| Money { minor, currency }))
}

/// Which projects a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct ProjectFilter {
    /// Those in use, those put away, or both.
    pub archived: ArchivedFilter,
    /// Only those of one client.
    pub client_id: Option<ClientId>,
    /// Text that the name contains, whatever its case.
    pub search: Option<String>,
}

/// A project as the scope may see it: the one rule for every answer that has one in it.
#[must_use]
pub fn seen<P: Proof>(scope: &Scope<P>, project: Project) -> Project {
    if scope.also::<ReadRates>().is_ok() {
        project
    } else {
        project.without_money()
    }
}

/// The parameters that adding and changing share, in the order of both statements.
fn fields(organization: OrganizationId, project: &Project) -> Vec<Value<'_>> {
    let rate = project.hourly_rate.as_ref();
    let (kind, seconds, amount) = match &project.budget {
        None => (None, None, None),
        Some(Budget::Hours { seconds }) => (Some("hours"), Some(*seconds), None),
        Some(Budget::Amount { amount }) => (Some("amount"), None, Some(amount)),
    };
    vec![
        organization.into(),
        project.id.into(),
        project.client_id.into(),
        Value::from(&project.name),
        text::key(&project.name).into(),
        project.color.as_ref().into(),
        rate.map(|rate| rate.minor).into(),
        rate.map(|rate| &rate.currency).into(),
        kind.into(),
        seconds.into(),
        amount.map(|amount| amount.minor).into(),
        amount.map(|amount| &amount.currency).into(),
        project.archived.into(),
        project.updated_at.into(),
    ]
}

/// Adds a project.
///
/// # Errors
/// If the database fails, or its client is not in the organization.
pub async fn insert(
    tx: &mut Tx,
    scope: &Scope<CreateProjects>,
    project: &Project,
) -> Result<(), Error> {
    insert_row(tx, scope.organization_id(), Some(scope.user_id()), project).await
}

pub(crate) async fn insert_row(
    tx: &mut Tx,
    organization: OrganizationId,
    created_by: Option<UserId>,
    project: &Project,
) -> Result<(), Error> {
    let mut values = fields(organization, project);
    values.push(created_by.into());
    values.push(project.created_at.into());
    tx.execute(INSERT, &values).await.map(drop)
}

/// A project, as the scope may see it.
///
/// # Errors
/// If the database fails.
pub async fn find(
    tx: &mut Tx,
    scope: &Scope<ReadProjects>,
    id: ProjectId,
) -> Result<Option<Project>, Error> {
    let found: Option<Project> = tx
        .optional(FIND, values![scope.organization_id(), id])
        .await?;
    Ok(found.map(|project| seen(scope, project)))
}

/// A project, whole, that the transaction goes on to change or delete: it stays as it is until then.
///
/// # Errors
/// If the database fails.
pub async fn find_to_change<P: Proof>(
    tx: &mut Tx,
    scope: &Scope<P>,
    id: ProjectId,
) -> Result<Option<Project>, Error> {
    let mut query = Query::new(FIND.sql, values![scope.organization_id(), id]);
    query.push(tx.dialect().for_update());
    tx.optional(query.sql(), query.values()).await
}

/// Projects by name, after `after`, as the scope may see them.
///
/// # Errors
/// If the database fails.
pub async fn list(
    tx: &mut Tx,
    scope: &Scope<ReadProjects>,
    filter: &ProjectFilter,
    after: Option<&NamePlace<ProjectId>>,
    rows: usize,
) -> Result<Vec<Project>, Error> {
    let mut query = Query::new(SELECT.sql, values![scope.organization_id()]);
    by_name(&mut query, filter.archived, filter.search.as_deref());
    query.bind_if(" AND client_id = ?", filter.client_id);
    if let Some(after) = after {
        query.bind(
            " AND (name_key, id) > (?, ?)",
            values![&after.name_key, after.id],
        );
    }
    query.bind(" ORDER BY name_key, id LIMIT ?", values![rows]);
    let projects: Vec<Project> = tx.all(query.sql(), query.values()).await?;
    let projects = projects.into_iter();
    Ok(projects.map(|project| seen(scope, project)).collect())
}

/// Writes a project's fields over those it has, and tells whether there is such a project.
///
/// # Errors
/// If the database fails, or its client is not in the organization.
pub async fn update(
    tx: &mut Tx,
    scope: &Scope<UpdateProjects>,
    project: &Project,
) -> Result<bool, Error> {
    Ok(tx
        .execute(UPDATE, &fields(scope.organization_id(), project))
        .await?
        == 1)
}

/// How many time entries a project has.
///
/// # Errors
/// If the database fails.
pub async fn count_time_entries(
    tx: &mut Tx,
    scope: &Scope<DeleteProjects>,
    id: ProjectId,
) -> Result<i64, Error> {
    let (count,): (i64,) = tx
        .one(ENTRIES, values![scope.organization_id(), id])
        .await?;
    Ok(count)
}

/// Deletes a project that has no time entries, and tells whether there was one.
///
/// # Errors
/// If the database fails, or a time entry refers to it.
pub async fn delete(
    tx: &mut Tx,
    scope: &Scope<DeleteProjects>,
    id: ProjectId,
) -> Result<bool, Error> {
    Ok(tx
        .execute(DELETE, values![scope.organization_id(), id])
        .await?
        == 1)
}

/// Whether there is such a project in the scope's organization. It then stays until the transaction,
/// which goes on to refer to it, ends.
///
/// # Errors
/// If the database fails.
pub async fn exists<P: Proof>(tx: &mut Tx, scope: &Scope<P>, id: ProjectId) -> Result<bool, Error> {
    let mut query = Query::new(EXISTS.sql, values![scope.organization_id(), id]);
    query.push(tx.dialect().for_reference());
    let found: Option<(ProjectId,)> = tx.optional(query.sql(), query.values()).await?;
    Ok(found.is_some())
}
