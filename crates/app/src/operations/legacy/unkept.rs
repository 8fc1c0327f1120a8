//! How a batch ends without being kept.

use crate::Error;

/// Why nothing of a batch was kept.
pub(super) enum Unkept {
    /// The database changed under it: what was decided may not hold.
    Stale(String),
    /// The database failed.
    Failed(Error),
}

impl From<tenure_store::Error> for Unkept {
    fn from(error: tenure_store::Error) -> Self {
        // A slug or an address that was free when it was given out; a row that is referred to since.
        if error.is_unique_violation() || error.is_foreign_key_violation() {
            Self::Stale(error.to_string())
        } else {
            Self::Failed(error.into())
        }
    }
}

impl From<Error> for Unkept {
    fn from(error: Error) -> Self {
        match error {
            Error::Store(error) => error.into(),
            error => Self::Failed(error),
        }
    }
}
