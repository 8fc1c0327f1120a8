//! Passwords: Argon2id, off the async threads and behind a bound.
//!
//! Parameters as OWASP asks (19 MiB, two passes, one lane), in a PHC string that carries them, so
//! that they can be raised later and old hashes be renewed at sign-in.

use std::sync::Arc;
use std::time::Duration;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher as _, PasswordVerifier as _};
use tenure_domain::field::{FieldCode, Fields};
use tenure_domain::randomness::Randomness;
use tenure_store::credentials::Secret;
use tokio::sync::Semaphore;

use crate::Error;

/// The fewest characters of a new password.
pub const MIN_CHARACTERS: usize = 8;
/// The most bytes of a password that are looked at: more is refused, never cut off.
pub const MAX_BYTES: usize = 1024;
/// A password that so many guesses find is refused. They cover the 3,000 most common passwords of at
/// least [`MIN_CHARACTERS`] (ASVS 6.2.4), the last of which is the 8,949th of all, and what is no
/// better: one character over and over, a row of keys, somebody's birthday.
const FIRST_GUESSES: u64 = 10_000;
/// How long a sign-in waits for its turn before the server says that it has too much to do.
const PATIENCE: Duration = Duration::from_secs(10);

/// A secret in the form that the legacy application stored, against which a missing one is checked,
/// so that it takes as long.
const NO_LEGACY_SECRET: &str = concat!(
    "00000000000000000000000000000000:",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000000",
);

/// Hashes and verifies passwords, as many at once as there are cores (each takes 19 MiB).
#[derive(Clone)]
pub struct PasswordHasher {
    turns: Arc<Semaphore>,
    /// What an unknown user's password is checked against, so that the answer takes as long.
    nobody: Arc<str>,
}

/// What checking a password came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    /// Which of the secrets it was, from 0.
    pub index: usize,
    /// Whether that secret is in an old form and should be replaced.
    pub outdated: bool,
}

/// How hard a wrong password works, so that nobody can tell why it was wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effort {
    /// Nobody here has a secret of the legacy application.
    Argon2,
    /// Somebody has, so everybody's wrong password is checked in that form too.
    Argon2AndLegacy,
}

impl PasswordHasher {
    /// A hasher; `randomness` makes the secret that nobody has.
    #[must_use]
    pub fn new(randomness: &dyn Randomness) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let mut password = [0; 32];
        randomness.fill(&mut password);
        // An empty text verifies nothing, only faster: that this does not happen, a test shows.
        let nobody = hash_now(&password, randomness).unwrap_or_default();
        Self {
            turns: Arc::new(Semaphore::new(cores)),
            nobody: nobody.into(),
        }
    }

    /// The PHC string of a new password.
    ///
    /// # Errors
    /// If the server has too much to do.
    pub async fn hash(
        &self,
        password: String,
        randomness: &dyn Randomness,
    ) -> Result<String, Error> {
        let mut salt = [0; 16];
        randomness.fill(&mut salt);
        self.in_turn(move || hash_with(password.as_bytes(), &salt))
            .await?
    }

    /// Which of a user's secrets a password is, if any. A user without secrets, or no user at all,
    /// costs the same work.
    ///
    /// # Errors
    /// If the server has too much to do.
    pub async fn verify(
        &self,
        password: String,
        secrets: Vec<Secret>,
        effort: Effort,
    ) -> Result<Option<Match>, Error> {
        let nobody = Arc::clone(&self.nobody);
        self.in_turn(move || verify_now(&password, &secrets, &nobody, effort))
            .await
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Error> {
        let turn = tokio::time::timeout(PATIENCE, Arc::clone(&self.turns).acquire_owned()).await;
        let turn = turn
            .map_err(|_| Error::Overloaded)?
            .map_err(|closed| Error::Internal(closed.to_string()))?;
        let done = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            work()
        });
        done.await
            .map_err(|panic| Error::Internal(panic.to_string()))
    }
}

fn hash_now(password: &[u8], randomness: &dyn Randomness) -> Result<String, Error> {
    let mut salt = [0; 16];
    randomness.fill(&mut salt);
    hash_with(password, &salt)
}

fn hash_with(password: &[u8], salt: &[u8]) -> Result<String, Error> {
    let hash: PasswordHash = Argon2::default()
        .hash_password_with_salt(password, salt)
        .map_err(|error| Error::Internal(error.to_string()))?;
    Ok(hash.to_string())
}

