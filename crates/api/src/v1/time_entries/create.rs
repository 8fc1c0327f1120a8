//! `POST /organizations/{organizationId}/time-entries`

use axum::Json;
use axum::http::StatusCode;
use tenure_app::tracker::time_entries::NewTimeEntry;
use tenure_domain::permission::CreateTimeEntries;
use tenure_domain::time_entry::TimeEntry;

use crate::body::Body;
use crate::guard::Guard;
use crate::problem::Problem;

/// Writes down time that was spent.
#[utoipa::path(post, path = "/organizations/{organizationId}/time-entries", operation_id = "timeEntries.create", request_body = NewTimeEntry, responses((status = 201, body = TimeEntry)))]
pub(crate) async fn handler(
    guard: Guard<CreateTimeEntries>,
    Body(new): Body<NewTimeEntry>,
) -> Result<(StatusCode, Json<TimeEntry>), Problem> {
    Ok((
        StatusCode::CREATED,
        Json(guard.app().create_time_entry(guard.scope, new).await?),
    ))
}
