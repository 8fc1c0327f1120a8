//! Links by which people come in without a password, or choose a new one.

use tenure_domain::id::UserId;
use tenure_domain::link::LinkPurpose;
use tenure_domain::time::Instant;
use tenure_domain::user::User;

use crate::db::{Columns, Error, FromRow, Tx, values};
use crate::sessions::TokenHash;
use crate::statement::statements;

statements! {
    PUT = "INSERT INTO links (address_hash, purpose, user_id, token_hash, created_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (address_hash, purpose) DO UPDATE SET user_id = excluded.user_id, token_hash = excluded.token_hash,
            created_at = excluded.created_at, expires_at = excluded.expires_at";
    FIND = "SELECT l.purpose, l.address_hash, u.id, u.name, u.email, u.is_operator FROM links l JOIN users u ON u.id = l.user_id
        WHERE l.token_hash = $1 AND l.expires_at > $2";
    TAKE = "DELETE FROM links WHERE token_hash = $1 AND user_id = $2 AND expires_at > $3";
    END_OF_USER = "DELETE FROM links WHERE user_id = $1";
    DELETE_EXPIRED = "DELETE FROM links WHERE expires_at <= $1";
}

/// SHA-256 of an address in the form by which addresses are unique.
pub type AddressHash = [u8; 32];

/// A link that somebody asked for.
#[derive(Debug)]
pub struct NewLink {
    /// The address it was asked for.
    pub address_hash: AddressHash,
    /// What it is for.
    pub purpose: LinkPurpose,
    /// Whose address it is; none if it is nobody's.
    pub user_id: Option<UserId>,
    /// SHA-256 of its token.
    pub token_hash: TokenHash,
    /// When it was asked for.
    pub created_at: Instant,
    /// When it ends.
    pub expires_at: Instant,
}

/// A link that works.
#[derive(Debug, Clone)]
pub struct Link {
    /// What it is for.
    pub purpose: LinkPurpose,
    /// The address it was sent to.
    pub address_hash: AddressHash,
    /// Whose it is, as they are now.
    pub user: User,
}

impl FromRow for Link {
    fn from_row(columns: &mut Columns<'_>) -> Result<Self, Error> {
        Ok(Self {
            purpose: columns.take()?,
            address_hash: columns.take()?,
            user: User::from_row(columns)?,
        })
    }
}

/// Adds a link in place of the one that was asked for before, for the same address and purpose.
///
/// # Errors
/// If the database fails.
pub async fn put(tx: &mut Tx, link: &NewLink) -> Result<(), Error> {
    tx.execute(
        PUT,
        values![
            &link.address_hash,
            link.purpose,
            link.user_id,
            &link.token_hash,
            link.created_at,
            link.expires_at,
        ],
    )
    .await
    .map(drop)
}

/// The link with this token, if it still works.
///
/// # Errors
/// If the database fails.
pub async fn find(tx: &mut Tx, token: &TokenHash, now: Instant) -> Result<Option<Link>, Error> {
    tx.optional(FIND, values![token, now]).await
}

/// Uses a user's link up: of many who try at once, one gets `true`.
///
/// # Errors
/// If the database fails.
pub async fn take(
    tx: &mut Tx,
    token: &TokenHash,
    user: UserId,
    now: Instant,
) -> Result<bool, Error> {
    Ok(tx.execute(TAKE, values![token, user, now]).await? == 1)
}

/// Ends all links of a user, since what they were asked for has changed.
///
/// # Errors
/// If the database fails.
pub async fn end_of_user(tx: &mut Tx, user: UserId) -> Result<u64, Error> {
    tx.execute(END_OF_USER, values![user]).await
}

/// Removes the links that have ended.
///
/// # Errors
/// If the database fails.
pub async fn delete_expired(tx: &mut Tx, now: Instant) -> Result<u64, Error> {
    tx.execute(DELETE_EXPIRED, values![now]).await
}
