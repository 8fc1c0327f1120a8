//! Homes that an operator gave to legacy documents. The operator's, like the documents themselves.

use tenure_domain::id::{OrganizationId, UserId};
use tenure_domain::time::Instant;

use crate::db::{Columns, Error, FromRow, Tx, Value, values};
use crate::statement::statements;

statements! {
    ALL = "SELECT table_name, id, user_document, organization_document FROM legacy_assignments ORDER BY table_name, id";
    PUT = "INSERT INTO legacy_assignments (table_name, id, user_document, organization_document, assigned_at)
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (table_name, id) DO UPDATE SET
            user_document = excluded.user_document, organization_document = excluded.organization_document,
            assigned_at = excluded.assigned_at";
    REMOVE = "DELETE FROM legacy_assignments WHERE table_name = $1 AND id = $2";
    PERSONAL_OF = "SELECT created_by FROM organizations WHERE id = $1 AND kind = 'personal'";
    REMOVE_ALL = "DELETE FROM legacy_assignments";
}

/// Whose a document is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Assignee {
    /// The user with this legacy id.
    User(String),
    /// The organization with this legacy id.
    Organization(String),
}

/// A document with the home it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// Its table.
    pub table: String,
    /// Its id.
    pub id: String,
    /// Whose it is.
    pub to: Assignee,
}

impl FromRow for Assignment {
    fn from_row(columns: &mut Columns<'_>) -> Result<Self, Error> {
        let (table, id) = (columns.take()?, columns.take()?);
        let (user, organization): (Option<String>, Option<String>) =
            (columns.take()?, columns.take()?);
        let to = match (user, organization) {
            (Some(user), _) => Assignee::User(user),
            (None, Some(organization)) => Assignee::Organization(organization),
            (None, None) => {
                return Err(Error::Decode {
                    column: 2,
                    reason: "a document was assigned to nobody".to_owned(),
                });
            }
        };
        Ok(Self { table, id, to })
    }
}

/// All of them.
///
/// # Errors
/// If the database fails.
pub async fn all(tx: &mut Tx) -> Result<Vec<Assignment>, Error> {
    tx.all(ALL, values![]).await
}

/// Gives documents their homes, whatever they were given before.
///
/// # Errors
/// If the database fails.
pub async fn put(tx: &mut Tx, assignments: &[Assignment], now: Instant) -> Result<(), Error> {
    let sets: Vec<Vec<Value<'_>>> = assignments
        .iter()
        .map(|Assignment { table, id, to }| {
            let (user, organization) = match to {
                Assignee::User(user) => (Some(user), None),
                Assignee::Organization(organization) => (None, Some(organization)),
            };
            vec![
                table.into(),
                id.into(),
                user.into(),
                organization.into(),
                now.into(),
            ]
        })
        .collect();
    tx.execute_each(PUT, &sets).await.map(drop)
}

/// Takes back what documents were given.
///
/// # Errors
/// If the database fails.
pub async fn remove(tx: &mut Tx, documents: &[(String, String)]) -> Result<u64, Error> {
    let sets: Vec<Vec<Value<'_>>> = documents
        .iter()
        .map(|(table, id)| vec![table.into(), id.into()])
        .collect();
    tx.execute_each(REMOVE, &sets).await
}

/// Takes back all of it.
///
/// # Errors
/// If the database fails.
pub async fn remove_all(tx: &mut Tx) -> Result<u64, Error> {
    tx.execute(REMOVE_ALL, values![]).await
}

/// Whose personal workspace an organization is.
///
/// # Errors
/// If the database fails.
pub async fn personal_of(
    tx: &mut Tx,
    organization: OrganizationId,
) -> Result<Option<UserId>, Error> {
    let user: Option<(Option<UserId>,)> = tx.optional(PERSONAL_OF, values![organization]).await?;
    Ok(user.and_then(|(user,)| user))
}
