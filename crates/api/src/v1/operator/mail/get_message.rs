//! `GET /operator/mail/messages/{messageId}`

use axum::Json;
use tenure_app::mail::MessageStory;
use tenure_domain::id::MessageId;

use crate::guard::Operator;
use crate::path::Id;
use crate::problem::Problem;

/// A message's whole story; its text while it waits or is kept here.
#[utoipa::path(get, path = "/operator/mail/messages/{messageId}", operation_id = "operator.mail.getMessage", responses((status = 200, body = MessageStory)))]
pub(crate) async fn handler(
    operator: Operator,
    Id(id): Id<MessageId>,
) -> Result<Json<MessageStory>, Problem> {
    let story = operator.app().message_story(operator.access, id).await?;
    Ok(Json(story))
}
