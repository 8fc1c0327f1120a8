//! The store's contract, on both engines.

mod aggregates;
mod contract;
mod fixture;
mod schema;
mod tracker;
