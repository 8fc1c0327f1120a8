//! `POST /operator/mail/retry`

use axum::Json;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::body::Body;
use crate::guard::Operator;
use crate::problem::Problem;

/// Which messages are sent again.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct RetryMail {
    /// Those in this state.
    #[expect(
        dead_code,
        reason = "there is one state to choose, and it must be said"
    )]
    state: RetriedState,
}

/// A state from which all messages can be sent again.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) enum RetriedState {
    /// Those that were given up.
    Failed,
}

/// How many messages are sent again.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RetriedMail {
    /// How many are tried at once now.
    queued: u64,
}

/// Sends everything again that was given up; what waits for another try is tried at once.
#[utoipa::path(post, path = "/operator/mail/retry", operation_id = "operator.mail.retry", request_body = RetryMail, responses((status = 200, body = RetriedMail)))]
pub(crate) async fn handler(
    operator: Operator,
    Body(_all): Body<RetryMail>,
) -> Result<Json<RetriedMail>, Problem> {
    let queued = operator.app().send_failed_again(operator.access).await?;
    Ok(Json(RetriedMail { queued }))
}
