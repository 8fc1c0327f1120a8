//! Mail: what leaves, what does not, and what operators see of it.

mod operators;
