//! From where users have signed in.

use tenure_domain::id::UserId;
use tenure_domain::time::Instant;

use crate::db::{Error, Tx, values};
use crate::statement::statements;

statements! {
    FORGET = "DELETE FROM known_devices WHERE user_id = $1 AND last_seen_at <= $2";
    SEE = "UPDATE known_devices SET last_seen_at = $3 WHERE user_id = $1 AND device_hash = $2";
    COUNT = "SELECT COUNT(*) FROM known_devices WHERE user_id = $1";
    ADD = "INSERT INTO known_devices (user_id, device_hash, last_seen_at) VALUES ($1, $2, $3)
        ON CONFLICT (user_id, device_hash) DO UPDATE SET last_seen_at = excluded.last_seen_at";
}

/// How long a device is remembered after a sign-in from it: 90 days.
const KEPT_SECONDS: i64 = 90 * 24 * 3600;

/// SHA-256 of what a device is told by.
pub type DeviceHash = [u8; 32];

/// Whether a user's device is new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// It was used within the last 90 days.
    Before,
    /// It is the only one known.
    First,
    /// Others are known, and this one is not.
    New,
}

/// Notes a sign-in from a device, and tells whether it is new.
///
/// # Errors
/// If the database fails.
pub async fn see(
    tx: &mut Tx,
    user: UserId,
    device: &DeviceHash,
    now: Instant,
) -> Result<Seen, Error> {
    let forgotten = now.plus_seconds(-KEPT_SECONDS);
    tx.execute(FORGET, values![user, forgotten]).await?;
    if tx.execute(SEE, values![user, device, now]).await? == 1 {
        return Ok(Seen::Before);
    }
    let (known,): (i64,) = tx.one(COUNT, values![user]).await?;
    tx.execute(ADD, values![user, device, now]).await?;
    Ok(if known == 0 { Seen::First } else { Seen::New })
}
