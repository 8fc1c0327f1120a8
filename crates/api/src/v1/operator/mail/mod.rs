//! Mail, for operators.

pub(crate) mod get_message;
pub(crate) mod lift_suppression;
pub(crate) mod list_messages;
pub(crate) mod list_suppressions;
pub(crate) mod retry;
pub(crate) mod retry_message;
pub(crate) mod samples;
pub(crate) mod status;
pub(crate) mod test;
