//! `POST /organizations/{organizationId}/time-entries`

use tenure_app::tracker::time_entries::NewTimeEntry;
use tenure_domain::permission::CreateTimeEntries;
use tenure_domain::time_entry::TimeEntry;

use crate::create::{Create, CreatedAnswer, IdempotencyKey, created};
use crate::guard::Guard;
use crate::problem::Problem;

/// Writes down time that was spent.
#[utoipa::path(post, path = "/organizations/{organizationId}/time-entries", operation_id = "timeEntries.create", request_body = NewTimeEntry, params(IdempotencyKey), responses((status = 201, body = TimeEntry)))]
pub(crate) async fn handler(
    guard: Guard<CreateTimeEntries>,
    Create { new, request }: Create<NewTimeEntry>,
) -> Result<CreatedAnswer, Problem> {
    created(
        &guard
            .app()
            .create_time_entry(guard.scope, new, request)
            .await?,
    )
}
