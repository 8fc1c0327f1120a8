//! What the instance remembers about itself.

use tenure_domain::time::Instant;

use crate::db::{Error, Tx, values};
use crate::statement::statements;

statements! {
    FIND = "SELECT value FROM settings WHERE key = $1";
    PUT = "INSERT INTO settings (key, value, updated_at) VALUES ($1, $2, $3)
        ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at";
    PUT_IF_ABSENT = "INSERT INTO settings (key, value, updated_at) VALUES ($1, $2, $3) ON CONFLICT (key) DO NOTHING";
    LOCK = "UPDATE settings SET updated_at = updated_at WHERE key = $1 RETURNING value";
    REMOVE = "DELETE FROM settings WHERE key = $1 AND value = $2";
}

/// What is remembered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// SHA-256, in hex, of the token that makes the first operator.
    SetUpTokenHash,
    /// The key that list cursors are signed with, in hex.
    CursorKey,
    /// How many imports took legacy documents in: whoever places them sees that there are more.
    LegacyImports,
    /// The moment that all runs of the move take for the present, in milliseconds since 1970.
    LegacyMoveTime,
    /// The journal's entry with the proof of a move that was declared done.
    LegacyFinished,
    /// Why no mail is sent at the moment, and when it is tried again.
    MailPause,
}

impl Key {
    const fn as_str(self) -> &'static str {
        match self {
            Self::SetUpTokenHash => "set_up_token_hash",
            Self::CursorKey => "cursor_key",
            Self::LegacyImports => "legacy_imports",
            Self::LegacyMoveTime => "legacy_move_time",
            Self::LegacyFinished => "legacy_finished",
            Self::MailPause => "mail_pause",
        }
    }
}

/// What is remembered under `key`.
///
/// # Errors
/// If the database fails.
pub async fn find(tx: &mut Tx, key: Key) -> Result<Option<String>, Error> {
    let value: Option<(String,)> = tx.optional(FIND, values![key.as_str()]).await?;
    Ok(value.map(|(value,)| value))
}

/// Remembers `value`, whatever was there.
///
/// # Errors
/// If the database fails.
pub async fn put(tx: &mut Tx, key: Key, value: &str, now: Instant) -> Result<(), Error> {
    tx.execute(PUT, values![key.as_str(), value, now])
        .await
        .map(drop)
}

/// Remembers `value` unless something is there, and gives what is there now.
///
/// # Errors
/// If the database fails.
pub async fn find_or_put(
    tx: &mut Tx,
    key: Key,
    value: &str,
    now: Instant,
) -> Result<String, Error> {
    tx.execute(PUT_IF_ABSENT, values![key.as_str(), value, now])
        .await?;
    let (value,): (String,) = tx.one(FIND, values![key.as_str()]).await?;
    Ok(value)
}

/// What is remembered under `key`, which nobody else can change or lock until the transaction ends.
///
/// # Errors
/// If the database fails.
pub async fn lock(tx: &mut Tx, key: Key) -> Result<Option<String>, Error> {
    let value: Option<(String,)> = tx.optional(LOCK, values![key.as_str()]).await?;
    Ok(value.map(|(value,)| value))
}

/// Forgets `value`, if it is what is there: of many that try at once, one gets `true`.
///
/// # Errors
/// If the database fails.
pub async fn take(tx: &mut Tx, key: Key, value: &str) -> Result<bool, Error> {
    Ok(tx.execute(REMOVE, values![key.as_str(), value]).await? == 1)
}
