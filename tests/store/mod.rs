//! The store's contract, on both engines.

mod legacy;
mod schema;
