//! `DELETE /organizations/{organizationId}`

use axum::Json;
use serde::Deserialize;
use tenure_domain::organization::Organization;
use tenure_domain::permission::DeleteOrganization;
use utoipa::ToSchema;

use crate::body::Body;
use crate::guard::Guard;
use crate::problem::Problem;

/// That the organization is meant.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Confirmation {
    /// The organization's slug.
    confirm: String,
}

/// Deletes the organization in 14 days. Until then its members are out, nothing of it can be
/// changed, and its owners can look at it, export it and restore it.
#[utoipa::path(delete, path = "/organizations/{organizationId}", operation_id = "organizations.delete", request_body = Confirmation, responses((status = 200, body = Organization)))]
pub(crate) async fn handler(
    guard: Guard<DeleteOrganization>,
    Body(Confirmation { confirm }): Body<Confirmation>,
) -> Result<Json<Organization>, Problem> {
    Ok(Json(
        guard
            .app()
            .delete_organization(guard.scope, confirm, guard.origin())
            .await?,
    ))
}
