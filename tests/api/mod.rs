//! The HTTP API, on both engines: one file per resource.

mod access;
mod auth;
mod clients;
mod lists;
mod memberships;
mod organizations;
mod projects;
mod reports;
mod requests;
mod tasks;
mod time_entries;
mod timer;
