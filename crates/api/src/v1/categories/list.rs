//! `GET /organizations/{organizationId}/categories`

use axum::Json;
use serde::Deserialize;
use tenure_domain::category::Category;
use tenure_domain::page::Page;
use tenure_domain::permission::ReadCategories;
use tenure_domain::text;
use tenure_store::clients::NamePlace;
use utoipa::IntoParams;

use crate::guard::Guard;
use crate::problem::Problem;
use crate::query::{Query, limit};

/// Which categories.
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

/// Categories by name.
#[utoipa::path(get, path = "/organizations/{organizationId}/categories", operation_id = "categories.list", params(Params), responses((status = 200, body = Page<Category>)))]
pub(crate) async fn handler(
    guard: Guard<ReadCategories>,
    Query(params): Query<Params>,
) -> Result<Json<Page<Category>>, Problem> {
    let list = guard.list(&());
    let after = list
        .open(params.cursor.as_deref())?
        .map(|(name_key, id)| NamePlace { name_key, id });
    let slice = guard
        .app()
        .list_categories(guard.scope, after, limit(params.limit)?)
        .await?;
    Ok(Json(list.page(slice, params.cursor, |category| {
        (text::key(&category.name), category.id)
    })?))
}
