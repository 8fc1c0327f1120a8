//! Why a step of the move is refused.

use tenure_store::db::{Held, Hold};

use crate::{Error, Tenure};

/// Why a step of the move was not done, or not to its end.
#[derive(Debug, thiserror::Error)]
pub enum MoveError {
    /// Another process changes what became of the documents.
    #[error("another process is placing or undoing in this database")]
    Held,
    /// Others kept changing what it works on.
    #[error(
        "what was decided did not hold while it was written, several times in a row: {0}. \
         If an import is running, try again when it is done."
    )]
    Disturbed(String),
    /// The database failed, or something that cannot happen did.
    #[error(transparent)]
    App(#[from] Error),
}

impl From<tenure_store::Error> for MoveError {
    fn from(error: tenure_store::Error) -> Self {
        Self::App(error.into())
    }
}

impl Tenure {
    /// Takes the hold of whoever changes what became of the documents.
    pub(super) async fn hold_move(&self) -> Result<Held, MoveError> {
        self.db.hold(Hold::Move).await?.ok_or(MoveError::Held)
    }
}