fn verify_now(password: &str, secrets: &[Secret], nobody: &str, effort: Effort) -> Option<Match> {
    let mut done_argon2 = false;
    let mut done_legacy = false;
    for (index, secret) in secrets.iter().enumerate() {
        let matches = match secret {
            Secret::Password(phc) => {
                // A secret that cannot be read costs nothing, and counts for nothing.
                done_argon2 |= PasswordHash::new(phc).is_ok();
                verify_argon2(password, phc)
            }
            Secret::LegacyPassword(secret) => {
                done_legacy |= tenure_legacy::password::is_verifiable_secret(secret);
                tenure_legacy::password::verify_legacy_password(secret, password)
            }
        };
        if matches {
            let outdated = match secret {
                Secret::LegacyPassword(_) => true,
                Secret::Password(phc) => !has_current_parameters(phc),
            };
            return Some(Match { index, outdated });
        }
    }
    // Nobody knows these secrets: the work is done for its time, and its result cannot be yes.
    let impossible = (!done_argon2 && verify_argon2(password, nobody))
        || (!done_legacy
            && effort == Effort::Argon2AndLegacy
            && tenure_legacy::password::verify_legacy_password(NO_LEGACY_SECRET, password));
    if impossible {
        tracing::error!("a password matched a secret that nobody has");
    }
    None
}

fn verify_argon2(password: &str, phc: &str) -> bool {
    let phc = PasswordHash::new(phc);
    phc.is_ok_and(|phc| {
        Argon2::default()
            .verify_password(password.as_bytes(), &phc)
            .is_ok()
    })
}

fn has_current_parameters(phc: &str) -> bool {
    phc.starts_with("$argon2id$v=19$m=19456,t=2,p=1$")
}

/// Checks a password that someone chooses: long enough, not too long, not one of those that are
/// guessed first, and not simply the address or the name. No rules about kinds of characters; nothing is trimmed or changed.
pub fn check_new(
    fields: &mut Fields,
    field: &'static str,
    password: &str,
    email: &str,
    name: &str,
) {
    if password.chars().count() < MIN_CHARACTERS {
        fields.refuse(
            field,
            FieldCode::TooShort,
            format!("Use at least {MIN_CHARACTERS} characters. A few words are good."),
        );
    } else if password.len() > MAX_BYTES {
        fields.refuse(
            field,
            FieldCode::TooLong,
            format!("Use at most {MAX_BYTES} bytes."),
        );
    } else if [email, name]
        .iter()
        .any(|known| password.eq_ignore_ascii_case(known.trim()))
    {
        fields.refuse(
            field,
            FieldCode::Invalid,
            "Choose something other than your name or address.",
        );
    } else if zxcvbn::zxcvbn(password, &[email, name]).guesses() <= FIRST_GUESSES {
        fields.refuse(
            field,
            FieldCode::Invalid,
            "This is one of the passwords that are guessed first. Choose another: a few words that do not belong together are good.",
        );
    }
}

#[cfg(test)]
mod tests {
    use tenure_domain::randomness::SystemRandomness;

    use super::*;

    fn hasher() -> PasswordHasher {
        PasswordHasher::new(&SystemRandomness)
    }

    #[test]
    fn the_secret_that_nobody_has_costs_what_a_real_one_costs() {
        let nobody = hasher().nobody;
        assert!(has_current_parameters(&nobody), "{nobody}");
        assert!(PasswordHash::new(&nobody).is_ok());
        assert!(tenure_legacy::password::is_verifiable_secret(
            NO_LEGACY_SECRET
        ));
    }

    #[tokio::test]
    async fn no_secret_and_a_wrong_one_are_told_alike() {
        let hasher = hasher();
        let phc = hasher
            .hash("right password".to_owned(), &SystemRandomness)
            .await
            .unwrap();
        for secrets in [
            vec![],
            vec![Secret::Password(phc.clone())],
            vec![Secret::LegacyPassword("?".to_owned())],
        ] {
            for effort in [Effort::Argon2, Effort::Argon2AndLegacy] {
                let wrong = hasher
                    .verify("wrong password".to_owned(), secrets.clone(), effort)
                    .await;
                assert_eq!(wrong.unwrap(), None);
            }
        }
    }

    #[tokio::test]
    async fn a_secret_in_an_old_form_matches_and_is_to_be_replaced() {
        let hasher = hasher();
        let phc = hasher
            .hash("right password".to_owned(), &SystemRandomness)
            .await
            .unwrap();
        let old = Argon2::new(
            argon2::Algorithm::Argon2id,
            argon2::Version::V0x13,
            argon2::Params::new(8192, 1, 1, None).unwrap(),
        );
        let old = old
            .hash_password_with_salt(b"right password", &[7; 16])
            .unwrap();
        let secrets = vec![Secret::Password(old.to_string()), Secret::Password(phc)];
        let matched = hasher
            .verify("right password".to_owned(), secrets.clone(), Effort::Argon2)
            .await;
        assert_eq!(
            matched.unwrap(),
            Some(Match {
                index: 0,
                outdated: true
            })
        );
        let newer = secrets[1..].to_vec();
        let matched = hasher
            .verify("right password".to_owned(), newer, Effort::Argon2)
            .await;
        assert_eq!(
            matched.unwrap(),
            Some(Match {
                index: 0,
                outdated: false
            })
        );
    }
}
