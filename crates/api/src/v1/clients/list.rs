//! `GET /organizations/{organizationId}/clients`

use axum::Json;
use serde::Deserialize;
use tenure_domain::client::{ArchivedFilter, Client};
use tenure_domain::page::Page;
use tenure_domain::permission::ReadClients;
use tenure_domain::text;
use tenure_store::clients::{ClientFilter, NamePlace};
use utoipa::IntoParams;

use crate::guard::Guard;
use crate::problem::Problem;
use crate::query::{Query, limit, search};

/// Which clients.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Params {
    /// Those in use, those put away, or all; those in use if absent.
    archived: Option<ArchivedFilter>,
    /// Text that the name contains, whatever its case.
    search: Option<String>,
    /// Rows of a page, 1 to 200; 50 if absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// The `continueCursor` of the page before.
    cursor: Option<String>,
}

/// Clients by name.
#[utoipa::path(get, path = "/organizations/{organizationId}/clients", operation_id = "clients.list", params(Params), responses((status = 200, body = Page<Client>)))]
pub(crate) async fn handler(
    guard: Guard<ReadClients>,
    Query(params): Query<Params>,
) -> Result<Json<Page<Client>>, Problem> {
    let filter = ClientFilter {
        archived: params.archived.unwrap_or_default(),
        search: search(params.search)?,
    };
    let list = guard.list(&filter);
    let after = list
        .open(params.cursor.as_deref())?
        .map(|(name_key, id)| NamePlace { name_key, id });
    let slice = guard
        .app()
        .list_clients(guard.scope, filter, after, limit(params.limit)?)
        .await?;
    Ok(Json(list.page(slice, params.cursor, |client| {
        (text::key(&client.name), client.id)
    })?))
}
