//! The legacy application's snapshots: reading them, and deciding where each document goes.
//!
//! The legacy application is a Convex deployment in which every row has one owner. This crate is
//! the pure core of moving it in: no database, no clock, no I/O but reading the snapshot.
//!
//! 1. [`snapshot`] streams the documents of an export, each byte for byte, and reports every line
//!    that is none.
//! 2. [`shape`] reads a document as its table's type, or names the field that cannot be read.
//! 3. [`placement`] takes all documents in, then says of each what becomes of it.
//!
//! [`password`] verifies the passwords that users bring along.

pub mod amount;
pub mod convex_id;
pub mod email;
pub mod json;
pub mod note;
pub mod password;
pub mod placement;
pub mod sensitive;
pub mod shape;
pub mod snapshot;
