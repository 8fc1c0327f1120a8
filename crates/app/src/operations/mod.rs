//! What operators do.

pub mod demo;
