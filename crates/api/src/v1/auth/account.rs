//! `GET /auth/account`

use axum::Json;
use tenure_domain::user::Account;

use crate::guard::SignedIn;
use crate::problem::Problem;

/// One's own account: name, address, what one wants.
#[utoipa::path(get, path = "/auth/account", operation_id = "auth.account", responses((status = 200, body = Account)))]
pub(crate) async fn handler(guard: SignedIn) -> Result<Json<Account>, Problem> {
    Ok(Json(guard.app().account(&guard.signed_in).await?))
}
