//! `DELETE /operator/mail/suppressions/{address}`

use axum::http::StatusCode;

use crate::guard::Operator;
use crate::path::Address;
use crate::problem::Problem;

/// Lets mail go to an address again; nothing changes if it did.
#[utoipa::path(delete, path = "/operator/mail/suppressions/{address}", operation_id = "operator.mail.liftSuppression", responses((status = 204)))]
pub(crate) async fn handler(
    operator: Operator,
    Address(address): Address,
) -> Result<StatusCode, Problem> {
    operator
        .app()
        .lift_suppression(operator.access, address)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
