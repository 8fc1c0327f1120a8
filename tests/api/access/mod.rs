//! Who may do what: every registered route, called by everybody.

mod fixture;
mod matrix;
mod strangers;
