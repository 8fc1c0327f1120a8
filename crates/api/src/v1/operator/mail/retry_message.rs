//! `POST /operator/mail/messages/{messageId}/retry`

use axum::Json;
use tenure_app::mail::Message;
use tenure_domain::id::MessageId;

use crate::guard::Operator;
use crate::path::Id;
use crate::problem::Problem;

/// Sends a message again that was kept, suppressed or given up; one that waits is tried at once.
#[utoipa::path(post, path = "/operator/mail/messages/{messageId}/retry", operation_id = "operator.mail.retryMessage", responses((status = 200, body = Message)))]
pub(crate) async fn handler(
    operator: Operator,
    Id(id): Id<MessageId>,
) -> Result<Json<Message>, Problem> {
    let message = operator.app().send_again(operator.access, id).await?;
    Ok(Json(message))
}
