//! `tenure doctor`.

mod isolation;
