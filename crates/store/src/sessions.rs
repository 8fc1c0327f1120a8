//! Sessions of signed-in browsers.

use tenure_domain::id::{SessionId, UserId};
use tenure_domain::session::{IDLE_SECONDS, Session};
use tenure_domain::time::Instant;
use tenure_domain::user::User;

use crate::db::{Columns, Error, FromRow, Tx, values};
use crate::statement::statements;

statements! {
    INSERT = "INSERT INTO sessions (id, token_hash, user_id, created_at, last_seen_at, expires_at, user_agent)
        VALUES ($1, $2, $3, $4, $4, $5, $6)";
    FIND = "SELECT s.id, s.last_seen_at, u.id, u.name, u.email, u.is_operator
        FROM sessions s JOIN users u ON u.id = s.user_id
        WHERE s.token_hash = $1 AND s.expires_at > $2 AND s.last_seen_at > $3";
    TOUCH = "UPDATE sessions SET last_seen_at = $2 WHERE id = $1 AND last_seen_at < $2";
    LIST = "SELECT id, created_at, last_seen_at, expires_at, user_agent FROM sessions
        WHERE user_id = $1 AND expires_at > $2 AND last_seen_at > $3 ORDER BY last_seen_at DESC, id LIMIT 200";
    REVOKE = "DELETE FROM sessions WHERE id = $1 AND user_id = $2";
    REVOKE_OTHERS = "DELETE FROM sessions WHERE user_id = $1 AND id <> $2";
    REVOKE_ALL = "DELETE FROM sessions WHERE user_id = $1";
    DELETE_EXPIRED = "DELETE FROM sessions WHERE expires_at <= $1 OR last_seen_at <= $2";
}

/// SHA-256 of a session's token.
pub type TokenHash = [u8; 32];

/// A new session.
#[derive(Debug)]
pub struct NewSession {
    /// Its id.
    pub id: SessionId,
    /// SHA-256 of its token.
    pub token_hash: TokenHash,
    /// Whose it is.
    pub user_id: UserId,
    /// When it begins.
    pub created_at: Instant,
    /// When it ends at the latest.
    pub expires_at: Instant,
    /// The browser.
    pub user_agent: String,
}

/// Who is signed in by a session.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// The session.
    pub session_id: SessionId,
    /// When the session was last noted as used.
    pub last_seen_at: Instant,
    /// The user.
    pub user: User,
}

impl FromRow for SignedIn {
    fn from_row(columns: &mut Columns<'_>) -> Result<Self, Error> {
        Ok(Self {
            session_id: columns.take()?,
            last_seen_at: columns.take()?,
            user: User::from_row(columns)?,
        })
    }
}

/// Begins a session.
///
/// # Errors
/// If the database fails.
pub async fn insert(tx: &mut Tx, session: &NewSession) -> Result<(), Error> {
    tx.execute(
        INSERT,
        values![
            session.id,
            &session.token_hash,
            session.user_id,
            session.created_at,
            session.expires_at,
            &session.user_agent,
        ],
    )
    .await
    .map(drop)
}

/// Who is signed in by the session with this token, if it has not ended.
///
/// # Errors
/// If the database fails.
pub async fn find(
    tx: &mut Tx,
    token_hash: &TokenHash,
    now: Instant,
) -> Result<Option<SignedIn>, Error> {
    tx.optional(
        FIND,
        values![token_hash, now, now.plus_seconds(-IDLE_SECONDS)],
    )
    .await
}

/// Notes that a session was used.
///
/// # Errors
/// If the database fails.
pub async fn touch(tx: &mut Tx, session: SessionId, now: Instant) -> Result<(), Error> {
    tx.execute(TOUCH, values![session, now]).await.map(drop)
}

/// A user's sessions, last used first. `current` is the one that asks.
///
/// # Errors
/// If the database fails.
pub async fn list(
    tx: &mut Tx,
    user: UserId,
    current: SessionId,
    now: Instant,
) -> Result<Vec<Session>, Error> {
    let rows: Vec<(SessionId, Instant, Instant, Instant, String)> = tx
        .all(LIST, values![user, now, now.plus_seconds(-IDLE_SECONDS)])
        .await?;
    Ok(rows
        .into_iter()
        .map(
            |(id, created_at, last_seen_at, ends_at, user_agent)| Session {
                id,
                created_at,
                last_seen_at,
                expires_at: ends_at.min(last_seen_at.plus_seconds(IDLE_SECONDS)),
                user_agent,
                current: id == current,
            },
        )
        .collect())
}

/// Ends one of a user's sessions and tells whether there was one.
///
/// # Errors
/// If the database fails.
pub async fn revoke(tx: &mut Tx, session: SessionId, user: UserId) -> Result<bool, Error> {
    Ok(tx.execute(REVOKE, values![session, user]).await? == 1)
}

/// Ends a user's sessions but one, and tells how many there were.
///
/// # Errors
/// If the database fails.
pub async fn revoke_others(tx: &mut Tx, user: UserId, kept: SessionId) -> Result<u64, Error> {
    tx.execute(REVOKE_OTHERS, values![user, kept]).await
}

/// Ends all of a user's sessions, and tells how many there were.
///
/// # Errors
/// If the database fails.
pub async fn revoke_all(tx: &mut Tx, user: UserId) -> Result<u64, Error> {
    tx.execute(REVOKE_ALL, values![user]).await
}

/// Removes the sessions that have ended.
///
/// # Errors
/// If the database fails.
pub async fn delete_expired(tx: &mut Tx, now: Instant) -> Result<u64, Error> {
    tx.execute(
        DELETE_EXPIRED,
        values![now, now.plus_seconds(-IDLE_SECONDS)],
    )
    .await
}
