//! Members.

pub(crate) mod list;
