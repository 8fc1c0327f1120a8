//! Organizations and who is in them.

mod audit_log;
mod deletion;
mod explain;
mod manage;
mod members;
mod purge;
mod timers;
