//! One's own memberships.

pub(crate) mod current;
pub(crate) mod list;
