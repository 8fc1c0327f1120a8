//! The rows that documents become. References are legacy ids: whoever writes the rows knows the
//! new ids. Times are milliseconds since 1970, durations seconds, money minor units.

use super::{Home, WorkspaceRule};
use crate::convex_id::ConvexId;
use crate::sensitive::Sensitive;
use crate::shape::{
    Category, Client, Currency, Import, Interrupts, InvitationStatus, Project, Reference, Role,
    Source, UserSettings,
};

/// A row of any table.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "each is what its type says")]
pub enum Row {
    User(UserRow),
    Account(AccountRow),
    Organization(OrganizationRow),
    Membership(MembershipRow),
    Invitation(InvitationRow),
    Settings(SettingsRow),
    Client(ClientRow),
    Project(ProjectRow),
    Category(CategoryRow),
    Entry(EntryRow),
    Import(ImportRow),
    /// A running timer that is the same as this running entry, and makes no row of its own.
    SameAs(ConvexId),
}

/// A user, and the workspace that is made if none of the snapshot's is theirs.
#[derive(Debug, Clone, PartialEq)]
pub struct UserRow {
    /// The legacy id.
    pub id: ConvexId,
    /// The name.
    pub name: Option<String>,
    /// The address, as shown: none for anonymous users, and where an older user keeps it.
    pub email: Option<String>,
    /// The form of the address that is unique.
    pub email_key: Option<String>,
    /// When the address was verified; none without an address.
    pub email_verified_at: Option<i64>,
    /// Who keeps the address that this user has in the snapshot (finding L104); none if they have
    /// it themselves, or if it is a user of the instance who did not come with the snapshot.
    pub address_kept_by: Option<ConvexId>,
    /// Whether an address of the snapshot was left out because somebody else has it.
    pub lost_address: bool,
    /// The picture's URL.
    pub image: Option<String>,
    /// The telephone number.
    pub phone: Option<String>,
    /// Came without an address, and without a credential.
    pub is_anonymous: bool,
    /// By `_creationTime`.
    pub created_at: i64,
    /// The personal workspace.
    pub personal_workspace: Home,
    /// By which rule it is theirs.
    pub workspace_rule: WorkspaceRule,
    /// The workspace to make, with this user as its owner.
    pub new_workspace: Option<NewWorkspace>,
    /// The organization to begin in: one they are an active member of.
    pub active_organization: Home,
}

/// A personal workspace that the snapshot lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewWorkspace {
    /// Its name.
    pub name: String,
    /// Its slug, unique.
    pub slug: String,
    /// The currency its owner chose.
    pub currency: Option<Currency>,
}

/// A way to sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountRow {
    /// The legacy id.
    pub id: ConvexId,
    /// Whose it is.
    pub user: ConvexId,
    /// `password`, or an identity provider such as `github`.
    pub provider: String,
    /// The address, or the provider's id.
    pub provider_account_id: String,
    /// The password's secret: none for other providers, and for anonymous users.
    pub secret: Option<Sensitive>,
    /// Whether [`verify_legacy_password`](crate::password::verify_legacy_password) can verify the
    /// secret (else finding L106).
    pub is_verifiable: bool,
    /// The address that was verified with this account.
    pub email_verified: Option<String>,
}

/// Whose kind of organization it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Somebody's personal workspace.
    Personal,
    /// Any other.
    Team,
}

/// An organization of the snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganizationRow {
    /// The legacy id.
    pub id: ConvexId,
    /// The name.
    pub name: String,
    /// The slug, unique.
    pub slug: String,
    /// Personal or team.
    pub kind: Kind,
    /// The currency that its creator chose.
    pub currency: Option<Currency>,
    /// Its creator, if there.
    pub created_by: Option<ConvexId>,
    /// When it was created.
    pub created_at: i64,
    /// The colour.
    pub color: Option<String>,
    /// The user to make its owner, where it is their personal workspace and the snapshot has no
    /// membership of theirs in it.
    pub make_owner: Option<ConvexId>,
}

/// A membership of the snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MembershipRow {
    /// The legacy id.
    pub id: ConvexId,
    /// The organization.
    pub organization: ConvexId,
    /// The user.
    pub user: ConvexId,
    /// The role; `viewer`, the least, where the snapshot's is none (and then inactive).
    pub role: Role,
    /// Whether it counts.
    pub is_active: bool,
    /// When it ended.
    pub inactive_at: Option<i64>,
    /// Who invited them, if there.
    pub invited_by: Option<ConvexId>,
    /// When.
    pub invited_at: Option<i64>,
    /// When they accepted.
    pub accepted_at: Option<i64>,
    /// When it was created: `createdAt`, else `_creationTime`.
    pub created_at: i64,
}

