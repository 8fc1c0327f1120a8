//! Users and what they last chose.

use tenure_domain::email::EmailAddress;
use tenure_domain::id::{OrganizationId, UserId};
use tenure_domain::time::Instant;
use tenure_domain::user::{Account, User};

use crate::db::{Columns, Error, FromRow, Query, Tx, values};
use crate::statement::statements;

statements! {
    INSERT = "INSERT INTO users (id, name, email, email_key, email_verified_at, is_operator, is_placeholder, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8) ON CONFLICT (email_key) DO NOTHING";
    FIND_BY_EMAIL = "SELECT id, name, email, is_operator FROM users WHERE email_key = $1 AND NOT is_placeholder";
    SOME_OPERATOR = "SELECT COUNT(*) FROM users WHERE is_operator";
    ACTIVE_ORGANIZATION = "SELECT active_organization_id FROM users WHERE id = $1";
    SET_ACTIVE_ORGANIZATION = "UPDATE users SET active_organization_id = $2, updated_at = $3 WHERE id = $1";
    SET_ACTIVE_ORGANIZATION_IF_NONE = "UPDATE users SET active_organization_id = $2, updated_at = $3
        WHERE id = $1 AND active_organization_id IS NULL";
    FIND = "SELECT id, name, email, is_operator FROM users WHERE id = $1 AND NOT is_placeholder";
    PROVE_EMAIL = "UPDATE users SET email_verified_at = COALESCE(email_verified_at, $3), updated_at = $3
        WHERE id = $1 AND email_key = $2 AND NOT is_placeholder";
    SET_EMAIL = "UPDATE users SET email = $2, email_key = $3, email_verified_at = $4, updated_at = $4 WHERE id = $1";
    SET_NAME = "UPDATE users SET name = $2, updated_at = $3 WHERE id = $1";
    WANT_WEEKLY_SUMMARY = "UPDATE users SET weekly_summary_since = COALESCE(weekly_summary_since, $2), updated_at = $2 WHERE id = $1";
    END_WEEKLY_SUMMARY = "UPDATE users SET weekly_summary_since = NULL, updated_at = $2 WHERE id = $1";
    WEEKLY_SUBSCRIBERS = "SELECT id, name, email, is_operator, weekly_summary_since, weekly_summary_week
        FROM users WHERE weekly_summary_since IS NOT NULL";
    MARK_WEEKLY_SUMMARY = "UPDATE users SET weekly_summary_week = $2
        WHERE id = $1 AND weekly_summary_since IS NOT NULL AND (weekly_summary_week IS NULL OR weekly_summary_week < $2)";
    ACCOUNT = "SELECT u.id, u.name, u.email, u.is_operator, u.email_verified_at IS NOT NULL,
            EXISTS (SELECT 1 FROM credentials c WHERE c.user_id = u.id AND c.secret IS NOT NULL),
            (SELECT a.email FROM address_changes a WHERE a.user_id = u.id AND a.expires_at > $2),
            u.weekly_summary_since IS NOT NULL
        FROM users u WHERE u.id = $1";
    COUNT = "SELECT COUNT(*) FROM users";
    ADDRESSES = "SELECT id, email_key FROM users WHERE email_key IS NOT NULL";
}

impl FromRow for User {
    fn from_row(columns: &mut Columns<'_>) -> Result<Self, Error> {
        Ok(Self {
            id: columns.take()?,
            name: columns.take()?,
            email: columns.take()?,
            is_operator: columns.take()?,
        })
    }
}

impl FromRow for Account {
    fn from_row(columns: &mut Columns<'_>) -> Result<Self, Error> {
        Ok(Self {
            user: User::from_row(columns)?,
            email_verified: columns.take()?,
            has_password: columns.take()?,
            pending_email: columns.take()?,
            weekly_summary: columns.take()?,
        })
    }
}

/// What a new user is made of.
#[derive(Debug, Clone)]
pub struct NewUser {
    /// Its id.
    pub id: UserId,
    /// The name others see.
    pub name: String,
    /// The address, if it has one.
    pub email: Option<EmailAddress>,
    /// When the address was proven, if it was.
    pub email_verified_at: Option<Instant>,
    /// Whether it may run the instance.
    pub is_operator: bool,
    /// Whether nobody signs in as it.
    pub is_placeholder: bool,
    /// When it was made.
    pub created_at: Instant,
}

/// Adds a user, unless the address is taken: then nothing happens and the answer is `false`.
///
/// # Errors
/// If the database fails.
pub async fn insert(tx: &mut Tx, user: &NewUser) -> Result<bool, Error> {
    let key = user.email.as_ref().map(EmailAddress::key);
    let added = tx
        .execute(
            INSERT,
            values![
                user.id,
                &user.name,
                user.email.as_ref().map(EmailAddress::as_str),
                key.as_ref(),
                user.email_verified_at,
                user.is_operator,
                user.is_placeholder,
                user.created_at,
            ],
        )
        .await?;
    Ok(added == 1)
}

/// The user with this address.
///
/// # Errors
/// If the database fails.
pub async fn find_by_email(tx: &mut Tx, email: &EmailAddress) -> Result<Option<User>, Error> {
    tx.optional(FIND_BY_EMAIL, values![&email.key()]).await
}

/// The user with this id, unless it is a placeholder.
///
/// # Errors
/// If the database fails.
pub async fn find(tx: &mut Tx, user: UserId) -> Result<Option<User>, Error> {
    tx.optional(FIND, values![user]).await
}

