//! Instants: milliseconds since 1970 in UTC, as the databases hold them; RFC 3339 in JSON.

use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

/// A moment in UTC, to the millisecond.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Instant(i64);

/// A text that is not a moment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a time: write it as 2026-11-10T12:00:00Z")]
pub struct InvalidInstant(String);

impl Instant {
    /// The earliest moment that is taken from people: 0001-01-01T00:00:00Z.
    pub const MIN: Self = Self(-62_135_596_800_000);
    /// The latest moment that is taken from people: 9999-12-31T00:00:00Z.
    pub const MAX: Self = Self(253_402_214_400_000);

    /// The moment so many milliseconds after 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// This moment, `seconds` later (earlier if negative); at the ends of time it stays there.
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1000)))
    }

    /// Whole seconds from `earlier` to this moment, rounded to the nearest.
    #[must_use]
    pub const fn seconds_since(self, earlier: Self) -> i64 {
        (self.0 - earlier.0 + 500).div_euclid(1000)
    }

    /// The moment as people read it, in UTC: as in `2 December 2026, 09:00 UTC`.
    #[must_use]
    pub fn in_words(self) -> String {
        let at = self.timestamp();
        at.strftime("%-d %B %Y, %H:%M UTC").to_string()
    }

    pub(crate) fn timestamp(self) -> jiff::Timestamp {
        jiff::Timestamp::from_millisecond(self.0).unwrap_or(if self.0 < 0 {
            jiff::Timestamp::MIN
        } else {
            jiff::Timestamp::MAX
        })
    }
}

impl std::fmt::Display for Instant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.digits() {
            Some(digits) => f.write_str(digits.as_str()),
            None => write!(f, "{:.3}", self.timestamp()),
        }
    }
}

/// The 24 ASCII characters of a moment in the years 0 to 9999.
struct Digits([u8; 24]);

impl Digits {
    fn as_str(&self) -> &str {
        // They are ASCII by construction.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    fn put<const WIDTH: usize>(&mut self, at: usize, number: u32) {
        let mut rest = number;
        for digit in self.0[at..at + WIDTH].iter_mut().rev() {
            *digit = b'0' + (rest % 10).to_le_bytes()[0];
            rest /= 10;
        }
    }
}

impl Instant {
    /// The moment in RFC 3339 without the general formatter, since a page of entries prints two
    /// hundred of them; `None` outside the years of four digits.
    fn digits(self) -> Option<Digits> {
        const DAY: i64 = 86_400_000;
        let (year, month, day) = civil(self.0.div_euclid(DAY));
        let year = u32::try_from(year).ok().filter(|year| *year <= 9999)?;
        // Less than a day's: 32 bits hold it, and are divided faster.
        let millis = u32::try_from(self.0.rem_euclid(DAY)).ok()?;
        let mut digits = Digits(*b"0000-00-00T00:00:00.000Z");
        digits.put::<4>(0, year);
        digits.put::<2>(5, month);
        digits.put::<2>(8, day);
        digits.put::<2>(11, millis / 3_600_000);
        digits.put::<2>(14, millis / 60_000 % 60);
        digits.put::<2>(17, millis / 1000 % 60);
        digits.put::<3>(20, millis % 1000);
        Some(digits)
    }
}

/// Year, month and day of the proleptic Gregorian calendar, so many days after 1970-01-01: the
/// year is taken to begin in March, so that the leap day is its last (Hinnant, `civil_from_days`).
fn civil(days: i64) -> (i64, u32, u32) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    // Between 0 and 146096.
    let day_of_era = u32::try_from(days.rem_euclid(146_097)).unwrap_or_default();
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = i64::from(year_of_era) + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

impl std::str::FromStr for Instant {
    type Err = InvalidInstant;

    fn from_str(text: &str) -> Result<Self, InvalidInstant> {
        let refused = || InvalidInstant(text.chars().take(64).collect());
        let timestamp: jiff::Timestamp = text.parse().map_err(|_| refused())?;
        let instant = Self(timestamp.as_millisecond());
        if (Self::MIN..=Self::MAX).contains(&instant) {
            Ok(instant)
        } else {
            Err(refused())
        }
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.digits() {
            Some(digits) => serializer.serialize_str(digits.as_str()),
            None => serializer.collect_str(self),
        }
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

impl PartialSchema for Instant {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)))
            .description(Some("RFC 3339, UTC, to the millisecond"))
            .into()
    }
}

impl ToSchema for Instant {
    fn name() -> std::borrow::Cow<'static, str> {
        "Instant".into()
    }
}

/// Where the present comes from.
pub trait Clock: Send + Sync {
    /// The present moment.
    fn now(&self) -> Instant;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that asks the machine for the time"
    )]
    fn now(&self) -> Instant {
        Instant(jiff::Timestamp::now().as_millisecond())
    }
}

/// A clock to share.
pub type SharedClock = Arc<dyn Clock>;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_instant_reads_and_prints_rfc_3339_in_utc_with_milliseconds() {
        let noon: Instant = "2026-11-10T13:00:00.5+01:00".parse().unwrap();
        assert_eq!(noon.to_string(), "2026-11-10T12:00:00.500Z");
        assert_eq!(
            serde_json::to_string(&noon).unwrap(),
            "\"2026-11-10T12:00:00.500Z\""
        );
    }

    proptest! {
        #[test]
        fn every_instant_prints_as_the_general_formatter_does(
            millis in Instant::MIN.as_millis() - 86_400_000_000..=Instant::MAX.as_millis(),
        ) {
            let instant = Instant::from_millis(millis);
            let general = format!("{:.3}", instant.timestamp());
            prop_assert_eq!(instant.to_string(), general.as_str());
            prop_assert_eq!(serde_json::to_string(&instant).unwrap(), format!("\"{general}\""));
        }
    }

    #[test]
    fn an_instant_in_words_is_in_utc_to_the_minute() {
        let evening: Instant = "2026-12-02T09:00:59+01:00".parse().unwrap();
        assert_eq!(evening.in_words(), "2 December 2026, 08:00 UTC");
    }

    #[test]
    fn a_text_that_is_no_time_is_refused() {
        assert!("tomorrow".parse::<Instant>().is_err());
        assert!("10000-01-01T00:00:00Z".parse::<Instant>().is_err());
    }

    #[test]
    fn seconds_between_are_rounded_to_the_nearest() {
        let start = Instant::from_millis(0);
        assert_eq!(Instant::from_millis(1499).seconds_since(start), 1);
        assert_eq!(Instant::from_millis(1500).seconds_since(start), 2);
    }
}
