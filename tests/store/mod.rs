//! The store's contract, on both engines.

mod accounts;
mod aggregates;
mod commands;
mod contract;
mod fixture;
mod group_commit;
mod invitations;
mod legacy;
mod legacy_undo;
mod management;
mod outbox;
mod row_level_security;
mod schema;
mod tasks;
mod tracker;
mod transactions;
