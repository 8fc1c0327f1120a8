//! The work: clients, projects, time entries, timers, reports.

pub mod clients;
mod categories;
pub mod projects;
mod reports;
mod slice;
pub mod time_entries;
pub mod timer;

pub use slice::Slice;
