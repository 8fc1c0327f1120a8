//! Sign-up, sign-in, links by e-mail, sessions, one's own account.

pub(crate) mod account;
mod answer;
pub(crate) mod change_address;
pub(crate) mod change_password;
pub(crate) mod consume_link;
pub(crate) mod list_sessions;
pub(crate) mod request_link;
pub(crate) mod revoke_session;
pub(crate) mod session;
pub(crate) mod set_up;
pub(crate) mod sign_in;
pub(crate) mod sign_out;
pub(crate) mod sign_up;
pub(crate) mod update_account;
