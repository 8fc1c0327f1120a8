//! Memberships, and the look-up that every request for a tenant's data goes through.

use tenure_domain::id::{MembershipId, OrganizationId, UserId};
use tenure_domain::membership::{Member, MemberState, Membership};
use tenure_domain::organization::{Organization, OrganizationKind, Standing};
use tenure_domain::permission::{Proof, ReadMembers, UpdateMembers};
use tenure_domain::policy::{Circle, Policy};
use tenure_domain::role::Role;
use tenure_domain::session::IDLE_SECONDS;
use tenure_domain::text;
use tenure_domain::time::Instant;

use crate::db::{Columns, Error, FromRow, Query, Tx, values};
use crate::scope::{Access, Scope};
use crate::sessions::{SignedIn, TokenHash};
use crate::statement::statements;

statements! {
    AUTHORIZE = "SELECT s.id, s.last_seen_at, u.id, u.name, u.email, u.is_operator, m.id, m.role,
            o.deletion_due, o.rates_visible_to, o.tasks_managed_by
        FROM sessions s JOIN users u ON u.id = s.user_id
        LEFT JOIN memberships m ON m.organization_id = $4 AND m.user_id = u.id AND m.is_active
        LEFT JOIN organizations o ON o.id = m.organization_id
        WHERE s.token_hash = $1 AND s.expires_at > $2 AND s.last_seen_at > $3";
    ACTIVE_OF_USER = "SELECT m.id, m.role, o.id, o.slug, o.name, o.kind, o.currency, o.time_zone, o.week_start, o.date_format,
            o.time_format, o.number_format, o.duration_format, o.rates_visible_to, o.tasks_managed_by, o.created_at,
            o.deletion_requested_at, o.deletion_due, o.deletion_requested_by
        FROM memberships m JOIN organizations o ON o.id = m.organization_id
        WHERE m.user_id = $1 AND m.is_active AND (o.deletion_due IS NULL OR m.role = 'owner')";
    ACTIVE_BY_SLUG = "SELECT m.id, m.role, o.id, o.slug, o.name, o.kind, o.currency, o.time_zone, o.week_start, o.date_format,
            o.time_format, o.number_format, o.duration_format, o.rates_visible_to, o.tasks_managed_by, o.created_at,
            o.deletion_requested_at, o.deletion_due, o.deletion_requested_by
        FROM memberships m JOIN organizations o ON o.id = m.organization_id
        WHERE m.user_id = $1 AND m.is_active AND (o.deletion_due IS NULL OR m.role = 'owner')
            AND (o.slug = $2 OR o.id IN (SELECT organization_id FROM former_slugs WHERE slug = $2))
        ORDER BY o.slug = $2 DESC, o.id LIMIT 1";
    MAKE_OWNER = "INSERT INTO memberships (organization_id, id, user_id, role, is_active, accepted_at, created_at, updated_at)
        VALUES ($1, $2, $3, 'owner', TRUE, $4, $4, $4)
        ON CONFLICT (organization_id, user_id) DO UPDATE SET role = 'owner', is_active = TRUE, removed_at = NULL,
            updated_at = excluded.updated_at
        WHERE memberships.role <> 'owner' OR NOT memberships.is_active";
    INSERT = "INSERT INTO memberships
        (organization_id, id, user_id, role, is_active, invited_by, invited_at, accepted_at, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9) ON CONFLICT DO NOTHING";
    SET_ROLE = "UPDATE memberships SET role = $3, updated_at = $4 WHERE organization_id = $1 AND id = $2";
    SET_ACTIVE = "UPDATE memberships SET is_active = $3, updated_at = $4 WHERE organization_id = $1 AND id = $2";
    REMOVE = "UPDATE memberships SET is_active = FALSE, removed_at = $3, updated_at = $3 WHERE organization_id = $1 AND id = $2";
    OTHER_ACTIVE_OWNERS = "SELECT COUNT(*) FROM memberships
        WHERE organization_id = $1 AND role = 'owner' AND is_active AND id <> $2";
    FIND = "SELECT m.id, m.user_id, u.name, m.role, m.is_active, u.is_placeholder, m.removed_at IS NOT NULL
        FROM memberships m JOIN users u ON u.id = m.user_id WHERE m.organization_id = $1 AND m.id = $2";
    LIST = "SELECT m.id, m.user_id, u.name, m.role, m.is_active, u.is_placeholder, m.removed_at IS NOT NULL
        FROM memberships m JOIN users u ON u.id = m.user_id WHERE m.organization_id = $1";
    ORGANIZATION_BY_SLUG = "SELECT o.id, o.name, o.deletion_due, o.rates_visible_to, o.tasks_managed_by FROM organizations o
        WHERE o.slug = $1 OR o.id IN (SELECT organization_id FROM former_slugs WHERE slug = $1)
        ORDER BY o.slug = $1 DESC, o.id LIMIT 1";
    OF_USER = "SELECT m.id, m.user_id, u.name, m.role, m.is_active, u.is_placeholder, m.removed_at IS NOT NULL
        FROM memberships m JOIN users u ON u.id = m.user_id WHERE m.organization_id = $1 AND m.user_id = $2";
    IS_MEMBER = "SELECT id FROM memberships WHERE organization_id = $1 AND user_id = $2";
    BUMP_VERSION = "UPDATE users SET memberships_version = memberships_version + 1 WHERE id = $1";
    VERSION = "SELECT memberships_version FROM users WHERE id = $1";
    ORGANIZATIONS_OF_USER = "SELECT organization_id FROM memberships WHERE user_id = $1 AND is_active";
    OWNER = "SELECT m.organization_id, m.user_id FROM memberships m JOIN organizations o ON o.id = m.organization_id
        WHERE o.slug = $1 AND m.role = 'owner' AND m.is_active ORDER BY m.id LIMIT 1";
    ACT_FOR = "SELECT m.id, m.role, o.deletion_due, o.rates_visible_to, o.tasks_managed_by
        FROM memberships m JOIN organizations o ON o.id = m.organization_id
        WHERE m.organization_id = $1 AND m.user_id = $2 AND m.is_active";
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
    found: Found,
}

