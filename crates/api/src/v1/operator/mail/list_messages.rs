//! `GET /operator/mail/messages`

use axum::Json;
use serde::Deserialize;
use tenure_app::mail::Message;
use tenure_domain::message::{MessageKind, MessageState};
use tenure_domain::page::Page;
use tenure_store::outbox_view::MessageFilter;
use utoipa::IntoParams;

use crate::guard::Operator;
use crate::problem::Problem;
use crate::query::{Query, limit, search};

/// Which messages.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Params {
    /// Only those in this state.
    state: Option<MessageState>,
    /// Only those of this kind.
    kind: Option<MessageKind>,
    /// Text that the address contains, whatever its case.
    search: Option<String>,
    /// Rows of a page, 1 to 200; 50 if absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// The `continueCursor` of the page before.
    cursor: Option<String>,
}

/// Messages, newest first.
#[utoipa::path(get, path = "/operator/mail/messages", operation_id = "operator.mail.listMessages", params(Params), responses((status = 200, body = Page<Message>)))]
pub(crate) async fn handler(
    operator: Operator,
    Query(params): Query<Params>,
) -> Result<Json<Page<Message>>, Problem> {
    let filter = MessageFilter {
        state: params.state,
        kind: params.kind,
        search: search(params.search)?,
    };
    let list = operator.list("operator.mail.listMessages", &filter);
    let after = list.open(params.cursor.as_deref())?;
    let slice = operator
        .app()
        .list_messages(operator.access, filter, after, limit(params.limit)?)
        .await?;
    Ok(Json(list.page(slice, params.cursor, |message| message.id)?))
}
