//! The specification of Tenure, over its public surface. Files mirror URLs, commands and the
//! store's aggregates.

mod api;
mod demo;
mod doctor;
mod events;
mod generated;
mod idempotency;
mod invitations;
mod legacy;
mod letters;
mod mail;
mod mailbox;
mod organizations;
mod store;
mod users;
mod weekly_summary;
