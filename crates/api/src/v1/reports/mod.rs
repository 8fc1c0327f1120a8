//! Reports.

pub(crate) mod summary;
