//! Organizations.

pub(crate) mod create;
pub(crate) mod delete;
pub(crate) mod ensure_personal_workspace;
pub(crate) mod export;
pub(crate) mod get;
pub(crate) mod leave;
pub(crate) mod restore;
pub(crate) mod set_active;
pub(crate) mod transfer;
pub(crate) mod update;
