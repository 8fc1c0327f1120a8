//! What operators do.

pub mod administration;
pub mod demo;
pub mod jobs;
pub mod legacy;
mod weekly_summary;