/// All that a user may know of their own account.
///
/// # Errors
/// If the database fails, or there is no such user.
pub async fn account(tx: &mut Tx, user: UserId, now: Instant) -> Result<Account, Error> {
    tx.one(ACCOUNT, values![user, now]).await
}

/// Notes that a user has proven an address, if it is still theirs; says whether it is. From here on
/// nobody else changes the user until the transaction ends.
///
/// # Errors
/// If the database fails.
pub async fn prove_email(
    tx: &mut Tx,
    user: UserId,
    email: &EmailAddress,
    now: Instant,
) -> Result<bool, Error> {
    let proven = tx
        .execute(PROVE_EMAIL, values![user, &email.key(), now])
        .await?;
    Ok(proven == 1)
}

/// Gives a user another address, which they have proven.
///
/// # Errors
/// A violated unique constraint if somebody else has it.
pub async fn set_email(
    tx: &mut Tx,
    user: UserId,
    email: &EmailAddress,
    now: Instant,
) -> Result<(), Error> {
    tx.execute(SET_EMAIL, values![user, email.as_str(), &email.key(), now])
        .await
        .map(drop)
}

/// Gives a user another name.
///
/// # Errors
/// If the database fails.
pub async fn set_name(tx: &mut Tx, user: UserId, name: &str, now: Instant) -> Result<(), Error> {
    tx.execute(SET_NAME, values![user, name, now])
        .await
        .map(drop)
}

/// Whether a user wants a summary of each week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WeeklySummary {
    /// From this moment on, or since earlier.
    Since(Instant),
    /// Not, or no longer.
    Unwanted,
}

/// Notes whether a user wants a summary of each week.
///
/// # Errors
/// If the database fails.
pub async fn set_weekly_summary(
    tx: &mut Tx,
    user: UserId,
    summary: WeeklySummary,
    now: Instant,
) -> Result<(), Error> {
    let (statement, at) = match summary {
        WeeklySummary::Since(since) => (WANT_WEEKLY_SUMMARY, since),
        WeeklySummary::Unwanted => (END_WEEKLY_SUMMARY, now),
    };
    tx.execute(statement, values![user, at]).await.map(drop)
}

/// Somebody who wants a summary of each week.
#[derive(Debug, Clone)]
pub struct Subscriber {
    /// Who it is.
    pub user: User,
    /// Since when they want it.
    pub since: Instant,
    /// The newest week they got it for.
    pub week: Option<String>,
}

impl FromRow for Subscriber {
    fn from_row(columns: &mut Columns<'_>) -> Result<Self, Error> {
        Ok(Self {
            user: User::from_row(columns)?,
            since: columns.take()?,
            week: columns.take()?,
        })
    }
}

/// Those who want a summary of each week, in the order of their ids, after `after`.
///
/// # Errors
/// If the database fails.
pub async fn weekly_subscribers(
    tx: &mut Tx,
    after: Option<UserId>,
    rows: usize,
) -> Result<Vec<Subscriber>, Error> {
    let mut query = Query::new(WEEKLY_SUBSCRIBERS.sql, values![]);
    query
        .bind_if(" AND id > ?", after)
        .bind(" ORDER BY id LIMIT ?", values![rows]);
    tx.all(query.sql(), query.values()).await
}

/// Notes that a user gets the summary of a week: of many who try at once, one gets `true`, and
/// nobody for an earlier week.
///
/// # Errors
/// If the database fails.
pub async fn mark_weekly_summary(tx: &mut Tx, user: UserId, week: &str) -> Result<bool, Error> {
    let marked = tx.execute(MARK_WEEKLY_SUMMARY, values![user, week]).await?;
    Ok(marked == 1)
}

/// Whether somebody may run the instance.
///
/// # Errors
/// If the database fails.
pub async fn has_operator(tx: &mut Tx) -> Result<bool, Error> {
    let (count,): (i64,) = tx.one(SOME_OPERATOR, values![]).await?;
    Ok(count > 0)
}

/// How many users there are.
///
/// # Errors
/// If the database fails.
pub async fn count(tx: &mut Tx) -> Result<i64, Error> {
    let (count,): (i64,) = tx.one(COUNT, values![]).await?;
    Ok(count)
}

/// Every address in the form that is unique, and whose it is: for the operator's move.
///
/// # Errors
/// If the database fails.
pub async fn addresses(tx: &mut Tx) -> Result<Vec<(UserId, String)>, Error> {
    tx.all(ADDRESSES, values![]).await
}

/// The organization the user last chose.
///
/// # Errors
/// If the database fails, or there is no such user.
pub async fn active_organization(
    tx: &mut Tx,
    user: UserId,
) -> Result<Option<OrganizationId>, Error> {
    let (organization,): (Option<OrganizationId>,) =
        tx.one(ACTIVE_ORGANIZATION, values![user]).await?;
    Ok(organization)
}

/// Notes the organization the user chose.
///
/// # Errors
/// If the database fails.
pub async fn set_active_organization(
    tx: &mut Tx,
    user: UserId,
    organization: OrganizationId,
    now: Instant,
) -> Result<(), Error> {
    tx.execute(SET_ACTIVE_ORGANIZATION, values![user, organization, now])
        .await
        .map(drop)
}

/// Notes an organization for a user who has not chosen one.
///
/// # Errors
/// If the database fails.
pub async fn set_active_organization_if_none(
    tx: &mut Tx,
    user: UserId,
    organization: OrganizationId,
    now: Instant,
) -> Result<(), Error> {
    tx.execute(
        SET_ACTIVE_ORGANIZATION_IF_NONE,
        values![user, organization, now],
    )
    .await
    .map(drop)
}
