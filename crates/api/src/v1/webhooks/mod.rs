//! What other services tell Tenure.

pub(crate) mod resend;
