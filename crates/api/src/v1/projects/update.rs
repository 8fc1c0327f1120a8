//! `PATCH /organizations/{organizationId}/projects/{projectId}`

use axum::Json;
use tenure_app::tracker::projects::ProjectChange;
use tenure_domain::id::ProjectId;
use tenure_domain::permission::UpdateProjects;
use tenure_domain::project::Project;

use crate::body::Body;
use crate::guard::Guard;
use crate::path::Id;
use crate::problem::Problem;

/// Changes a project: what is absent stays, `null` clears.
#[utoipa::path(patch, path = "/organizations/{organizationId}/projects/{projectId}", operation_id = "projects.update", request_body = ProjectChange, responses((status = 200, body = Project)))]
pub(crate) async fn handler(
    guard: Guard<UpdateProjects>,
    Id(id): Id<ProjectId>,
    Body(change): Body<ProjectChange>,
) -> Result<Json<Project>, Problem> {
    Ok(Json(
        guard.app().update_project(guard.scope, id, change).await?,
    ))
}
