//! `GET /organizations/{organizationId}/audit-log`

use axum::Json;
use serde::Deserialize;
use tenure_domain::audit::AuditEntry;
use tenure_domain::id::{MembershipId, UserId};
use tenure_domain::page::Page;
use tenure_domain::permission::ReadAuditLog;
use tenure_domain::time::Instant;
use tenure_store::audit_log::AuditFilter;
use utoipa::IntoParams;

use crate::guard::Guard;
use crate::problem::Problem;
use crate::query::{Query, limit};

/// Which entries.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Params {
    /// Only those of this function, as in `members.update`.
    function: Option<String>,
    /// Only what this user did.
    actor_id: Option<UserId>,
    /// Only what was done to this membership.
    membership_id: Option<MembershipId>,
    /// Only what was done then or later.
    from: Option<Instant>,
    /// Only what was done before.
    to: Option<Instant>,
    /// Rows of a page, 1 to 200; 50 if absent.
    limit: Option<u32>,
    /// The `continueCursor` of the page before.
    cursor: Option<String>,
}

/// Who changed the organization, its members and roles, newest first.
#[utoipa::path(get, path = "/organizations/{organizationId}/audit-log", operation_id = "auditLog.list", params(Params), responses((status = 200, body = Page<AuditEntry>)))]
pub(crate) async fn handler(
    guard: Guard<ReadAuditLog>,
    Query(params): Query<Params>,
) -> Result<Json<Page<AuditEntry>>, Problem> {
    let filter = AuditFilter {
        function: params.function,
        actor_id: params.actor_id,
        subject_id: params.membership_id.map(MembershipId::uuid),
        from: params.from,
        to: params.to,
    };
    let list = guard.list(&filter);
    let after = list.open(params.cursor.as_deref())?;
    let slice = guard
        .app()
        .list_audit_log(guard.scope, filter, after, limit(params.limit)?)
        .await?;
    Ok(Json(list.page(slice, params.cursor, |entry| entry.id)?))
}
