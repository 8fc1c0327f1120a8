//! `GET /memberships/by-slug/{slug}`

use axum::Json;
use tenure_app::Error;
use tenure_domain::membership::Membership;

use crate::guard::SignedIn;
use crate::path::Slug;
use crate::problem::Problem;

/// One's own membership of the organization with this address, or with this former one.
#[utoipa::path(get, path = "/memberships/by-slug/{slug}", operation_id = "organizations.findMembershipBySlug", responses((status = 200, body = Membership)))]
pub(crate) async fn handler(
    guard: SignedIn,
    Slug(slug): Slug,
) -> Result<Json<Membership>, Problem> {
    match guard.app().membership_by_slug(guard.user(), slug).await {
        Ok(membership) => Ok(Json(membership)),
        Err(Error::OrganizationNotFound) => Err(guard.organization_not_found().await),
        Err(error) => Err(error.into()),
    }
}
