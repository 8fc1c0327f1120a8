//! `POST /operator/mail/test`

use axum::Json;
use axum::http::StatusCode;
use serde::Deserialize;
use tenure_app::mail::Message;
use utoipa::ToSchema;

use crate::body::Body;
use crate::guard::Operator;
use crate::problem::Problem;

/// A trial of the way that mail takes.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct MailTest {
    /// The address to write to.
    to: String,
}

/// Sends a test message over the way that all mail takes.
#[utoipa::path(post, path = "/operator/mail/test", operation_id = "operator.mail.test", request_body = MailTest, responses((status = 202, body = Message)))]
pub(crate) async fn handler(
    operator: Operator,
    Body(form): Body<MailTest>,
) -> Result<(StatusCode, Json<Message>), Problem> {
    let message = operator
        .app()
        .send_trial_mail(operator.access, &form.to)
        .await?;
    Ok((StatusCode::ACCEPTED, Json(message)))
}
