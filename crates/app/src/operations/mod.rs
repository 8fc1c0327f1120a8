//! What operators do.

pub mod demo;
pub mod legacy;
