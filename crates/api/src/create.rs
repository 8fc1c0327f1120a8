//! Creates, which may carry an `Idempotency-Key`: asked for again with the same key and the same
//! body, within a day, they give the first answer and make nothing.

use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, HeaderName};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use tenure_app::tracker::Created;
use tenure_domain::error::ErrorCode;
use tenure_store::idempotency_keys::KeyedRequest;
use utoipa::IntoParams;

use crate::body;
use crate::problem::Problem;

const HEADER: HeaderName = HeaderName::from_static("idempotency-key");
const KEY_CHARACTERS: usize = 256;

/// The header, for the OpenAPI document.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "only describes the header; `Create` reads it")]
pub(crate) struct IdempotencyKey {
    /// 1 to 256 printable ASCII characters; the same key with the same body gives the first answer again.
    #[param(rename = "Idempotency-Key", required = false)]
    idempotency_key: Option<String>,
}

/// What to create, and the key it came with.
pub(crate) struct Create<T> {
    pub(crate) new: T,
    pub(crate) request: Option<KeyedRequest>,
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Create<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let key = match request.headers().get(HEADER) {
            None => None,
            Some(key) => {
                let key = key
                    .to_str()
                    .ok()
                    .filter(|key| (1..=KEY_CHARACTERS).contains(&key.len()));
                let refused = "An Idempotency-Key has 1 to 256 printable ASCII characters.";
                Some(
                    key.ok_or_else(|| Problem::new(ErrorCode::MalformedRequest, refused))?
                        .to_owned(),
                )
            }
        };
        let path = request.uri().path().to_owned();
        let bytes = body::json_bytes(request, state).await?;
        let hash = Sha256::new()
            .chain_update(&path)
            .chain_update([0])
            .chain_update(&bytes)
            .finalize();
        Ok(Self {
            new: body::parse(&bytes)?,
            request: key.map(|key| KeyedRequest {
                key,
                hash: hash.into(),
            }),
        })
    }
}

/// The answer to a create.
pub(crate) type CreatedAnswer = (StatusCode, [(HeaderName, &'static str); 1], String);

/// `201` with what was made, now or before.
pub(crate) fn created<T: Serialize>(created: &Created<T>) -> Result<CreatedAnswer, Problem> {
    Ok((
        StatusCode::CREATED,
        [(CONTENT_TYPE, "application/json")],
        created.json()?,
    ))
}
