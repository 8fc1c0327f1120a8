//! Sign-up, sign-in, sessions.

mod answer;
pub(crate) mod list_sessions;
pub(crate) mod revoke_session;
pub(crate) mod session;
pub(crate) mod set_up;
pub(crate) mod sign_in;
pub(crate) mod sign_out;
pub(crate) mod sign_up;
