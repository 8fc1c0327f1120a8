//! What operators do.

pub mod legacy;
