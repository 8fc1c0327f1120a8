//! `GET /memberships/current`

use axum::Json;
use tenure_domain::membership::Membership;

use crate::guard::SignedIn;
use crate::problem::Problem;

/// The membership of the organization last chosen, else of the personal workspace. Only a default:
/// every other request names its organization.
#[utoipa::path(get, path = "/memberships/current", operation_id = "organizations.currentMembership", responses((status = 200, body = Membership)))]
pub(crate) async fn handler(guard: SignedIn) -> Result<Json<Membership>, Problem> {
    Ok(Json(guard.app().current_membership(guard.user()).await?))
}
