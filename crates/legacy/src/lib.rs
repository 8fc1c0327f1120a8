//! skeleton
pub mod amount;
pub mod convex_id;
pub mod email;
pub mod json;
pub mod note;
pub mod password;
pub mod placement;
pub mod sensitive;
pub mod shape;
pub mod snapshot;
