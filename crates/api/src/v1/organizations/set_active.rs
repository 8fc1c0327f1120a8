//! `PUT /session/active-organization`

use axum::Json;
use serde::Deserialize;
use tenure_app::Error;
use tenure_domain::id::OrganizationId;
use tenure_domain::membership::Membership;
use utoipa::ToSchema;

use crate::body::Body;
use crate::guard::SignedIn;
use crate::problem::Problem;

/// Which organization was chosen.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct ActiveOrganization {
    /// The organization.
    organization_id: OrganizationId,
}

/// Notes which organization one chose, as the default for the next start.
#[utoipa::path(
    put,
    path = "/session/active-organization",
    operation_id = "organizations.setActiveOrganization",
    request_body = ActiveOrganization,
    responses((status = 200, body = Membership))
)]
pub(crate) async fn handler(
    guard: SignedIn,
    Body(ActiveOrganization { organization_id }): Body<ActiveOrganization>,
) -> Result<Json<Membership>, Problem> {
    match guard
        .app()
        .set_active_organization(guard.user(), organization_id)
        .await
    {
        Ok(membership) => Ok(Json(membership)),
        Err(Error::OrganizationNotFound) => Err(guard.organization_not_found().await),
        Err(error) => Err(error.into()),
    }
}
