//! Memberships, and the look-up that every request for a tenant's data goes through.

use tenure_domain::id::{MembershipId, OrganizationId, UserId};
use tenure_domain::membership::{Member, Membership};
use tenure_domain::organization::Organization;
use tenure_domain::permission::ReadMembers;
use tenure_domain::role::Role;
use tenure_domain::session::IDLE_SECONDS;
use tenure_domain::time::Instant;

use crate::db::{Columns, Error, FromRow, Query, Tx, values};
use crate::scope::{Access, Scope};
use crate::sessions::{SignedIn, TokenHash};
use crate::statement::statements;

statements! {
    AUTHORIZE = "SELECT s.id, s.last_seen_at, u.id, u.name, u.email, u.is_operator, m.id, m.role
        FROM sessions s JOIN users u ON u.id = s.user_id
        LEFT JOIN memberships m ON m.organization_id = $4 AND m.user_id = u.id AND m.is_active
        WHERE s.token_hash = $1 AND s.expires_at > $2 AND s.last_seen_at > $3";
    ACTIVE_OF_USER = "SELECT m.id, m.role, o.id, o.slug, o.name, o.kind, o.currency, o.created_at
        FROM memberships m JOIN organizations o ON o.id = m.organization_id
        WHERE m.user_id = $1 AND m.is_active ORDER BY o.kind, o.name, o.id";
    MAKE_OWNER = "INSERT INTO memberships (organization_id, id, user_id, role, is_active, accepted_at, created_at, updated_at)
        VALUES ($1, $2, $3, 'owner', TRUE, $4, $4, $4)
        ON CONFLICT (organization_id, user_id) DO UPDATE SET role = 'owner', is_active = TRUE, updated_at = excluded.updated_at
        WHERE memberships.role <> 'owner' OR NOT memberships.is_active";
    INSERT = "INSERT INTO memberships
        (organization_id, id, user_id, role, is_active, invited_by, invited_at, accepted_at, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9) ON CONFLICT DO NOTHING";
    LIST = "SELECT m.id, m.user_id, u.name, m.role, m.is_active, u.is_placeholder
        FROM memberships m JOIN users u ON u.id = m.user_id WHERE m.organization_id = $1";
    ACT_FOR = "SELECT id, role FROM memberships WHERE organization_id = $1 AND user_id = $2 AND is_active";
    IS_MEMBER = "SELECT COUNT(*) FROM memberships WHERE organization_id = $1 AND user_id = $2";
}

/// Who asks, and what they are in the organization they ask about.
#[derive(Debug)]
pub struct Authorized {
    /// Who is signed in.
    pub signed_in: SignedIn,
    /// The active membership; none if there is no such organization, or the user is not in it.
    pub access: Option<Access>,
}

struct AuthorizedRow {
    signed_in: SignedIn,
    membership_id: Option<MembershipId>,
    role: Option<Role>,
}

impl FromRow for AuthorizedRow {
    fn from_row(columns: &mut Columns<'_>) -> Result<Self, Error> {
        Ok(Self {
            signed_in: SignedIn::from_row(columns)?,
            membership_id: columns.take()?,
            role: columns.take()?,
        })
    }
}

impl FromRow for Membership {
    fn from_row(columns: &mut Columns<'_>) -> Result<Self, Error> {
        Ok(Self::new(
            columns.take()?,
            columns.take()?,
            Organization::from_row(columns)?,
        ))
    }
}

impl FromRow for Member {
    fn from_row(columns: &mut Columns<'_>) -> Result<Self, Error> {
        Ok(Self {
            id: columns.take()?,
            user_id: columns.take()?,
            name: columns.take()?,
            role: columns.take()?,
            active: columns.take()?,
            placeholder: columns.take()?,
        })
    }
}

/// A membership as another system had it.
#[derive(Debug, Clone)]
pub struct NewMembership {
    /// The organization.
    pub organization_id: OrganizationId,
    /// Its id.
    pub id: MembershipId,
    /// The user.
    pub user_id: UserId,
    /// What it may do.
    pub role: Role,
    /// Whether the member may come in.
    pub active: bool,
    /// Who invited.
    pub invited_by: Option<UserId>,
    /// When they were invited.
    pub invited_at: Option<Instant>,
    /// When they accepted.
    pub accepted_at: Option<Instant>,
    /// When it was made.
    pub created_at: Instant,
}

