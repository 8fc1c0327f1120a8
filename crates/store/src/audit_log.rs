//! The audit log. Entries are written in the transaction of the change they tell of, and never
//! changed.

use serde_json::Value as Json;
use tenure_domain::audit::{AuditEntry, Origin};
use tenure_domain::id::{AuditEntryId, UserId};
use tenure_domain::permission::ReadAuditLog;
use tenure_domain::time::Instant;
use uuid::Uuid;

use crate::db::{Columns, Error, FromRow, Query, Tx, values};
use crate::scope::{Authority, Scope};
use crate::statement::statements;

statements! {
    INSERT = "INSERT INTO audit_log (organization_id, id, at, actor_id, function, subject_id, before, after, request_id, address)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    SELECT = "SELECT id, at, actor_id, function, subject_id, before, after, request_id, address
        FROM audit_log WHERE organization_id = $1";
}

impl FromRow for AuditEntry {
    fn from_row(columns: &mut Columns<'_>) -> Result<Self, Error> {
        Ok(Self {
            id: columns.take()?,
            at: columns.take()?,
            actor_id: columns.take()?,
            function: columns.take()?,
            subject_id: columns.take()?,
            before: take_json(columns)?,
            after: take_json(columns)?,
            request_id: columns.take()?,
            address: columns.take()?,
        })
    }
}

fn take_json(columns: &mut Columns<'_>) -> Result<Option<Json>, Error> {
    let text: Option<String> = columns.take()?;
    // What is no JSON any more is shown as the text it is.
    Ok(text.map(|text| serde_json::from_str(&text).unwrap_or(Json::String(text))))
}

/// A change to tell of.
#[derive(Debug)]
pub struct Change<'a> {
    /// The id of the entry.
    pub id: AuditEntryId,
    /// When it is made.
    pub at: Instant,
    /// The function that makes it.
    pub function: &'static str,
    /// What is changed.
    pub subject_id: Uuid,
    /// What was there before, of what changes.
    pub before: Option<Json>,
    /// What is there after.
    pub after: Option<Json>,
    /// Where it comes from.
    pub origin: &'a Origin,
}

/// Which entries a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct AuditFilter {
    /// Only those of one function.
    pub function: Option<String>,
    /// Only what one user did.
    pub actor_id: Option<UserId>,
    /// Only what was done to one organization or membership.
    pub subject_id: Option<Uuid>,
    /// Only what was done then or later.
    pub from: Option<Instant>,
    /// Only what was done before.
    pub to: Option<Instant>,
}

/// Tells of a change, in its transaction.
///
/// # Errors
/// If the database fails.
pub async fn record(tx: &mut Tx, by: &impl Authority, change: &Change<'_>) -> Result<(), Error> {
    tx.execute(
        INSERT,
        values![
            by.organization_id(),
            change.id,
            change.at,
            by.actor(),
            change.function,
            change.subject_id,
            change.before.as_ref().map(ToString::to_string),
            change.after.as_ref().map(ToString::to_string),
            &change.origin.request_id,
            change.origin.address.as_ref(),
        ],
    )
    .await
    .map(drop)
}

/// Entries, newest first, before `after` in that order. Ids are in the order of time.
///
/// # Errors
/// If the database fails.
pub async fn list(
    tx: &mut Tx,
    scope: &Scope<ReadAuditLog>,
    filter: &AuditFilter,
    after: Option<AuditEntryId>,
    rows: usize,
) -> Result<Vec<AuditEntry>, Error> {
    let mut query = Query::new(SELECT.sql, values![scope.organization_id()]);
    query
        .bind_if(" AND function = ?", filter.function.as_ref())
        .bind_if(" AND actor_id = ?", filter.actor_id)
        .bind_if(" AND subject_id = ?", filter.subject_id)
        .bind_if(" AND at >= ?", filter.from)
        .bind_if(" AND at < ?", filter.to)
        .bind_if(" AND id < ?", after)
        .bind(" ORDER BY id DESC LIMIT ?", values![rows]);
    tx.all(query.sql(), query.values()).await
}
