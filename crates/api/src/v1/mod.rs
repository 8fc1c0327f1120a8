//! The API's first version: a folder per resource, a file per verb.

pub(crate) mod audit_log;
pub(crate) mod auth;
pub(crate) mod categories;
pub(crate) mod clients;
pub(crate) mod events;
pub(crate) mod invitations;
pub(crate) mod members;
pub(crate) mod memberships;
pub(crate) mod operator;
pub(crate) mod organizations;
pub(crate) mod projects;
pub(crate) mod reports;
pub(crate) mod tasks;
pub(crate) mod time_entries;
pub(crate) mod timer;
pub(crate) mod webhooks;
