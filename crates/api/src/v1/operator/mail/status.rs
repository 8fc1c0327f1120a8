//! `GET /operator/mail`

use axum::Json;
use tenure_app::mail::MailStatus;

use crate::guard::Operator;
use crate::problem::Problem;

/// How mail stands: how it leaves, what waits, what did not arrive and why.
#[utoipa::path(get, path = "/operator/mail", operation_id = "operator.mail.status", responses((status = 200, body = MailStatus)))]
pub(crate) async fn handler(operator: Operator) -> Result<Json<MailStatus>, Problem> {
    Ok(Json(operator.app().mail_status(operator.access).await?))
}
