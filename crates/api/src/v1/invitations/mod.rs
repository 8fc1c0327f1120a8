//! Invitations: those of an organization, and what whoever brings a link may do.

pub(crate) mod accept;
pub(crate) mod create;
pub(crate) mod decline;
pub(crate) mod draft;
pub(crate) mod get;
pub(crate) mod link;
pub(crate) mod list;
pub(crate) mod preview;
pub(crate) mod renew;
pub(crate) mod resend;
pub(crate) mod revoke;
