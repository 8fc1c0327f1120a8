//! The HTTP API, on both engines: one file per resource.

mod access;
mod auth;
mod requests;
