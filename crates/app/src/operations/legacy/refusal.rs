//! Why a step of the move is refused.

use tenure_store::Tenancy;
use tenure_store::db::{Held, Hold};
use tenure_store::settings::{self, Key};

use crate::{Error, Tenure};

/// Why a step of the move was not done, or not to its end.
#[derive(Debug, thiserror::Error)]
pub enum MoveError {
    /// Another process changes what became of the documents.
    #[error("another process is placing or undoing in this database")]
    Held,
    /// The move is finished.
    #[error("the move is finished: nothing is taken in, placed or undone any more")]
    Finished,
    /// The move is not finished.
    #[error("the move is not finished: its documents are needed")]
    Unfinished,
    /// Whoever documents were to be given to is not there.
    #[error("{0}")]
    NoRecipient(String),
    /// Some documents cannot be given to anybody: which, and why.
    #[error("{}", .0.join("; "))]
    NotAssignable(Vec<String>),
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
    /// Takes the hold of whoever changes what became of the documents, while that may be changed.
    pub(super) async fn hold_move(&self) -> Result<Held, MoveError> {
        let held = self.hold_documents().await?;
        if self.is_move_finished().await? {
            return Err(MoveError::Finished);
        }
        Ok(held)
    }

    /// Takes the hold whatever became of the move.
    pub(super) async fn hold_documents(&self) -> Result<Held, MoveError> {
        self.db.hold(Hold::Move).await?.ok_or(MoveError::Held)
    }

    /// Whether the move was declared done.
    pub(super) async fn is_move_finished(&self) -> Result<bool, Error> {
        let reason = Tenancy::Operator("asks whether the move is finished");
        let finished = self
            .db
            .read(reason, |tx| {
                Box::pin(async move { settings::find(tx, Key::LegacyFinished).await })
            })
            .await?;
        Ok(finished.is_some())
    }
}
