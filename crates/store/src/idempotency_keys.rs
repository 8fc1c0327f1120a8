//! Idempotency keys: what was created for which key, for a day.

use tenure_domain::permission::Proof;
use tenure_domain::time::Instant;

use crate::db::{Error, Tx, values};
use crate::scope::Scope;
use crate::statement::statements;

statements! {
    DELETE_OLD = "DELETE FROM idempotency_keys WHERE organization_id = $1 AND created_at < $2";
    CLAIM = "INSERT INTO idempotency_keys (organization_id, user_id, key, request_hash, response, created_at)
        VALUES ($1, $2, $3, $4, '', $5) ON CONFLICT (organization_id, user_id, key) DO NOTHING";
    FIND = "SELECT request_hash, response FROM idempotency_keys
        WHERE organization_id = $1 AND user_id = $2 AND key = $3";
    COMPLETE = "UPDATE idempotency_keys SET response = $4 WHERE organization_id = $1 AND user_id = $2 AND key = $3";
}

/// How long a key is remembered: a day.
const REMEMBERED_SECONDS: i64 = 24 * 3600;

/// A key with the request it came with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyedRequest {
    /// The key that the caller chose.
    pub key: String,
    /// SHA-256 of the request.
    pub hash: [u8; 32],
}

/// What is known of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claim {
    /// Nobody has used it: do the work, then [`complete`].
    New,
    /// This very request was answered before, with this JSON.
    Answered(String),
    /// It came with another request.
    Reused,
}

/// Takes a key, unless it is taken. On PostgreSQL a request with the same key that is under way is
/// waited for.
///
/// # Errors
/// If the database fails.
pub async fn claim<P: Proof>(
    tx: &mut Tx,
    scope: &Scope<P>,
    request: &KeyedRequest,
    now: Instant,
) -> Result<Claim, Error> {
    let (organization, user) = (scope.organization_id(), scope.user_id());
    tx.execute(
        DELETE_OLD,
        values![organization, now.plus_seconds(-REMEMBERED_SECONDS)],
    )
    .await?;
    if tx
        .execute(
            CLAIM,
            values![organization, user, &request.key, &request.hash, now],
        )
        .await?
        == 1
    {
        return Ok(Claim::New);
    }
    let (hash, response): (Vec<u8>, String) = tx
        .one(FIND, values![organization, user, &request.key])
        .await?;
    Ok(if hash == request.hash {
        Claim::Answered(response)
    } else {
        Claim::Reused
    })
}

/// Notes the answer to the request that claimed a key.
///
/// # Errors
/// If the database fails.
pub async fn complete<P: Proof>(
    tx: &mut Tx,
    scope: &Scope<P>,
    request: &KeyedRequest,
    response: &str,
) -> Result<(), Error> {
    tx.execute(
        COMPLETE,
        values![
            scope.organization_id(),
            scope.user_id(),
            &request.key,
            response
        ],
    )
    .await
    .map(drop)
}
