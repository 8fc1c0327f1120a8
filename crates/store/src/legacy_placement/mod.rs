//! The rows that legacy documents become, written and read back whole.
//!
//! Everything else that touches a tenant's rows takes a [`crate::scope::Scope`]. The move cannot:
//! it makes the very organizations and memberships that scopes come from, for all tenants at once,
//! with ids that follow from the legacy ids. It is the operator's, runs under
//! [`crate::Tenancy::Operator`], and nothing that serves requests may call it.
//!
//! Each kind of row is declared once, with its columns: [`insert`] writes them, [`find`] and
//! [`of_documents`] read the same ones back, so that what is verified is all that was written.

mod columns;
mod moved_rows;

use std::collections::HashMap;

use tenure_domain::id::{
    CategoryId, ClientId, CredentialId, ImportId, InvitationId, MembershipId, OrganizationId,
    ProjectId, TimeEntryId, UserId,
};
use tenure_domain::money::Currency;
use tenure_domain::organization::OrganizationKind;
use tenure_domain::role::Role;
use tenure_domain::time::Instant;
use tenure_domain::time_entry::Source;
use uuid::Uuid;

use crate::db::{Columns, Error, FromRow, Tx, Value, values};
use crate::statement::Statement;
use columns::AsValue as _;
use moved_rows::{Moved, OfDocument, moved_rows};

