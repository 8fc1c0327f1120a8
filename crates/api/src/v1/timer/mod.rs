//! The timer.

pub(crate) mod current;
pub(crate) mod list_running;
pub(crate) mod start;
pub(crate) mod stop;
