//! The work: clients, projects, time entries, timers, reports.

mod categories;
pub mod clients;
mod once;
pub mod projects;
mod reports;
mod slice;
pub mod tasks;
pub mod time_entries;
pub mod timer;

pub use once::Created;
pub(crate) use once::answered;
pub use slice::Slice;
