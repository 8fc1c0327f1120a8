//! The enumerations of the legacy application.

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
    /// What a membership may do.
    Role {
        /// Reads projects and reports.
        Viewer = "viewer",
        /// Tracks own time.
        Member = "member",
        /// Runs the work.
        Manager = "manager",
        /// Runs the organization.
        Admin = "admin",
        /// Owns the organization.
        Owner = "owner",
    }
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
    /// What made a time entry.
    Source {
        /// Written down by hand.
        Manual = "manual",
        /// Tracked by a timer.
        Timer = "timer",
        /// Tracked by a timer that was stopped at its last sign of life.
        AutoStop = "autoStop",
        /// The part of a timer after its last sign of life.
        Overrun = "overrun",
        /// A break of a pomodoro.
        PomodoroBreak = "pomodoroBreak",
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