/// An invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationRow {
    /// The legacy id.
    pub id: ConvexId,
    /// The organization.
    pub organization: ConvexId,
    /// The address, as shown.
    pub email: String,
    /// The form of the address that is unique among the pending ones of an organization.
    pub email_key: String,
    /// The role; `viewer`, the least, where the snapshot's is none.
    pub role: Role,
    /// The token, in clear: only its hash may be stored.
    pub token: Sensitive,
    /// Where it stands after the move.
    pub status: InvitationStatus,
    /// Who invited, if there.
    pub invited_by: Option<ConvexId>,
    /// When.
    pub created_at: i64,
    /// Until when it can be accepted.
    pub expires_at: i64,
    /// When it was accepted.
    pub accepted_at: Option<i64>,
    /// When it was revoked.
    pub revoked_at: Option<i64>,
}

/// A user's settings.
#[derive(Debug, Clone, PartialEq)]
pub struct SettingsRow {
    /// The legacy id.
    pub id: ConvexId,
    /// Whose they are.
    pub user: ConvexId,
    /// The organization to begin in, as in [`UserRow::active_organization`].
    pub active_organization: Home,
    /// The settings as read.
    pub settings: UserSettings,
}

/// A client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientRow {
    /// The legacy id.
    pub id: ConvexId,
    /// Its user, if there.
    pub created_by: Option<ConvexId>,
    /// By `_creationTime`.
    pub created_at: i64,
    /// The client as read.
    pub client: Client,
}

/// A project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectRow {
    /// The legacy id.
    pub id: ConvexId,
    /// The client, if it is in the same home.
    pub client: Option<ConvexId>,
    /// Its user, if there.
    pub created_by: Option<ConvexId>,
    /// By `_creationTime`.
    pub created_at: i64,
    /// The project as read; its own `client` is what the document says.
    pub project: Project,
}

/// A category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryRow {
    /// The legacy id.
    pub id: ConvexId,
    /// Its user, if there.
    pub created_by: Option<ConvexId>,
    /// The category as read.
    pub category: Category,
}

/// An import into the legacy application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRow {
    /// The legacy id.
    pub id: ConvexId,
    /// Who asked for it, if there.
    pub requested_by: Option<ConvexId>,
    /// The import as read.
    pub import: Import,
}

/// A time entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryRow {
    /// The legacy id of the entry, or of the timer it came from.
    pub id: ConvexId,
    /// Which of the two.
    pub origin: EntryOrigin,
    /// Whose time it is.
    pub member: Member,
    /// The project, if it is in the same home.
    pub project: Option<ConvexId>,
    /// The category.
    pub category: Option<CategoryReference>,
    /// The start.
    pub started_at: i64,
    /// Whether it runs, and how long it took.
    pub state: EntryState,
    /// What made it.
    pub source: Source,
    /// Whether it went on after its timer's last sign of life.
    pub is_overrun: bool,
    /// What was done.
    pub note: Option<String>,
    /// By `_creationTime`.
    pub created_at: i64,
}

/// Where a time entry comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EntryOrigin {
    /// `timeEntries`.
    Entry,
    /// `runningTimers`.
    Timer,
}

/// Whose time it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Member {
    /// A user of the snapshot.
    User {
        /// The user.
        user: ConvexId,
        /// The snapshot has no membership of theirs in the home: make an inactive one.
        make_inactive_membership: bool,
    },
    /// Somebody who is not there: one placeholder for each of these values.
    Placeholder(Placeholder),
}

/// What tells one placeholder member from another.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Placeholder {
    /// The organization.
    pub home: Home,
    /// What the documents say about the user; none if they name nobody.
    pub user: Option<Reference>,
}

/// A category of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum CategoryReference {
    /// One of the snapshot.
    Existing(ConvexId),
    /// None of the snapshot: make one of this name in the entry's home, once.
    Named(String),
}

/// Whether an entry runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryState {
    /// The one running entry of its user in its home.
    Running {
        /// The timer that keeps it alive, if there is one.
        timer: Option<TimerState>,
    },
    /// It has ended.
    Ended {
        /// The end.
        stopped_at: i64,
        /// The duration that counts, in seconds.
        seconds: i64,
        /// It ran beside a newer one, and ends at its last sign of life.
        is_closed: bool,
    },
}

/// A running timer's own facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimerState {
    /// The last sign of life.
    pub last_heartbeat_at: i64,
    /// Where it stands with asking whether its user is still there.
    pub interrupts: Interrupts,
}
