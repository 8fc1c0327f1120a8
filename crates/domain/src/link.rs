//! Links that are mailed: by which people come in without a password, or choose a new one.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum LinkPurpose {
    /// Signing in without a password.
    SignIn,
    /// Choosing a new password.
    PasswordReset,
}

impl LinkPurpose {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::SignIn, Self::PasswordReset];

    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SignIn => "signIn",
            Self::PasswordReset => "passwordReset",
        }
    }

    /// How long the link works. One that alone signs somebody in: not longer than ten minutes (ASVS
    /// 6.5.5).
    #[must_use]
    pub const fn minutes(self) -> i64 {
        match self {
            Self::SignIn => 10,
            Self::PasswordReset => 60,
        }
    }
}

/// How long the link that proves a new address works: one day, since one may have to go and look
/// into another mailbox, and it lets nobody in.
pub const ADDRESS_HOURS: i64 = 24;