/// Who is signed in by the session with this token, and their access to an organization: the place
/// where a request's [`Access`] is made.
///
/// # Errors
/// If the database fails.
pub async fn authorize(
    tx: &mut Tx,
    token_hash: &TokenHash,
    organization: OrganizationId,
    now: Instant,
) -> Result<Option<Authorized>, Error> {
    let row: Option<AuthorizedRow> = tx
        .optional(
            AUTHORIZE,
            values![
                token_hash,
                now,
                now.plus_seconds(-IDLE_SECONDS),
                organization
            ],
        )
        .await?;
    Ok(row.map(
        |AuthorizedRow {
             signed_in,
             membership_id,
             role,
         }| {
            let access = membership_id
                .zip(role)
                .map(|(id, role)| Access::new(organization, id, signed_in.user.id, role));
            Authorized { signed_in, access }
        },
    ))
}

/// The access of an active member in whose name an operator's command works: what it may do is what
/// they may do. Requests never come here; theirs is [`authorize`].
///
/// # Errors
/// If the database fails.
pub async fn act_for(
    tx: &mut Tx,
    user: UserId,
    organization: OrganizationId,
) -> Result<Option<Access>, Error> {
    let row: Option<(MembershipId, Role)> =
        tx.optional(ACT_FOR, values![organization, user]).await?;
    tracing::debug!(%user, %organization, "acts for a member");
    Ok(row.map(|(id, role)| Access::new(organization, id, user, role)))
}

/// A user's active memberships: the personal workspace first, then by name.
///
/// # Errors
/// If the database fails.
pub async fn active_of_user(tx: &mut Tx, user: UserId) -> Result<Vec<Membership>, Error> {
    tx.all(ACTIVE_OF_USER, values![user]).await
}

/// Makes sure that a user is an active owner, and tells whether anything had to change.
///
/// # Errors
/// If the database fails.
pub async fn make_owner(
    tx: &mut Tx,
    organization: OrganizationId,
    id: MembershipId,
    user: UserId,
    now: Instant,
) -> Result<bool, Error> {
    Ok(tx
        .execute(MAKE_OWNER, values![organization, id, user, now])
        .await?
        == 1)
}

/// Adds a membership, unless the user has one there.
///
/// # Errors
/// If the database fails.
pub async fn insert(tx: &mut Tx, membership: &NewMembership) -> Result<bool, Error> {
    let added = tx
        .execute(
            INSERT,
            values![
                membership.organization_id,
                membership.id,
                membership.user_id,
                membership.role,
                membership.active,
                membership.invited_by,
                membership.invited_at,
                membership.accepted_at,
                membership.created_at,
            ],
        )
        .await?;
    Ok(added == 1)
}

/// Members in the order of their ids, after `after`.
///
/// # Errors
/// If the database fails.
pub async fn list(
    tx: &mut Tx,
    scope: &Scope<ReadMembers>,
    after: Option<MembershipId>,
    rows: usize,
) -> Result<Vec<Member>, Error> {
    let query = list_query(scope.organization_id(), after, rows);
    tx.all(query.sql(), query.values()).await
}

fn list_query<'a>(
    organization: OrganizationId,
    after: Option<MembershipId>,
    rows: usize,
) -> Query<'a> {
    let mut query = Query::new(LIST.sql, values![organization]);
    query
        .bind_if(" AND m.id > ?", after)
        .bind(" ORDER BY m.id LIMIT ?", values![rows as i64]);
    query
}

/// Whether a user has a membership of the scope's organization, active or not.
///
/// # Errors
/// If the database fails.
pub async fn is_member<P: tenure_domain::permission::Proof>(
    tx: &mut Tx,
    scope: &Scope<P>,
    user: UserId,
) -> Result<bool, Error> {
    let (count,): (i64,) = tx
        .one(IS_MEMBER, values![scope.organization_id(), user])
        .await?;
    Ok(count > 0)
}
