//! What is true of Tenure without any I/O.
//!
//! The words of the design page are the names in here: ids that cannot be mixed up, the one table
//! of roles and permissions, the one table of errors, and the entities as every layer sees them
//! (the JSON of the HTTP API is these types, serialized).

pub mod administration;
pub mod audit;
pub mod category;
pub mod client;
pub mod delivery;
pub mod email;
pub mod error;
pub mod event;
pub mod field;
pub mod format;
pub mod id;
pub mod invitation;
pub mod link;
pub mod membership;
pub mod message;
pub mod money;
pub mod organization;
pub mod page;
pub mod permission;
pub mod policy;
pub mod project;
pub mod randomness;
pub mod report;
pub mod role;
pub mod session;
pub mod slug;
pub mod task;
pub mod text;
pub mod time;
pub mod time_entry;
pub mod user;
pub mod week;
