//! `POST /organizations`

use axum::Json;
use axum::http::StatusCode;
use tenure_app::tenancy::organizations::NewTeam;
use tenure_domain::membership::Membership;

use crate::body::Body;
use crate::guard::SignedIn;
use crate::problem::Problem;

/// Makes an organization, of which one is the owner.
#[utoipa::path(post, path = "/organizations", operation_id = "organizations.create", request_body = NewTeam, responses((status = 201, body = Membership)))]
pub(crate) async fn handler(
    guard: SignedIn,
    Body(new): Body<NewTeam>,
) -> Result<(StatusCode, Json<Membership>), Problem> {
    Ok((
        StatusCode::CREATED,
        Json(guard.app().create_organization(guard.user(), new).await?),
    ))
}
