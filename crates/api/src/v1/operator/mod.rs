//! What operators do.

pub(crate) mod mail;
