//! The work: clients, projects, time entries, timers, reports.

mod categories;
pub mod clients;
pub mod projects;
mod reports;
mod slice;
pub mod time_entries;
pub mod timer;

pub use slice::Slice;
