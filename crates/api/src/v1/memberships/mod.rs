//! One's own memberships.

pub(crate) mod by_slug;
pub(crate) mod current;
pub(crate) mod list;
