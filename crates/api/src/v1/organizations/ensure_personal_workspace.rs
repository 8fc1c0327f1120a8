//! `POST /organizations/personal`

use axum::Json;
use tenure_domain::membership::Membership;

use crate::guard::SignedIn;
use crate::problem::Problem;

/// Makes sure that one has a personal workspace and owns it. Idempotent under any concurrency.
#[utoipa::path(
    post,
    path = "/organizations/personal",
    operation_id = "organizations.ensurePersonalWorkspace",
    responses((status = 200, body = Membership))
)]
pub(crate) async fn handler(guard: SignedIn) -> Result<Json<Membership>, Problem> {
    Ok(Json(
        guard.app().ensure_personal_workspace(guard.user()).await?,
    ))
}
