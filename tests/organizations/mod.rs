//! Organizations and who is in them.

mod audit_log;
mod explain;
mod manage;
mod members;
mod timers;
