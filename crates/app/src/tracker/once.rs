//! Creates that can be asked for again without making anything twice.

use serde::Serialize;
use tenure_domain::permission::Proof;
use tenure_domain::time::Instant;
use tenure_store::Tx;
use tenure_store::idempotency_keys::{self, Claim, KeyedRequest};
use tenure_store::scope::Scope;

use crate::Error;

/// What a create gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Created<T> {
    /// What was made.
    New(T),
    /// The JSON of what an earlier request with the same key made.
    Before(String),
}

impl<T: Serialize> Created<T> {
    /// The answer's JSON.
    ///
    /// # Errors
    /// If the value has no JSON, which every one has.
    pub fn json(&self) -> Result<String, Error> {
        match self {
            Self::New(value) => {
                serde_json::to_string(value).map_err(|error| Error::Internal(error.to_string()))
            }
            Self::Before(json) => Ok(json.clone()),
        }
    }
}

/// The answer given before to this request, if it came with a key that has one.
pub(crate) async fn answered<P: Proof>(
    tx: &mut Tx,
    scope: &Scope<P>,
    request: Option<&KeyedRequest>,
    now: Instant,
) -> Result<Option<String>, Error> {
    let Some(request) = request else {
        return Ok(None);
    };
    match idempotency_keys::claim(tx, scope, request, now).await? {
        Claim::New => Ok(None),
        Claim::Answered(json) => Ok(Some(json)),
        Claim::Reused => Err(Error::IdempotencyKeyReused),
    }
}

/// Notes the answer, in the transaction that made the value.
pub(super) async fn remember<P: Proof, T: Serialize>(
    tx: &mut Tx,
    scope: &Scope<P>,
    request: Option<&KeyedRequest>,
    value: T,
) -> Result<Created<T>, Error> {
    let created = Created::New(value);
    if let Some(request) = request {
        idempotency_keys::complete(tx, scope, request, &created.json()?).await?;
    }
    Ok(created)
}
