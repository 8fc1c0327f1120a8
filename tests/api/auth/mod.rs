//! Sign-up, sign-in, sessions, the first operator.

mod attempts;
mod sessions;
mod set_up;
mod sign_in;
mod sign_up;
