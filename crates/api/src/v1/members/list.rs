//! `GET /organizations/{organizationId}/members`

use axum::Json;
use serde::Deserialize;
use tenure_domain::membership::{Member, MemberState};
use tenure_domain::page::Page;
use tenure_domain::permission::ReadMembers;
use tenure_domain::role::Role;
use tenure_store::memberships::MemberFilter;
use utoipa::IntoParams;

use crate::guard::Guard;
use crate::problem::Problem;
use crate::query::{Query, limit, search};

/// Which members.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Params {
    /// Text that the name contains, whatever its case.
    search: Option<String>,
    /// Only those in this state.
    state: Option<MemberState>,
    /// Only those with this role.
    role: Option<Role>,
    /// Rows of a page, 1 to 200; 50 if absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// The `continueCursor` of the page before.
    cursor: Option<String>,
}

/// Members, those who are not active any more too, in the order they came.
#[utoipa::path(get, path = "/organizations/{organizationId}/members", operation_id = "members.list", params(Params), responses((status = 200, body = Page<Member>)))]
pub(crate) async fn handler(
    guard: Guard<ReadMembers>,
    Query(params): Query<Params>,
) -> Result<Json<Page<Member>>, Problem> {
    let filter = MemberFilter {
        search: search(params.search)?,
        state: params.state,
        role: params.role,
    };
    let list = guard.list(&filter);
    let after = list.open(params.cursor.as_deref())?;
    let slice = guard
        .app()
        .list_members(guard.scope, filter, after, limit(params.limit)?)
        .await?;
    Ok(Json(list.page(slice, params.cursor, |member| member.id)?))
}
