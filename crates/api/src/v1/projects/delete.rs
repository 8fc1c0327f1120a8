//! `DELETE /organizations/{organizationId}/projects/{projectId}`

use axum::http::StatusCode;
use tenure_domain::id::ProjectId;
use tenure_domain::permission::DeleteProjects;

use crate::guard::Guard;
use crate::path::Id;
use crate::problem::Problem;

/// Deletes a project that has no time entries; one that has is archived instead (`still_in_use`).
#[utoipa::path(delete, path = "/organizations/{organizationId}/projects/{projectId}", operation_id = "projects.delete", responses((status = 204)))]
pub(crate) async fn handler(
    guard: Guard<DeleteProjects>,
    Id(id): Id<ProjectId>,
) -> Result<StatusCode, Problem> {
    guard.app().delete_project(guard.scope, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
