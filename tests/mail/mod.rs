//! Mail: what leaves, what does not, and what operators see of it.

mod commands;
mod exactly_once;
mod operators;
mod sending;
mod smtp;
mod webhooks;