/// What there is to be found of an active membership, and of its organization what decides how far
/// it goes; nothing where there is no membership.
struct Found {
    membership_id: Option<MembershipId>,
    role: Option<Role>,
    deletion_due: Option<Instant>,
    rates_visible_to: Option<Circle>,
    tasks_managed_by: Option<Circle>,
}

impl FromRow for Found {
    fn from_row(columns: &mut Columns<'_>) -> Result<Self, Error> {
        Ok(Self {
            membership_id: columns.take()?,
            role: columns.take()?,
            deletion_due: columns.take()?,
            rates_visible_to: columns.take()?,
            tasks_managed_by: columns.take()?,
        })
    }
}

impl Found {
    fn access(self, organization: OrganizationId, user: UserId) -> Option<Access> {
        let policy = Policy {
            rates_visible_to: self.rates_visible_to?,
            tasks_managed_by: self.tasks_managed_by?,
        };
        let standing = Standing::due(self.deletion_due);
        Access::of(
            organization,
            self.membership_id?,
            user,
            self.role?,
            standing,
            policy,
        )
    }
}

impl FromRow for AuthorizedRow {
    fn from_row(columns: &mut Columns<'_>) -> Result<Self, Error> {
        Ok(Self {
            signed_in: SignedIn::from_row(columns)?,
            found: Found::from_row(columns)?,
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
            removed: columns.take()?,
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
    Ok(row.map(|AuthorizedRow { signed_in, found }| {
        let access = found.access(organization, signed_in.user.id);
        Authorized { signed_in, access }
    }))
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
    let found: Option<Found> = tx.optional(ACT_FOR, values![organization, user]).await?;
    tracing::debug!(%user, %organization, "acts for a member");
    Ok(found.and_then(|found| found.access(organization, user)))
}

/// The access of an organization's longest-standing active owner, in whose name an operator's command
/// works where it names nobody. Requests never come here; theirs is [`authorize`].
///
/// # Errors
/// If the database fails.
pub async fn act_for_owner(tx: &mut Tx, slug: &str) -> Result<Option<Access>, Error> {
    let owner: Option<(OrganizationId, UserId)> = tx.optional(OWNER, values![slug]).await?;
    match owner {
        Some((organization, user)) => act_for(tx, user, organization).await,
        None => Ok(None),
    }
}

/// Tells a user's open pages, whichever organization they show, that they have another membership
/// or one less.
///
/// # Errors
/// If the database fails.
pub async fn announce(tx: &mut Tx, user: UserId) -> Result<(), Error> {
    tx.execute(BUMP_VERSION, values![user]).await?;
    let organizations: Vec<(OrganizationId,)> =
        tx.all(ORGANIZATIONS_OF_USER, values![user]).await?;
    for (organization,) in organizations {
        tx.wake(organization).await?;
    }
    Ok(())
}

/// How often the memberships of the scope's user have been announced.
///
/// # Errors
/// If the database fails.
pub async fn version<P: Proof>(tx: &mut Tx, scope: &Scope<P>) -> Result<i64, Error> {
    let (version,): (i64,) = tx.one(VERSION, values![scope.user_id()]).await?;
    Ok(version)
}

/// A user's active memberships: the personal workspace first, then by name. One of an organization
/// that waits to be deleted is an owner's alone.
///
/// # Errors
/// If the database fails.
pub async fn active_of_user(tx: &mut Tx, user: UserId) -> Result<Vec<Membership>, Error> {
    let mut memberships: Vec<Membership> = tx.all(ACTIVE_OF_USER, values![user]).await?;
    // Sorted here, since the engines do not agree on the order of names.
    memberships.sort_by_cached_key(|membership| {
        let Organization { id, kind, name, .. } = &membership.organization;
        (*kind != OrganizationKind::Personal, text::key(name), *id)
    });
    Ok(memberships)
}

/// A user's active membership of the organization with this slug, or with this former one.
///
/// # Errors
/// If the database fails.
pub async fn active_by_slug(
    tx: &mut Tx,
    user: UserId,
    slug: &str,
) -> Result<Option<Membership>, Error> {
    tx.optional(ACTIVE_BY_SLUG, values![user, slug]).await
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

/// Which members a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct MemberFilter {
    /// Only those whose name contains this text, whatever its case.
    pub search: Option<String>,
    /// Only those in one state.
    pub state: Option<MemberState>,
    /// Only those with one role.
    pub role: Option<Role>,
}

/// How many members are looked through at once for a name.
const LOOKED_THROUGH: usize = 1000;

/// Members in the order of their ids, after `after`.
///
/// # Errors
/// If the database fails.
pub async fn list(
    tx: &mut Tx,
    scope: &Scope<ReadMembers>,
    filter: &MemberFilter,
    mut after: Option<MembershipId>,
    rows: usize,
) -> Result<Vec<Member>, Error> {
    let organization = scope.organization_id();
    let Some(search) = filter.search.as_deref().map(text::key) else {
        let query = list_query(organization, filter, after, rows);
        return tx.all(query.sql(), query.values()).await;
    };
    // Names are compared here, since the engines do not agree on what ignoring case means.
    let mut found = Vec::new();
    loop {
        let query = list_query(organization, filter, after, LOOKED_THROUGH);
        let members: Vec<Member> = tx.all(query.sql(), query.values()).await?;
        let is_last = members.len() < LOOKED_THROUGH;
        after = members.last().map(|member| member.id);
        let named = |member: &Member| text::key(&member.name).contains(&search);
        found.extend(members.into_iter().filter(named));
        if is_last || found.len() >= rows {
            found.truncate(rows);
            return Ok(found);
        }
    }
}

fn list_query<'a>(
    organization: OrganizationId,
    filter: &MemberFilter,
    after: Option<MembershipId>,
    rows: usize,
) -> Query<'a> {
    let mut query = Query::new(LIST.sql, values![organization]);
    query.push(match filter.state {
        None => "",
        Some(MemberState::Active) => " AND m.is_active",
        Some(MemberState::Inactive) => {
            " AND NOT m.is_active AND m.removed_at IS NULL AND NOT u.is_placeholder"
        }
        Some(MemberState::Removed) => " AND m.removed_at IS NOT NULL",
        Some(MemberState::Placeholder) => " AND u.is_placeholder AND m.removed_at IS NULL",
    });
    query
        .bind_if(" AND m.role = ?", filter.role)
        .bind_if(" AND m.id > ?", after)
        .bind(" ORDER BY m.id LIMIT ?", values![rows]);
    query
}

/// Whether a user has a membership of the scope's organization, active or not. It then stays until
/// the transaction, which goes on to refer to it, ends.
///
/// # Errors
/// If the database fails.
pub async fn is_member<P: Proof>(
    tx: &mut Tx,
    scope: &Scope<P>,
    user: UserId,
) -> Result<bool, Error> {
    let mut query = Query::new(IS_MEMBER.sql, values![scope.organization_id(), user]);
    query.push(tx.dialect().for_reference());
    let found: Option<(MembershipId,)> = tx.optional(query.sql(), query.values()).await?;
    Ok(found.is_some())
}

/// A member.
///
/// # Errors
/// If the database fails.
pub async fn find<P: Proof>(
    tx: &mut Tx,
    scope: &Scope<P>,
    id: MembershipId,
) -> Result<Option<Member>, Error> {
    tx.optional(FIND, values![scope.organization_id(), id])
        .await
}

/// How many active owners there are beside this membership.
///
/// # Errors
/// If the database fails.
pub async fn other_active_owners<P: Proof>(
    tx: &mut Tx,
    scope: &Scope<P>,
    id: MembershipId,
) -> Result<i64, Error> {
    let (count,): (i64,) = tx
        .one(OTHER_ACTIVE_OWNERS, values![scope.organization_id(), id])
        .await?;
    Ok(count)
}

/// Gives a membership another role. The caller has seen to it that an owner is left.
///
/// # Errors
/// If the database fails.
pub async fn set_role<P: Proof>(
    tx: &mut Tx,
    scope: &Scope<P>,
    id: MembershipId,
    role: Role,
    now: Instant,
) -> Result<(), Error> {
    tx.execute(SET_ROLE, values![scope.organization_id(), id, role, now])
        .await
        .map(drop)
}

/// Whether a membership lets its user in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Activity {
    /// It does.
    Active,
    /// It does not.
    Inactive,
}

