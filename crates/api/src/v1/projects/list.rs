//! `GET /organizations/{organizationId}/projects`

use axum::Json;
use serde::Deserialize;
use tenure_domain::client::ArchivedFilter;
use tenure_domain::id::ClientId;
use tenure_domain::page::Page;
use tenure_domain::permission::ReadProjects;
use tenure_domain::project::Project;
use tenure_domain::text;
use tenure_store::clients::NamePlace;
use tenure_store::projects::ProjectFilter;
use utoipa::IntoParams;

use crate::guard::Guard;
use crate::problem::Problem;
use crate::query::{Query, limit, search};

/// Which projects.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Params {
    /// Those in use, those put away, or all; those in use if absent.
    archived: Option<ArchivedFilter>,
    /// Only those of this client.
    client_id: Option<ClientId>,
    /// Text that the name contains, whatever its case.
    search: Option<String>,
    /// Rows of a page, 1 to 200; 50 if absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// The `continueCursor` of the page before.
    cursor: Option<String>,
}

/// Projects by name.
#[utoipa::path(get, path = "/organizations/{organizationId}/projects", operation_id = "projects.list", params(Params), responses((status = 200, body = Page<Project>)))]
pub(crate) async fn handler(
    guard: Guard<ReadProjects>,
    Query(params): Query<Params>,
) -> Result<Json<Page<Project>>, Problem> {
    let filter = ProjectFilter {
        archived: params.archived.unwrap_or_default(),
        client_id: params.client_id,
        search: search(params.search)?,
    };
    let list = guard.list(&filter);
    let after = list
        .open(params.cursor.as_deref())?
        .map(|(name_key, id)| NamePlace { name_key, id });
    let slice = guard
        .app()
        .list_projects(guard.scope, filter, after, limit(params.limit)?)
        .await?;
    Ok(Json(list.page(slice, params.cursor, |project| {
        (text::key(&project.name), project.id)
    })?))
}
