//! `POST /organizations/{organizationId}/projects`

use tenure_app::tracker::projects::NewProject;
use tenure_domain::permission::CreateProjects;
use tenure_domain::project::Project;

use crate::create::{Create, CreatedAnswer, IdempotencyKey, created};
use crate::guard::Guard;
use crate::problem::Problem;

/// Adds a project.
#[utoipa::path(post, path = "/organizations/{organizationId}/projects", operation_id = "projects.create", request_body = NewProject, params(IdempotencyKey), responses((status = 201, body = Project)))]
pub(crate) async fn handler(
    guard: Guard<CreateProjects>,
    Create { new, request }: Create<NewProject>,
) -> Result<CreatedAnswer, Problem> {
    created(
        &guard
            .app()
            .create_project(guard.scope, new, request)
            .await?,
    )
}
