//! `PATCH /auth/account`

use axum::Json;
use tenure_app::auth::AccountChange;
use tenure_domain::user::Account;

use crate::body::Body;
use crate::guard::SignedIn;
use crate::problem::Problem;

/// Changes one's own name, or whether one is mailed a summary of each week.
#[utoipa::path(patch, path = "/auth/account", operation_id = "auth.updateAccount", request_body = AccountChange, responses((status = 200, body = Account)))]
pub(crate) async fn handler(
    guard: SignedIn,
    Body(change): Body<AccountChange>,
) -> Result<Json<Account>, Problem> {
    let account = guard.app().update_account(&guard.signed_in, change).await?;
    Ok(Json(account))
}
