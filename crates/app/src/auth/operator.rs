//! Operators: who may run the instance.

use tenure_store::Tenancy;

use super::Token;
use crate::{Error, Tenure};

/// Proof that an operator asks: somebody who is signed in as one, or whoever may run commands where
/// the database is. Every use case of the instance's own data takes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OperatorAccess {
    /// What is done, for the log.
    what: &'static str,
}

impl OperatorAccess {
    /// Whoever runs this command: they hold the database itself.
    #[must_use]
    pub const fn by_command(command: &'static str) -> Self {
        Self { what: command }
    }

    /// What a transaction of theirs may touch.
    pub(crate) const fn tenancy(self) -> Tenancy {
        Tenancy::Operator(self.what)
    }
}

impl Tenure {
    /// The operator who is signed in by this token.
    ///
    /// # Errors
    /// [`Error::NotAuthenticated`] if nobody is; [`Error::OperatorRequired`] if it is somebody else.
    pub async fn authenticate_operator(&self, token: &Token) -> Result<OperatorAccess, Error> {
        if self.authenticate(token).await?.user.is_operator {
            Ok(OperatorAccess {
                what: "an operator's page",
            })
        } else {
            Err(Error::OperatorRequired)
        }
    }
}
