//! Organizations and who is in them.

mod audit_log;
mod deletion;
mod explain;
mod export;
mod farewell;
mod manage;
mod members;
mod policy;
mod purge;
mod timers;
