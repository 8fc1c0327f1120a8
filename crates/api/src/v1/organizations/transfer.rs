//! `POST /organizations/{organizationId}/transfer`

use axum::Json;
use tenure_app::tenancy::members::Transfer;
use tenure_domain::membership::Member;
use tenure_domain::permission::TransferOwnership;

use crate::body::Body;
use crate::guard::Guard;
use crate::problem::Problem;

/// Makes another member the owner; oneself becomes admin.
#[utoipa::path(post, path = "/organizations/{organizationId}/transfer", operation_id = "organizations.transferOwnership", request_body = Transfer, responses((status = 200, body = Member)))]
pub(crate) async fn handler(
    guard: Guard<TransferOwnership>,
    Body(transfer): Body<Transfer>,
) -> Result<Json<Member>, Problem> {
    Ok(Json(
        guard
            .app()
            .transfer_ownership(guard.scope, transfer.membership_id, guard.origin())
            .await?,
    ))
}
