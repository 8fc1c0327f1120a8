//! `GET /organizations/{organizationId}/invitations`

use axum::Json;
use serde::Deserialize;
use tenure_domain::invitation::{Invitation, InvitationStatus};
use tenure_domain::page::Page;
use tenure_domain::permission::ReadInvitations;
use tenure_store::invitations::InvitationFilter;
use utoipa::IntoParams;

use crate::guard::Guard;
use crate::problem::Problem;
use crate::query::{Query, limit, search};

/// Which invitations.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Params {
    /// Only those that have come so far.
    status: Option<InvitationStatus>,
    /// Text that the address contains, whatever its case.
    search: Option<String>,
    /// Rows of a page, 1 to 200; 50 if absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// The `continueCursor` of the page before.
    cursor: Option<String>,
}

/// Invitations with what became of their mail, newest first.
#[utoipa::path(get, path = "/organizations/{organizationId}/invitations", operation_id = "invitations.list", params(Params), responses((status = 200, body = Page<Invitation>)))]
pub(crate) async fn handler(
    guard: Guard<ReadInvitations>,
    Query(params): Query<Params>,
) -> Result<Json<Page<Invitation>>, Problem> {
    let filter = InvitationFilter {
        status: params.status,
        search: search(params.search)?,
    };
    let list = guard.list(&filter);
    let after = list.open(params.cursor.as_deref())?;
    let slice = guard
        .app()
        .list_invitations(guard.scope, filter, after, limit(params.limit)?)
        .await?;
    Ok(Json(
        list.page(slice, params.cursor, |invitation| invitation.id)?,
    ))
}
