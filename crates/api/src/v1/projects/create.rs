//! `POST /organizations/{organizationId}/projects`

use axum::Json;
use axum::http::StatusCode;
use tenure_app::tracker::projects::NewProject;
use tenure_domain::permission::CreateProjects;
use tenure_domain::project::Project;

use crate::body::Body;
use crate::guard::Guard;
use crate::problem::Problem;

/// Adds a project.
#[utoipa::path(post, path = "/organizations/{organizationId}/projects", operation_id = "projects.create", request_body = NewProject, responses((status = 201, body = Project)))]
pub(crate) async fn handler(
    guard: Guard<CreateProjects>,
    Body(new): Body<NewProject>,
) -> Result<(StatusCode, Json<Project>), Problem> {
    Ok((
        StatusCode::CREATED,
        Json(guard.app().create_project(guard.scope, new).await?),
    ))
}
