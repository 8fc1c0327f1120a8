//! The rows that legacy documents become, written and read back whole.
//!
//! Everything else that touches a tenant's rows takes a [`crate::scope::Scope`]. The move cannot:
//! it makes the very organizations and memberships that scopes come from, for all tenants at once,
//! with ids that follow from the legacy ids. It is the operator's, runs under
//! [`crate::Tenancy::Operator`], and nothing that serves requests may call it.
//!
//! Each kind of row is declared once, with its columns: [`insert`] writes them, [`find`] and
//! [`of_documents`] read the same ones back, so that what is verified is all that was written.

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

/// A row by its columns.
trait Moved: FromRow + Send {
    const INSERT: Statement;
    const MAKE: Statement;
    const FIND: Statement;
    const OF_DOCUMENTS: Statement;
    /// How many columns the key has; they come first.
    const KEY: usize;
    const COLUMNS: &'static [&'static str];
    fn values(&self) -> Vec<Value<'_>>;
}

/// Declares the kinds of rows. `key` compares the first columns with parameters, `of` with the
/// legacy document's `organization_id` and `row_id`. The number before a column is its parameter's.
macro_rules! moved_rows {
    ($(
        $(#[$about:meta])*
        $kind:ident($row:ident) in $table:literal, key $key_columns:literal $key:literal, of $of:literal {
            $(#[$first_about:meta])* $first:ident: $first_type:ty,
            $($number:literal $(#[$column_about:meta])* $column:ident: $type:ty,)+
        }
    )+) => {
        $(
            $(#[$about])*
            #[derive(Debug, Clone, PartialEq)]
            #[expect(missing_docs, reason = "the columns of the table, which its migration describes")]
            pub struct $row {
                $(#[$first_about])* pub $first: $first_type,
                $($(#[$column_about])* pub $column: $type,)+
            }

            impl FromRow for $row {
                fn from_row(columns: &mut Columns<'_>) -> Result<Self, Error> {
                    Ok(Self { $first: columns.take()?, $($column: columns.take()?,)+ })
                }
            }

            impl Moved for $row {
                const INSERT: Statement = Statement {
                    name: concat!("legacy_placement::INSERT ", $table),
                    sql: concat!(
                        "INSERT INTO ", $table, " (", stringify!($first), $(", ", stringify!($column),)+
                        ") VALUES ($1", $(", $", $number,)+ ")"
                    ),
                };
                const MAKE: Statement = Statement {
                    name: concat!("legacy_placement::MAKE ", $table),
                    sql: concat!(
                        "INSERT INTO ", $table, " (", stringify!($first), $(", ", stringify!($column),)+
                        ") VALUES ($1", $(", $", $number,)+ ") ON CONFLICT DO NOTHING"
                    ),
                };
                const FIND: Statement = Statement {
                    name: concat!("legacy_placement::FIND ", $table),
                    sql: concat!(
                        "SELECT ", stringify!($first), $(", ", stringify!($column),)+
                        " FROM ", $table, " WHERE ", $key
                    ),
                };
                const OF_DOCUMENTS: Statement = Statement {
                    name: concat!("legacy_placement::OF_DOCUMENTS ", $table),
                    sql: concat!(
                        "SELECT d.id, r.", stringify!($first), $(", r.", stringify!($column),)+
                        " FROM legacy_documents d JOIN ", $table, " r ON ", $of,
                        " WHERE d.table_name = $1 AND d.id > $2 AND d.id <= $3"
                    ),
                };
                const KEY: usize = $key_columns;
                const COLUMNS: &'static [&'static str] = &[stringify!($first), $(stringify!($column),)+];

                fn values(&self) -> Vec<Value<'_>> {
                    vec![self.$first.as_value(), $(self.$column.as_value(),)+]
                }
            }
        )+

        /// A row of any table that the move writes.
        #[derive(Debug, Clone, PartialEq)]
        pub enum MovedRow {
            $($(#[$about])* $kind($row),)+
        }

        impl MovedRow {
            /// Its columns, in the order of its declaration.
            #[must_use]
            pub fn values(&self) -> Vec<Value<'_>> {
                match self { $(Self::$kind(row) => row.values(),)+ }
            }

            /// The names of its columns, in the same order.
            #[must_use]
            pub const fn columns(&self) -> &'static [&'static str] {
                match self { $(Self::$kind(_) => $row::COLUMNS,)+ }
            }

            /// The table it is in.
            #[must_use]
            pub const fn table(&self) -> &'static str {
                match self { $(Self::$kind(_) => $table,)+ }
            }
        }

        pub(crate) const STATEMENTS: &[Statement] = &[
            $($row::INSERT, $row::MAKE, $row::FIND, $row::OF_DOCUMENTS,)+
        ];

        /// Adds rows in the order in which tables refer to each other: those of documents, which
        /// must not be there, and then `made` ones, which may be there from an earlier batch.
        ///
        /// # Errors
        /// If the database fails, or a row of a document is there.
        pub async fn insert(tx: &mut Tx, rows: &[MovedRow], made: &[MovedRow]) -> Result<(), Error> {
            $({
                let of_kind = |rows: &'_ [MovedRow]| -> Vec<usize> {
                    rows.iter().enumerate()
                        .filter(|(_, row)| matches!(row, MovedRow::$kind(_)))
                        .map(|(place, _)| place)
                        .collect()
                };
                for (statement, rows) in [($row::INSERT, rows), ($row::MAKE, made)] {
                    let sets: Vec<Vec<Value<'_>>> = of_kind(rows)
                        .into_iter()
                        .filter_map(|place| rows.get(place))
                        .map(MovedRow::values)
                        .collect();
                    if !sets.is_empty() {
                        tx.execute_each(statement, &sets).await?;
                    }
                }
            })+
            Ok(())
        }

        /// The row that has the same key as `like`.
        ///
        /// # Errors
        /// If the database fails.
        pub async fn find(tx: &mut Tx, like: &MovedRow) -> Result<Option<MovedRow>, Error> {
            let mut key = like.values();
            match like {
                $(MovedRow::$kind(_) => {
                    key.truncate($row::KEY);
                    let row: Option<$row> = tx.optional($row::FIND, &key).await?;
                    Ok(row.map(MovedRow::$kind))
                })+
            }
        }

        /// The kinds of rows.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Kind {
            $($(#[$about])* $kind,)+
        }

        /// The rows of this kind that the documents of a table live on as, by document, for the ids
        /// after `after` up to `last`.
        ///
        /// # Errors
        /// If the database fails.
        pub async fn of_documents(
            tx: &mut Tx,
            kind: Kind,
            table: &str,
            after: &str,
            last: &str,
        ) -> Result<HashMap<String, MovedRow>, Error> {
            match kind {
                $(Kind::$kind => {
                    let rows: Vec<OfDocument<$row>> =
                        tx.all($row::OF_DOCUMENTS, values![table, after, last]).await?;
                    Ok(rows.into_iter().map(|of| (of.document, MovedRow::$kind(of.row))).collect())
                })+
            }
        }
    };
}

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

struct OfDocument<T> {
    document: String,
    row: T,
}

impl<T: FromRow> FromRow for OfDocument<T> {
    fn from_row(columns: &mut Columns<'_>) -> Result<Self, Error> {
        Ok(Self {
            document: columns.take()?,
            row: T::from_row(columns)?,
        })
    }
}

/// A column's content as a parameter.
trait AsValue {
    fn as_value(&self) -> Value<'_>;
}

macro_rules! copied_values {
    ($($kind:ty),+) => {$(
        impl AsValue for $kind {
            fn as_value(&self) -> Value<'_> {
                Value::from(*self)
            }
        }
    )+};
}
copied_values!(
    i64,
    f64,
    bool,
    Instant,
    Role,
    OrganizationKind,
    Source,
    UserId,
    CredentialId,
    OrganizationId,
    MembershipId,
    InvitationId,
    ClientId,
    ProjectId,
    CategoryId,
    TimeEntryId,
    ImportId
);

impl AsValue for String {
    fn as_value(&self) -> Value<'_> {
        Value::from(self)
    }
}

impl AsValue for Vec<u8> {
    fn as_value(&self) -> Value<'_> {
        Value::from(self.as_slice())
    }
}

impl AsValue for Currency {
    fn as_value(&self) -> Value<'_> {
        Value::from(self)
    }
}

impl<T: AsValue> AsValue for Option<T> {
    fn as_value(&self) -> Value<'_> {
        self.as_ref().map_or(Value::Null, AsValue::as_value)
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
