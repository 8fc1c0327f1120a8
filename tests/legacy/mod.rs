//! Moving in, on both engines: through the program where it is about the program, else through the
//! use cases.

mod again;
mod assigning;
mod bad_input;
mod finishing;
mod people;
mod planning;
mod purged;
mod resuming;
pub(crate) mod sample;
mod snapshots;
mod tampering;
mod undoing;
