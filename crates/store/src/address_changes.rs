//! Addresses that users want and have yet to prove.

use tenure_domain::email::EmailAddress;
use tenure_domain::id::UserId;
use tenure_domain::time::Instant;
use tenure_domain::user::User;

use crate::db::{Columns, Error, FromRow, Tx, values};
use crate::sessions::TokenHash;
use crate::statement::statements;

statements! {
    PUT = "INSERT INTO address_changes (user_id, email, token_hash, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (user_id) DO UPDATE SET email = excluded.email, token_hash = excluded.token_hash,
            created_at = excluded.created_at, expires_at = excluded.expires_at";
    FIND = "SELECT a.email, u.id, u.name, u.email, u.is_operator FROM address_changes a JOIN users u ON u.id = a.user_id
        WHERE a.token_hash = $1 AND a.expires_at > $2";
    TAKE = "DELETE FROM address_changes WHERE token_hash = $1 AND expires_at > $2";
}

/// An address that a user wants.
#[derive(Debug)]
pub struct NewAddressChange {
    /// Who wants it.
    pub user_id: UserId,
    /// The address.
    pub email: EmailAddress,
    /// SHA-256 of the token of the link that proves it.
    pub token_hash: TokenHash,
    /// When it was asked for.
    pub created_at: Instant,
    /// Until when the link works.
    pub expires_at: Instant,
}

/// An address that can still be proven.
#[derive(Debug, Clone)]
pub struct AddressChange {
    /// The address.
    pub email: EmailAddress,
    /// Who wants it, as they are now.
    pub user: User,
}

impl FromRow for AddressChange {
    fn from_row(columns: &mut Columns<'_>) -> Result<Self, Error> {
        Ok(Self {
            email: columns.take()?,
            user: User::from_row(columns)?,
        })
    }
}

/// Notes an address that a user wants, in place of the one they wanted before.
///
/// # Errors
/// If the database fails.
pub async fn put(tx: &mut Tx, change: &NewAddressChange) -> Result<(), Error> {
    tx.execute(
        PUT,
        values![
            change.user_id,
            change.email.as_str(),
            &change.token_hash,
            change.created_at,
            change.expires_at,
        ],
    )
    .await
    .map(drop)
}

/// What the link with this token proves, if it still works.
///
/// # Errors
/// If the database fails.
pub async fn find(
    tx: &mut Tx,
    token: &TokenHash,
    now: Instant,
) -> Result<Option<AddressChange>, Error> {
    tx.optional(FIND, values![token, now]).await
}

/// Uses the link up: of many who try at once, one gets `true`.
///
/// # Errors
/// If the database fails.
pub async fn take(tx: &mut Tx, token: &TokenHash, now: Instant) -> Result<bool, Error> {
    Ok(tx.execute(TAKE, values![token, now]).await? == 1)
}
