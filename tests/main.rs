//! The specification of Tenure, over its public surface. Files mirror URLs, commands and the
//! store's aggregates.

mod api;
mod events;
mod generated;
mod idempotency;
mod legacy;
mod organizations;
mod store;
