//! `GET /invitations/{token}`

use axum::Json;
use tenure_app::tenancy::joining::OpenInvitation;

use crate::guard::Anyone;
use crate::path::TokenInPath;
use crate::problem::Problem;

/// What an invitation offers, for whoever has its link. Nothing changes. Whatever is wrong with the
/// link has one answer; only the invitee, signed in, learns that it has expired.
#[utoipa::path(get, path = "/invitations/{token}", operation_id = "invitations.preview", responses((status = 200, body = OpenInvitation)))]
pub(crate) async fn handler(
    guard: Anyone,
    TokenInPath(link): TokenInPath,
) -> Result<Json<OpenInvitation>, Problem> {
    let visitor = guard.visitor()?;
    Ok(Json(
        guard
            .app()
            .open_invitation(link, visitor.browser.session.as_ref())
            .await?,
    ))
}
