//! Organizations and who is in them.

mod active;
mod audit;
mod cursor_key;
mod deletion;
pub mod explain;
pub mod export;
mod farewell;
mod free_slug;
pub mod invitations;
pub mod joining;
pub mod live;
pub mod members;
pub mod merge;
mod on_behalf;
pub mod organizations;
mod personal_workspace;
pub mod purge;