/// Lets a member in, or no longer. The caller has seen to it that an owner is left.
///
/// # Errors
/// If the database fails.
pub async fn set_activity(
    tx: &mut Tx,
    scope: &Scope<UpdateMembers>,
    id: MembershipId,
    activity: Activity,
    now: Instant,
) -> Result<(), Error> {
    let active = activity == Activity::Active;
    tx.execute(
        SET_ACTIVE,
        values![scope.organization_id(), id, active, now],
    )
    .await
    .map(drop)
}

/// Removes a member: inactive for good, while what they tracked stays. The caller has seen to it
/// that an owner is left.
///
/// # Errors
/// If the database fails.
pub async fn remove<P: Proof>(
    tx: &mut Tx,
    scope: &Scope<P>,
    id: MembershipId,
    now: Instant,
) -> Result<(), Error> {
    tx.execute(REMOVE, values![scope.organization_id(), id, now])
        .await
        .map(drop)
}

/// What is known of a user in an organization.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MembershipFacts {
    /// The organization's name.
    pub organization_name: String,
    /// Whether it is in use or waits for its end.
    pub standing: Standing,
    /// Its settings that some permissions depend on.
    pub policy: Policy,
    /// The membership, whatever its state.
    pub membership: Option<Member>,
}

/// What is known of a user in the organization with this slug, or with this former one: for the
/// operator who explains it.
///
/// # Errors
/// If the database fails.
pub async fn facts(
    tx: &mut Tx,
    user: Option<UserId>,
    slug: &str,
) -> Result<Option<MembershipFacts>, Error> {
    let organization: Option<(OrganizationId, String, Option<Instant>, Circle, Circle)> =
        tx.optional(ORGANIZATION_BY_SLUG, values![slug]).await?;
    let Some((organization, organization_name, due, rates_visible_to, tasks_managed_by)) =
        organization
    else {
        return Ok(None);
    };
    let membership = match user {
        Some(user) => tx.optional(OF_USER, values![organization, user]).await?,
        None => None,
    };
    Ok(Some(MembershipFacts {
        organization_name,
        standing: Standing::due(due),
        policy: Policy {
            rates_visible_to,
            tasks_managed_by,
        },
        membership,
    }))
}
