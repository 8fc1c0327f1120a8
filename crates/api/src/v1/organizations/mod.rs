//! Organizations.

pub(crate) mod ensure_personal_workspace;
pub(crate) mod get;
pub(crate) mod set_active;
