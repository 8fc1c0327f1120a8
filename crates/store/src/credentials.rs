//! Credentials: how users prove who they are.

use tenure_domain::id::{CredentialId, UserId};
use tenure_domain::time::Instant;

use crate::db::{Columns, Error, FromRow, Tx, values};
use crate::statement::statements;

statements! {
    INSERT = "INSERT INTO credentials (id, user_id, kind, provider, account, secret, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $7) ON CONFLICT (id) DO NOTHING";
    SECRETS = "SELECT id, kind, secret FROM credentials WHERE user_id = $1 AND secret IS NOT NULL
        ORDER BY created_at DESC, id DESC LIMIT 5";
    SOME_LEGACY_SECRET = "SELECT id FROM credentials WHERE kind = 'legacyPassword' LIMIT 1";
    LOCK_USER = "UPDATE users SET updated_at = $2 WHERE id = $1";
    SET_SECRETS = "UPDATE credentials SET kind = 'password', secret = $2, updated_at = $3 WHERE user_id = $1 AND secret IS NOT NULL";
    REPLACE_SECRET = "UPDATE credentials SET kind = 'password', secret = $3, updated_at = $4 WHERE id = $1 AND secret = $2";
}

/// A secret that a password is checked against.
#[derive(Clone, PartialEq, Eq)]
pub enum Secret {
    /// An Argon2id string (PHC).
    Password(String),
    /// `salt:key` of the legacy application's scrypt.
    LegacyPassword(String),
}

/// A new credential.
#[derive(Clone)]
pub struct NewCredential {
    /// Its id.
    pub id: CredentialId,
    /// Whose it is.
    pub user_id: UserId,
    /// Who vouches: `password`, or another provider's name.
    pub provider: String,
    /// The account at that provider.
    pub account: String,
    /// The secret; none where another provider vouches.
    pub secret: Option<Secret>,
    /// When it was made.
    pub created_at: Instant,
}

/// A credential with a secret.
pub struct StoredSecret {
    /// Its id.
    pub id: CredentialId,
    /// The secret.
    pub secret: Secret,
}

impl FromRow for StoredSecret {
    fn from_row(columns: &mut Columns<'_>) -> Result<Self, Error> {
        let id = columns.take()?;
        let kind: String = columns.take()?;
        let secret = columns.take()?;
        let secret = if kind == "legacyPassword" {
            Secret::LegacyPassword(secret)
        } else {
            Secret::Password(secret)
        };
        Ok(Self { id, secret })
    }
}

/// Adds a credential; one that is there already stays as it is.
///
/// # Errors
/// If the database fails.
pub async fn insert(tx: &mut Tx, credential: &NewCredential) -> Result<(), Error> {
    let (kind, secret) = match &credential.secret {
        None => ("external", None),
        Some(Secret::Password(secret)) => ("password", Some(secret)),
        Some(Secret::LegacyPassword(secret)) => ("legacyPassword", Some(secret)),
    };
    tx.execute(
        INSERT,
        values![
            credential.id,
            credential.user_id,
            kind,
            &credential.provider,
            &credential.account,
            secret,
            credential.created_at,
        ],
    )
    .await
    .map(drop)
}

/// The secrets of a user, newest first, at most five.
///
/// # Errors
/// If the database fails.
pub async fn secrets(tx: &mut Tx, user: UserId) -> Result<Vec<StoredSecret>, Error> {
    tx.all(SECRETS, values![user]).await
}

/// Whether anybody still has a secret of the legacy application.
///
/// # Errors
/// If the database fails.
pub async fn has_legacy_secrets(tx: &mut Tx) -> Result<bool, Error> {
    let some: Option<(CredentialId,)> = tx.optional(SOME_LEGACY_SECRET, values![]).await?;
    Ok(some.is_some())
}

/// Replaces a secret by an Argon2id string, unless it has changed since it was read; says whether it
/// did.
///
/// # Errors
/// If the database fails.
pub async fn replace_secret(
    tx: &mut Tx,
    before: &StoredSecret,
    phc: &str,
    now: Instant,
) -> Result<bool, Error> {
    let (Secret::Password(secret) | Secret::LegacyPassword(secret)) = &before.secret;
    let replaced = tx
        .execute(REPLACE_SECRET, values![before.id, secret, phc, now])
        .await?;
    Ok(replaced == 1)
}

/// A user's new password.
#[derive(Clone)]
pub struct NewPassword {
    /// The id of the credential, for a user who has none yet.
    pub id: CredentialId,
    /// Whose it is.
    pub user_id: UserId,
    /// The user's address.
    pub account: String,
    /// The Argon2id string.
    pub phc: String,
    /// When it was chosen.
    pub at: Instant,
}

/// Makes a password the only one of a user's: every secret becomes this one, those of the legacy
/// application too, and a user who had none gets a credential.
///
/// # Errors
/// If the database fails.
pub async fn set_password(tx: &mut Tx, password: &NewPassword) -> Result<(), Error> {
    let (user, phc, at) = (password.user_id, &password.phc, password.at);
    // One after the other, or two who set a first password at once would leave two.
    tx.execute(LOCK_USER, values![user, at]).await?;
    if tx.execute(SET_SECRETS, values![user, phc, at]).await? > 0 {
        return Ok(());
    }
    let credential = NewCredential {
        id: password.id,
        user_id: user,
        provider: "password".to_owned(),
        account: password.account.clone(),
        secret: Some(Secret::Password(phc.clone())),
        created_at: at,
    };
    insert(tx, &credential).await
}