moved_rows! {
    /// A user.
    User(MovedUser) in "users", key 1 "id = $1", of "r.id = d.row_id" {
        id: UserId,
        2 name: String,
        3 email: Option<String>,
        4 email_key: Option<String>,
        5 email_verified_at: Option<Instant>,
        6 is_operator: bool,
        7 is_placeholder: bool,
        8 active_organization_id: Option<OrganizationId>,
        9 created_at: Instant,
        10 updated_at: Instant,
    }

    /// An organization.
    Organization(MovedOrganization) in "organizations", key 1 "id = $1", of "r.id = d.row_id" {
        id: OrganizationId,
        2 slug: String,
        3 name: String,
        4 kind: OrganizationKind,
        5 color: Option<String>,
        6 currency: Currency,
        7 created_by: Option<UserId>,
        8 created_at: Instant,
        9 updated_at: Instant,
    }

    /// A membership.
    Membership(MovedMembership) in "memberships", key 2 "organization_id = $1 AND id = $2",
        of "r.organization_id = d.organization_id AND r.id = d.row_id" {
        organization_id: OrganizationId,
        2 id: MembershipId,
        3 user_id: UserId,
        4 role: Role,
        5 is_active: bool,
        6 invited_by: Option<UserId>,
        7 invited_at: Option<Instant>,
        8 accepted_at: Option<Instant>,
        9 created_at: Instant,
        10 updated_at: Instant,
    }

    /// An invitation.
    Invitation(MovedInvitation) in "invitations", key 2 "organization_id = $1 AND id = $2",
        of "r.organization_id = d.organization_id AND r.id = d.row_id" {
        organization_id: OrganizationId,
        2 id: InvitationId,
        3 email: String,
        4 email_key: String,
        5 role: Role,
        6 token_hash: Vec<u8>,
        7 status: String,
        8 invited_by: Option<UserId>,
        9 created_at: Instant,
        10 expires_at: Instant,
        11 accepted_at: Option<Instant>,
        12 revoked_at: Option<Instant>,
    }

    /// A user's settings.
    Settings(MovedSettings) in "user_settings", key 1 "user_id = $1", of "r.user_id = d.row_id" {
        user_id: UserId,
        2 interrupt_enabled: bool,
        3 interrupt_interval_minutes: f64,
        4 grace_period_seconds: Option<f64>,
        5 budget_warning_enabled: Option<bool>,
        6 budget_warning_threshold_seconds: Option<i64>,
        7 budget_warning_threshold_minor: Option<i64>,
        8 pomodoro_enabled: Option<bool>,
        9 pomodoro_work_minutes: Option<f64>,
        10 pomodoro_break_minutes: Option<f64>,
        11 currency: Option<Currency>,
        12 updated_at: Instant,
    }

    /// A client.
    Client(MovedClient) in "clients", key 2 "organization_id = $1 AND id = $2",
        of "r.organization_id = d.organization_id AND r.id = d.row_id" {
        organization_id: OrganizationId,
        2 id: ClientId,
        3 name: String,
        4 name_key: String,
        5 note: Option<String>,
        6 website_url: Option<String>,
        7 color: Option<String>,
        8 street: Option<String>,
        9 city: Option<String>,
        10 country: Option<String>,
        11 post_code: Option<String>,
        12 is_archived: bool,
        13 created_by: Option<UserId>,
        14 created_at: Instant,
        15 updated_at: Instant,
    }

    /// A project.
    Project(MovedProject) in "projects", key 2 "organization_id = $1 AND id = $2",
        of "r.organization_id = d.organization_id AND r.id = d.row_id" {
        organization_id: OrganizationId,
        2 id: ProjectId,
        3 client_id: Option<ClientId>,
        4 name: String,
        5 name_key: String,
        6 hourly_rate_minor: Option<i64>,
        7 hourly_rate_currency: Option<Currency>,
        8 budget_kind: Option<String>,
        9 budget_seconds: Option<i64>,
        10 budget_minor: Option<i64>,
        11 budget_currency: Option<Currency>,
        12 is_archived: bool,
        13 created_by: Option<UserId>,
        14 created_at: Instant,
        15 updated_at: Instant,
    }

    /// A category.
    Category(MovedCategory) in "categories", key 2 "organization_id = $1 AND id = $2",
        of "r.organization_id = d.organization_id AND r.id = d.row_id" {
        organization_id: OrganizationId,
        2 id: CategoryId,
        3 name: String,
        4 name_key: String,
        5 color: Option<String>,
        6 is_default: bool,
        7 created_by: Option<UserId>,
        8 created_at: Instant,
        9 updated_at: Instant,
    }

    /// A time entry.
    TimeEntry(MovedTimeEntry) in "time_entries", key 2 "organization_id = $1 AND id = $2",
        of "r.organization_id = d.organization_id AND r.id = d.row_id" {
        organization_id: OrganizationId,
        2 id: TimeEntryId,
        3 user_id: UserId,
        4 project_id: Option<ProjectId>,
        5 category_id: Option<CategoryId>,
        6 description: String,
        7 description_key: String,
        8 started_at: Instant,
        9 stopped_at: Option<Instant>,
        10 seconds: Option<i64>,
        11 source: Source,
        12 is_overrun: bool,
        13 last_heartbeat_at: Option<Instant>,
        14 created_at: Instant,
        15 updated_at: Instant,
    }

    /// An import into the legacy application.
    Import(MovedImport) in "imports", key 2 "organization_id = $1 AND id = $2",
        of "r.organization_id = d.organization_id AND r.id = d.row_id" {
        organization_id: OrganizationId,
        2 id: ImportId,
        3 requested_by: Option<UserId>,
        4 provider: String,
        5 status: String,
        6 error: Option<String>,
        7 meta: String,
        8 created_at: Instant,
    }

    /// A way to sign in.
    Credential(MovedCredential) in "credentials", key 1 "id = $1", of "r.id = d.row_id" {
        id: CredentialId,
        2 user_id: UserId,
        3 kind: String,
        4 provider: String,
        5 account: String,
        6 secret: Option<String>,
        7 created_at: Instant,
        8 updated_at: Instant,
    }
}

impl MovedRow {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> Uuid {
        match self {
            Self::User(row) => row.id.uuid(),
            Self::Organization(row) => row.id.uuid(),
            Self::Membership(row) => row.id.uuid(),
            Self::Invitation(row) => row.id.uuid(),
            Self::Settings(row) => row.user_id.uuid(),
            Self::Client(row) => row.id.uuid(),
            Self::Project(row) => row.id.uuid(),
            Self::Category(row) => row.id.uuid(),
            Self::TimeEntry(row) => row.id.uuid(),
            Self::Import(row) => row.id.uuid(),
            Self::Credential(row) => row.id.uuid(),
        }
    }

    /// The organization it is in, or is.
    #[must_use]
    pub const fn organization_id(&self) -> Option<OrganizationId> {
        match self {
            Self::User(_) | Self::Settings(_) | Self::Credential(_) => None,
            Self::Organization(row) => Some(row.id),
            Self::Membership(row) => Some(row.organization_id),
            Self::Invitation(row) => Some(row.organization_id),
            Self::Client(row) => Some(row.organization_id),
            Self::Project(row) => Some(row.organization_id),
            Self::Category(row) => Some(row.organization_id),
            Self::TimeEntry(row) => Some(row.organization_id),
            Self::Import(row) => Some(row.organization_id),
        }
    }
}
