//! The one list of tables that hold an organization's rows: what is deleted with it, in which order,
//! and what of it is exported.
//!
//! A test compares it with the schema: whoever adds a tenant table, or a column to one, says here
//! whether it is exported.

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An id.
    Id,
    /// A text, or one of a few words.
    Text,
    /// Yes or no.
    Flag,
    /// A whole number: counts, seconds, minor units.
    Integer,
    /// A moment.
    Time,
    /// JSON, kept as text.
    Json,
}

/// A column by its name in the schema, and what it holds.
pub type Column = (&'static str, Kind);

/// A table whose rows belong to organizations.
#[derive(Debug)]
pub struct TenantTable {
    /// Its name in the schema.
    pub name: &'static str,
    /// What tells its rows apart within an organization.
    pub key: &'static [Column],
    /// What of it is exported.
    pub export: Export,
}

/// What of a table is exported.
#[derive(Debug)]
pub enum Export {
    /// Its rows.
    Rows {
        /// The name of its files.
        file: &'static str,
        /// Its columns, but for the organization's id.
        columns: &'static [Column],
        /// Columns that are not, and why.
        withheld: &'static [(&'static str, &'static str)],
    },
    /// Nothing, and why.
    Nothing(&'static str),
}

use Kind::{Flag, Id, Integer, Json, Text, Time};

/// What organizations themselves hold.
pub const ORGANIZATION: &[Column] = &[
    ("id", Id),
    ("slug", Text),
    ("name", Text),
    ("kind", Text),
    ("color", Text),
    ("currency", Text),
    ("time_zone", Text),
    ("week_start", Integer),
    ("date_format", Text),
    ("time_format", Text),
    ("number_format", Text),
    ("duration_format", Text),
    ("rates_visible_to", Text),
    ("tasks_managed_by", Text),
    ("created_by", Id),
    ("created_at", Time),
    ("updated_at", Time),
    ("deletion_requested_at", Time),
    ("deletion_due", Time),
    ("deletion_requested_by", Id),
];

/// Columns of organizations that are not exported, and why.
pub const ORGANIZATION_WITHHELD: &[(&str, &str)] = &[(
    "event_position",
    "where open pages stand, of no use elsewhere",
)];

/// Every one, each before those that its rows refer to.
pub const TENANT_TABLES: &[TenantTable] = &[
    TenantTable {
        name: "idempotency_keys",
        key: &[("user_id", Id), ("key", Text)],
        export: Export::Nothing("answers to requests; what those made is in the other files"),
    },
    TenantTable {
        name: "events",
        key: &[("position", Integer)],
        export: Export::Nothing("what open pages are told, kept for an hour"),
    },
    TenantTable {
        name: "outbox",
        key: &[("id", Id)],
        export: Export::Nothing("the operator's: mail holds links that let people in"),
    },
    TenantTable {
        name: "time_entries",
        key: &[("started_at", Time), ("id", Id)],
        export: Export::Rows {
            file: "time-entries",
            columns: &[
                ("id", Id),
                ("user_id", Id),
                ("project_id", Id),
                ("task_id", Id),
                ("category_id", Id),
                ("description", Text),
                ("started_at", Time),
                ("stopped_at", Time),
                ("seconds", Integer),
                ("source", Text),
                ("is_overrun", Flag),
                ("last_heartbeat_at", Time),
                ("created_at", Time),
                ("updated_at", Time),
            ],
            withheld: &[("description_key", "made from the description")],
        },
    },
    TenantTable {
        name: "tasks",
        key: &[("id", Id)],
        export: Export::Rows {
            file: "tasks",
            columns: &[
                ("id", Id),
                ("project_id", Id),
                ("name", Text),
                ("is_done", Flag),
                ("created_by", Id),
                ("created_at", Time),
                ("updated_at", Time),
            ],
            withheld: &[("name_key", "made from the name")],
        },
    },
    TenantTable {
        name: "projects",
        key: &[("id", Id)],
        export: Export::Rows {
            file: "projects",
            columns: &[
                ("id", Id),
                ("client_id", Id),
                ("name", Text),
                ("color", Text),
                ("hourly_rate_minor", Integer),
                ("hourly_rate_currency", Text),
                ("budget_kind", Text),
                ("budget_seconds", Integer),
                ("budget_minor", Integer),
                ("budget_currency", Text),
                ("is_archived", Flag),
                ("created_by", Id),
                ("created_at", Time),
                ("updated_at", Time),
            ],
            withheld: &[("name_key", "made from the name")],
        },
    },
    TenantTable {
        name: "clients",
        key: &[("id", Id)],
        export: Export::Rows {
            file: "clients",
            columns: &[
                ("id", Id),
                ("name", Text),
                ("note", Text),
                ("website_url", Text),
                ("color", Text),
                ("street", Text),
                ("city", Text),
                ("country", Text),
                ("post_code", Text),
                ("is_archived", Flag),
                ("created_by", Id),
                ("created_at", Time),
                ("updated_at", Time),
            ],
            withheld: &[("name_key", "made from the name")],
        },
    },
    TenantTable {
        name: "categories",
        key: &[("id", Id)],
        export: Export::Rows {
            file: "categories",
            columns: &[
                ("id", Id),
                ("name", Text),
                ("color", Text),
                ("is_default", Flag),
                ("created_by", Id),
                ("created_at", Time),
                ("updated_at", Time),
            ],
            withheld: &[("name_key", "made from the name")],
        },
    },
    TenantTable {
        name: "imports",
        key: &[("id", Id)],
        export: Export::Rows {
            file: "imports",
            columns: &[
                ("id", Id),
                ("requested_by", Id),
                ("provider", Text),
                ("status", Text),
                ("error", Text),
                ("meta", Json),
                ("created_at", Time),
            ],
            withheld: &[],
        },
    },
    TenantTable {
        name: "invitations",
        key: &[("id", Id)],
        export: Export::Rows {
            file: "invitations",
            columns: &[
                ("id", Id),
                ("email", Text),
                ("role", Text),
                ("status", Text),
                ("note", Text),
                ("invited_by", Id),
                ("created_at", Time),
                ("expires_at", Time),
                ("sends", Integer),
                ("link_made_at", Time),
                ("accepted_at", Time),
                ("accepted_by", Id),
                ("declined_at", Time),
                ("revoked_at", Time),
                ("revoked_because", Text),
                ("renewal_asked_at", Time),
                ("message_id", Id),
                ("delivery_state", Text),
                ("delivery_at", Time),
                ("delivery_reason", Text),
                ("delivery_attempts", Integer),
            ],
            withheld: &[
                ("email_key", "made from the address"),
                ("token_hash", "a secret"),
            ],
        },
    },
    TenantTable {
        name: "former_slugs",
        key: &[("slug", Text)],
        export: Export::Rows {
            file: "former-slugs",
            columns: &[("slug", Text), ("retired_at", Time)],
            withheld: &[],
        },
    },
    TenantTable {
        name: "audit_log",
        key: &[("id", Id)],
        export: Export::Rows {
            file: "audit-log",
            columns: &[
                ("id", Id),
                ("at", Time),
                ("actor_id", Id),
                ("function", Text),
                ("subject_id", Id),
                ("before", Json),
                ("after", Json),
                ("request_id", Text),
                ("address", Text),
            ],
            withheld: &[],
        },
    },
    TenantTable {
        name: "memberships",
        key: &[("id", Id)],
        export: Export::Rows {
            file: "members",
            columns: &[
                ("id", Id),
                ("user_id", Id),
                ("role", Text),
                ("is_active", Flag),
                ("invited_by", Id),
                ("invited_at", Time),
                ("accepted_at", Time),
                ("removed_at", Time),
                ("created_at", Time),
                ("updated_at", Time),
            ],
            withheld: &[],
        },
    },
];
