//! What operators' commands look up across organizations: users, and who is in what.

use tenure_domain::administration::{
    ListedOrganization, ListedUser, OrganizationMember, UserMembership,
};
use tenure_domain::id::{OrganizationId, UserId};
use tenure_domain::slug::Slug;
use tenure_domain::time::Instant;

use crate::db::dialect::contains_pattern;
use crate::db::{Columns, Error, FromRow, Query, Tx, values};
use crate::statement::statements;

statements! {
    USERS = "SELECT id, name, email, is_operator, is_placeholder, created_at FROM users WHERE TRUE";
    MEMBERSHIPS = "SELECT o.id, o.slug, o.name, o.kind, m.role, m.is_active, m.removed_at IS NOT NULL
        FROM memberships m JOIN organizations o ON o.id = m.organization_id WHERE m.user_id = $1 ORDER BY o.slug";
    ORGANIZATIONS = "SELECT o.id, o.slug, o.name, o.kind, o.created_at,
            (SELECT COUNT(*) FROM memberships m WHERE m.organization_id = o.id AND m.is_active)
        FROM organizations o WHERE TRUE";
    MEMBERS = "SELECT u.id, u.name, u.email, m.role, m.is_active, m.removed_at IS NOT NULL, u.is_placeholder
        FROM memberships m JOIN users u ON u.id = m.user_id WHERE m.organization_id = $1 ORDER BY m.id LIMIT $2";
    FIRST_OWNER = "SELECT user_id FROM memberships WHERE organization_id = $1 AND role = 'owner' AND is_active
        ORDER BY created_at, id LIMIT 1";
    OPERATORS = "SELECT id FROM users WHERE is_operator ORDER BY id";
    SET_OPERATOR = "UPDATE users SET is_operator = $2, updated_at = $3 WHERE id = $1";
}

impl FromRow for ListedUser {
    fn from_row(columns: &mut Columns<'_>) -> Result<Self, Error> {
        Ok(Self {
            id: columns.take()?,
            name: columns.take()?,
            email: columns.take()?,
            is_operator: columns.take()?,
            is_placeholder: columns.take()?,
            created_at: columns.take()?,
        })
    }
}

impl FromRow for UserMembership {
    fn from_row(columns: &mut Columns<'_>) -> Result<Self, Error> {
        Ok(Self {
            organization_id: columns.take()?,
            slug: columns.take()?,
            name: columns.take()?,
            kind: columns.take()?,
            role: columns.take()?,
            active: columns.take()?,
            removed: columns.take()?,
        })
    }
}

impl FromRow for ListedOrganization {
    fn from_row(columns: &mut Columns<'_>) -> Result<Self, Error> {
        Ok(Self {
            id: columns.take()?,
            slug: columns.take()?,
            name: columns.take()?,
            kind: columns.take()?,
            created_at: columns.take()?,
            active_members: columns.take()?,
        })
    }
}

impl FromRow for OrganizationMember {
    fn from_row(columns: &mut Columns<'_>) -> Result<Self, Error> {
        Ok(Self {
            user_id: columns.take()?,
            name: columns.take()?,
            email: columns.take()?,
            role: columns.take()?,
            active: columns.take()?,
            removed: columns.take()?,
            placeholder: columns.take()?,
        })
    }
}

/// Users in the order they came, after `after`; only those whose address contains `search`.
///
/// # Errors
/// If the database fails.
pub async fn users(
    tx: &mut Tx,
    search: Option<&str>,
    after: Option<UserId>,
    rows: usize,
) -> Result<Vec<ListedUser>, Error> {
    let pattern = search.map(|text| contains_pattern(&tenure_domain::text::key(text)));
    let mut query = Query::new(USERS.sql, values![]);
    query
        .bind_if(" AND email_key LIKE ? ESCAPE '!'", pattern)
        .bind_if(" AND id > ?", after)
        .bind(" ORDER BY id LIMIT ?", values![rows]);
    tx.all(query.sql(), query.values()).await
}

/// Every organization that a user is or was in.
///
/// # Errors
/// If the database fails.
pub async fn memberships_of(tx: &mut Tx, user: UserId) -> Result<Vec<UserMembership>, Error> {
    tx.all(MEMBERSHIPS, values![user]).await
}

/// Organizations by their names in URLs, after `after`.
///
/// # Errors
/// If the database fails.
pub async fn organizations(
    tx: &mut Tx,
    after: Option<&Slug>,
    rows: usize,
) -> Result<Vec<ListedOrganization>, Error> {
    let mut query = Query::new(ORGANIZATIONS.sql, values![]);
    query
        .bind_if(" AND o.slug > ?", after)
        .bind(" ORDER BY o.slug LIMIT ?", values![rows]);
    tx.all(query.sql(), query.values()).await
}

/// The organization with this name in URLs.
///
/// # Errors
/// If the database fails.
pub async fn organization(tx: &mut Tx, slug: &str) -> Result<Option<ListedOrganization>, Error> {
    let mut query = Query::new(ORGANIZATIONS.sql, values![]);
    query.bind(" AND o.slug = ?", values![slug]);
    tx.optional(query.sql(), query.values()).await
}

/// The members of an organization in the order they came, at most so many.
///
/// # Errors
/// If the database fails.
pub async fn members(
    tx: &mut Tx,
    organization: OrganizationId,
    rows: usize,
) -> Result<Vec<OrganizationMember>, Error> {
    tx.all(MEMBERS, values![organization, rows]).await
}

/// The longest-standing active owner of an organization, in whose name a command may act.
///
/// # Errors
/// If the database fails.
pub async fn first_owner(
    tx: &mut Tx,
    organization: OrganizationId,
) -> Result<Option<UserId>, Error> {
    let owner: Option<(UserId,)> = tx.optional(FIRST_OWNER, values![organization]).await?;
    Ok(owner.map(|(owner,)| owner))
}

/// Says who may run the instance, and tells how many may then. Whoever else does so waits, so that
/// two cannot each take the other for the one that is left.
///
/// # Errors
/// If the database fails.
pub async fn set_operator(
    tx: &mut Tx,
    user: UserId,
    is_operator: bool,
    now: Instant,
) -> Result<usize, Error> {
    let mut query = Query::new(OPERATORS.sql, values![]);
    query.push(tx.dialect().for_update());
    let _locked: Vec<(UserId,)> = tx.all(query.sql(), query.values()).await?;
    tx.execute(SET_OPERATOR, values![user, is_operator, now])
        .await?;
    let operators: Vec<(UserId,)> = tx.all(OPERATORS, values![]).await?;
    Ok(operators.len())
}
