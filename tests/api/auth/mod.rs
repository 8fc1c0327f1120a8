//! Sign-up, sign-in, links by e-mail, sessions, accounts, the first operator.

mod account;
mod attempts;
mod devices;
mod links;
mod sessions;
mod set_up;
mod sign_in;
mod sign_up;
