//! The specification of Tenure, over its public surface. Files mirror URLs, commands and the
//! store's aggregates.

mod doctor;
mod events;
mod idempotency;
mod organizations;
mod store;
