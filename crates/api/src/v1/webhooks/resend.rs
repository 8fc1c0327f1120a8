//! `POST /webhooks/resend`

use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode};
use serde::Deserialize;
use tenure_app::mail::Signature;
use tenure_domain::time::Instant;
use utoipa::ToSchema;

use crate::guard::Anyone;
use crate::problem::Problem;

/// What happened to a message. Only for the description of the API: the signature is over the bytes
/// as they came, and they are read after it is checked.
#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "it describes the bytes; the use case reads them")]
pub(crate) struct ResendEvent {
    /// What happened, as in `email.delivered`.
    #[serde(rename = "type")]
    kind: String,
    /// When.
    created_at: Instant,
}

/// Takes an event of the mail provider's in. Signed by Svix's scheme, with one of the secrets that
/// are configured, within five minutes; each delivery counts once, in whatever order they come.
#[utoipa::path(post, path = "/webhooks/resend", operation_id = "webhooks.resend", request_body = ResendEvent, responses((status = 204)))]
pub(crate) async fn handler(
    anyone: Anyone,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, Problem> {
    let header = |name: &str| {
        let named = |family: &str| headers.get(format!("{family}-{name}"));
        let value = named("svix").or_else(|| named("webhook"));
        value.and_then(|value| value.to_str().ok()).unwrap_or("")
    };
    let signature = Signature {
        id: header("id"),
        timestamp: header("timestamp"),
        signatures: header("signature"),
    };
    anyone.app().take_in_webhook(signature, &body).await?;
    Ok(StatusCode::NO_CONTENT)
}
