//! `POST /auth/link`

use axum::Json;
use axum::http::StatusCode;
use serde::Serialize;
use tenure_app::auth::LinkRequest;
use tenure_domain::email::EmailAddress;
use utoipa::ToSchema;

use crate::body::Body;
use crate::guard::Anyone;
use crate::problem::Problem;

/// Nothing: whether somebody has the address is not told.
#[derive(Serialize, ToSchema)]
pub(crate) struct Asked {}

/// Mails a link, to sign in with or to choose a new password, to whoever has this address. Links for
/// the same purpose that it was sent before end. The answer is always the same.
#[utoipa::path(post, path = "/auth/link", operation_id = "auth.requestLink", request_body = LinkRequest, responses((status = 202, body = Asked)))]
pub(crate) async fn handler(
    guard: Anyone,
    Body(form): Body<LinkRequest>,
) -> Result<(StatusCode, Json<Asked>), Problem> {
    guard
        .limits()
        .mail(&EmailAddress::on_record(&form.email).key(), guard.network)?;
    guard.app().request_link(form).await?;
    Ok((StatusCode::ACCEPTED, Json(Asked {})))
}
