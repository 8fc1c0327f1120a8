//! How an organization writes dates, times, numbers and durations.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

// The words are token trees, not literals: the derives see through those only.
macro_rules! formats {
    ($($(#[$doc:meta])* $format:ident { $($(#[$is:meta])* $name:ident $word:tt,)+ })+) => {$(
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, ToSchema,
        )]
        pub enum $format {
            $($(#[$is])* #[serde(rename = $word)] $name,)+
        }

        impl $format {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// The word for it, which shows what it looks like.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word,)+ }
            }
        }
    )+};
}

formats! {
    /// How dates are written.
    DateFormat {
        /// 2026-11-23.
        #[default]
        YearMonthDay "yyyy-mm-dd",
        /// 23.11.2026.
        DayMonthYearDots "dd.mm.yyyy",
        /// 23/11/2026.
        DayMonthYearSlashes "dd/mm/yyyy",
        /// 11/23/2026.
        MonthDayYear "mm/dd/yyyy",
        /// 23 Nov 2026.
        DayMonthName "d mmm yyyy",
    }
    /// How times of day are written.
    TimeFormat {
        /// 14:30.
        #[default]
        Hours24 "24h",
        /// 2:30 PM.
        Hours12 "12h",
    }
    /// How numbers are written.
    NumberFormat {
        /// Commas between thousands, a point before the fraction.
        #[default]
        CommaPoint "1,234.56",
        /// Points between thousands, a comma before the fraction.
        PointComma "1.234,56",
        /// Spaces between thousands, a comma before the fraction.
        SpaceComma "1 234,56",
        /// Apostrophes between thousands, a point before the fraction.
        ApostrophePoint "1'234.56",
    }
    /// How durations are written.
    DurationFormat {
        /// 1:30.
        #[default]
        Clock "h:mm",
        /// 1.50.
        Decimal "decimal",
        /// 1 h 30 min.
        Words "h min",
    }
}

/// How an organization writes what it shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, ToSchema)]
pub struct Formats {
    /// Dates.
    pub date: DateFormat,
    /// Times of day.
    pub time: TimeFormat,
    /// Numbers.
    pub number: NumberFormat,
    /// Durations.
    pub duration: DurationFormat,
}
