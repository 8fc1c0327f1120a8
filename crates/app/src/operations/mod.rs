//! What operators do.

pub mod demo;
pub mod jobs;
pub mod legacy;
