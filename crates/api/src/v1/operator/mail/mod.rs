//! Mail, for operators.

pub(crate) mod status;
