//! `POST /auth/address`

use axum::Json;
use axum::http::StatusCode;
use tenure_app::auth::NewAddress;
use tenure_domain::user::Account;

use crate::body::Body;
use crate::guard::SignedIn;
use crate::problem::Problem;

/// Asks for another address, with one's password. Nothing changes until the link that is mailed
/// there is opened; whether somebody else has the address is not told.
#[utoipa::path(post, path = "/auth/address", operation_id = "auth.changeAddress", request_body = NewAddress, responses((status = 202, body = Account)))]
pub(crate) async fn handler(
    guard: SignedIn,
    Body(form): Body<NewAddress>,
) -> Result<(StatusCode, Json<Account>), Problem> {
    guard.attempt()?;
    let app = guard.app();
    app.change_address(&guard.signed_in, form).await?;
    let account = app.account(&guard.signed_in).await?;
    Ok((StatusCode::ACCEPTED, Json(account)))
}
