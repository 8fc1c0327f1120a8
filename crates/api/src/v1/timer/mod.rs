//! The timer.

pub(crate) mod current;
pub(crate) mod start;
pub(crate) mod stop;
