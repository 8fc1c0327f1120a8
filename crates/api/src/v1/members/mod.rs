//! Members.

pub(crate) mod list;
pub(crate) mod merge;
pub(crate) mod remove;
pub(crate) mod update;
