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

    fn timestamp(self) -> jiff::Timestamp {
        jiff::Timestamp::from_millisecond(self.0).unwrap_or(if self.0 < 0 {
            jiff::Timestamp::MIN
        } else {
            jiff::Timestamp::MAX
        })
    }
}

impl std::fmt::Display for Instant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.3}", self.timestamp())
    }
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
        serializer.collect_str(self)
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

    #[test]
    fn an_instant_reads_and_prints_rfc_3339_in_utc_with_milliseconds() {
        let noon: Instant = "2026-11-10T13:00:00.5+01:00".parse().unwrap();
        assert_eq!(noon.to_string(), "2026-11-10T12:00:00.500Z");
        assert_eq!(
            serde_json::to_string(&noon).unwrap(),
            "\"2026-11-10T12:00:00.500Z\""
        );
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
