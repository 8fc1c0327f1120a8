//! `GET /operator/mail/suppressions`

use axum::Json;
use serde::Deserialize;
use tenure_app::mail::SuppressedAddress;
use tenure_domain::email::EmailAddress;
use tenure_domain::page::Page;
use utoipa::IntoParams;

use crate::guard::Operator;
use crate::problem::Problem;
use crate::query::{Query, limit};

/// Which addresses.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Params {
    /// Rows of a page, 1 to 200; 50 if absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// The `continueCursor` of the page before.
    cursor: Option<String>,
}

/// Addresses that get nothing any more, with why.
#[utoipa::path(get, path = "/operator/mail/suppressions", operation_id = "operator.mail.listSuppressions", params(Params), responses((status = 200, body = Page<SuppressedAddress>)))]
pub(crate) async fn handler(
    operator: Operator,
    Query(params): Query<Params>,
) -> Result<Json<Page<SuppressedAddress>>, Problem> {
    let list = operator.list("operator.mail.listSuppressions", &());
    let after = list.open(params.cursor.as_deref())?;
    let slice = operator
        .app()
        .list_suppressions(operator.access, after, limit(params.limit)?)
        .await?;
    Ok(Json(list.page(slice, params.cursor, |suppressed| {
        EmailAddress::on_record(&suppressed.address).key()
    })?))
}
