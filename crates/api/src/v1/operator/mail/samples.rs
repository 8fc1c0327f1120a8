//! `GET /operator/mail/samples`

use axum::Json;
use tenure_app::mail::MailSample;

use crate::guard::Operator;
use crate::problem::Problem;

/// Every mail that Tenure writes, with made-up people.
#[utoipa::path(get, path = "/operator/mail/samples", operation_id = "operator.mail.samples", responses((status = 200, body = Vec<MailSample>)))]
pub(crate) async fn handler(operator: Operator) -> Result<Json<Vec<MailSample>>, Problem> {
    Ok(Json(operator.app().mail_samples(operator.access)?))
}
