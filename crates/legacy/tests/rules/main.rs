//! The rules of the design's *Where a document goes*, one by one, on databases of a few documents.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on fails here"
)]

mod homes;
mod invariants;
mod legacy;
mod people;
mod running;
mod shapes;
mod tenancy;
