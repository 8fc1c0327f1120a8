//! `GET /organizations/{organizationId}/projects/{projectId}`

use axum::Json;
use tenure_domain::id::ProjectId;
use tenure_domain::permission::ReadProjects;
use tenure_domain::project::Project;

use crate::guard::Guard;
use crate::path::Id;
use crate::problem::Problem;

/// A project.
#[utoipa::path(get, path = "/organizations/{organizationId}/projects/{projectId}", operation_id = "projects.get", responses((status = 200, body = Project)))]
pub(crate) async fn handler(
    guard: Guard<ReadProjects>,
    Id(id): Id<ProjectId>,
) -> Result<Json<Project>, Problem> {
    Ok(Json(guard.app().project(guard.scope, id).await?))
}
