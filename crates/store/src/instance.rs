//! The instance as a whole.

use crate::db::{Error, Tx, values};
use crate::statement::statements;

statements! {
    IS_FILLED = "SELECT EXISTS (SELECT 1 FROM users) OR EXISTS (SELECT 1 FROM organizations)
        OR EXISTS (SELECT 1 FROM legacy_documents)";
}

/// Whether nobody has put anything into the instance: no user, no organization, no document that
/// waits to be moved in. Sees everything in a transaction of `Tenancy::Operator` alone.
///
/// # Errors
/// If the database fails.
pub async fn is_empty(tx: &mut Tx) -> Result<bool, Error> {
    let (filled,): (bool,) = tx.one(IS_FILLED, values![]).await?;
    Ok(!filled)
}
