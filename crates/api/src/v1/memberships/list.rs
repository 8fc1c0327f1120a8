//! `GET /memberships`

use axum::Json;
use tenure_domain::membership::Membership;
use tenure_domain::page::Page;

use crate::guard::SignedIn;
use crate::problem::Problem;

/// One's own active memberships, in one page: the personal workspace first, then by name.
#[utoipa::path(get, path = "/memberships", operation_id = "organizations.listMemberships", responses((status = 200, body = Page<Membership>)))]
pub(crate) async fn handler(guard: SignedIn) -> Result<Json<Page<Membership>>, Problem> {
    let (page, _) = guard.app().memberships_of(guard.user().id).await?;
    Ok(Json(Page::whole(page)))
}
