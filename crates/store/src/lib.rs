//! Every SQL statement of Tenure.
//!
//! One text of SQL runs on SQLite and on PostgreSQL; [`db`] is the only place that knows which.
//! One file per aggregate holds its statements (in a [`statements!`] table, so that a test can
//! prepare each on both engines) and the functions that run them.
//!
//! # Tenancy
//! A function that touches a tenant's rows takes a [`scope::Scope`]: the proof, made only by the
//! membership look-up, of who asks, in which organization, with which permission. On PostgreSQL
//! the same organization is set for the transaction, and row-level security refuses anything else.
//!
//! # The portable subset
//! Ids and times are made in Rust; instants and durations are 64-bit integers, JSON is text,
//! parameters are `$1`, yes and no are `TRUE` and `FALSE`; `RETURNING`, `ON CONFLICT` and row
//! values are fine. No arrays, triggers, `now()`, casts, or data-changing CTEs.
//!
//! # Adding a tenant table
//! 1. `migrations/NNNN_name.sqlite.sql` and `.postgres.sql`: the key begins with
//!    `organization_id`, so does every foreign key; on PostgreSQL call `protect_tenant_table('name')`.
//! 2. `src/<aggregate>.rs`: its statements and functions; add it to [`statements`].
//! 3. `src/tenant_tables.rs`: what of it is exported, and that it is deleted with its organization.
//! 4. `tests/store/`: name every new function in the contract suite.

pub mod address_changes;
pub mod administration;
pub mod audit_log;
pub mod categories;
pub mod clients;
pub mod credentials;
pub mod db;
pub mod devices;
pub mod events;
pub mod export;
pub mod idempotency_keys;
pub mod instance;
pub mod invitation_links;
pub mod invitation_mail;
pub mod invitations;
pub mod isolation;
pub mod legacy_assignments;
pub mod legacy_documents;
pub mod legacy_placement;
pub mod legacy_undo;
pub mod links;
pub mod mail_suppressions;
pub mod mail_webhooks;
pub mod memberships;
pub mod organizations;
pub mod outbox;
pub mod outbox_view;
pub mod outbox_work;
pub mod projects;
pub mod purge;
pub mod repairs;
pub mod scope;
pub mod sessions;
pub mod settings;
pub mod statement;
pub mod tasks;
pub mod tenant_tables;
pub mod time_entries;
pub mod users;

pub use db::{Db, Error, Tenancy, Tx};

/// Every statement, for the test that prepares each on both engines.
pub fn statements() -> impl Iterator<Item = statement::Statement> {
    [
        address_changes::STATEMENTS,
        administration::STATEMENTS,
        audit_log::STATEMENTS,
        categories::STATEMENTS,
        clients::STATEMENTS,
        credentials::STATEMENTS,
        devices::STATEMENTS,
        events::STATEMENTS,
        idempotency_keys::STATEMENTS,
        legacy_assignments::STATEMENTS,
        legacy_documents::STATEMENTS,
        legacy_placement::STATEMENTS,
        instance::STATEMENTS,
        invitation_links::STATEMENTS,
        invitation_mail::STATEMENTS,
        invitations::STATEMENTS,
        isolation::STATEMENTS,
        links::STATEMENTS,
        mail_suppressions::STATEMENTS,
        mail_webhooks::STATEMENTS,
        memberships::STATEMENTS,
        organizations::STATEMENTS,
        outbox::STATEMENTS,
        outbox_view::STATEMENTS,
        outbox_work::STATEMENTS,
        projects::STATEMENTS,
        purge::STATEMENTS,
        repairs::STATEMENTS,
        sessions::STATEMENTS,
        settings::STATEMENTS,
        tasks::STATEMENTS,
        time_entries::STATEMENTS,
        users::STATEMENTS,
    ]
    .into_iter()
    .flatten()
    .copied()
}
