//! The enumerations of the legacy application. Roles and sources of time entries are those that
//! Tenure has, word for word.

use tenure_domain::role::Role;
use tenure_domain::time_entry::Source;

/// The role that a word means, exactly as written.
pub(super) fn role_named(word: &str) -> Option<Role> {
    word.parse().ok()
}

/// The source that a word means, exactly as written.
pub(super) fn source_named(word: &str) -> Option<Source> {
    Source::ALL
        .into_iter()
        .find(|source| source.as_str() == word)
}

macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$word_about:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name {
            $($(#[$word_about])* $variant,)+
        }

        impl $name {
            /// The word for it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }

            /// What the word means, exactly as written.
            #[must_use]
            pub fn named(word: &str) -> Option<Self> {
                match word {
                    $($word => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }
    };
}

words! {
    /// Where an invitation stands.
    InvitationStatus {
        /// Open.
        Pending = "pending",
        /// Taken.
        Accepted = "accepted",
        /// Taken back.
        Revoked = "revoked",
        /// Too old to take.
        Expired = "expired",
    }
}

words! {
    /// What a project's budget counts.
    BudgetKind {
        /// Time.
        Hours = "hours",
        /// Money.
        Amount = "amount",
    }
}

words! {
    /// A currency, by its ISO 4217 code. All three have two decimal digits.
    Currency {
        /// US dollar.
        Usd = "USD",
        /// Euro.
        Eur = "EUR",
        /// Pound sterling.
        Gbp = "GBP",
    }
}

impl Currency {
    /// Decimal digits of the currency's minor unit (ISO 4217).
    #[must_use]
    pub const fn digits(self) -> u32 {
        match self {
            Self::Usd | Self::Eur | Self::Gbp => 2,
        }
    }
}
