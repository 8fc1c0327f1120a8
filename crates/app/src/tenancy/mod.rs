//! Organizations and who is in them.

mod active;
mod cursor_key;
mod members;
mod personal_workspace;
