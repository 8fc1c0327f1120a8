//! Money: whole minor units with a currency, never a float.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A currency by its ISO 4217 code.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema,
)]
#[serde(try_from = "String", into = "String")]
#[schema(value_type = String, pattern = "^[A-Z]{3}$", examples("EUR"))]
pub struct Currency([u8; 3]);

/// A text that is no currency code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no currency: write its three letters, as in EUR")]
pub struct InvalidCurrency(String);

impl Currency {
    /// Where nobody has chosen one.
    pub const DEFAULT: Self = Self(*b"EUR");

    /// The three letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // The bytes are checked to be ASCII capitals where the value is made.
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }
}

impl std::str::FromStr for Currency {
    type Err = InvalidCurrency;

    fn from_str(text: &str) -> Result<Self, InvalidCurrency> {
        match <[u8; 3]>::try_from(text.as_bytes()) {
            Ok(letters) if letters.iter().all(u8::is_ascii_uppercase) => Ok(Self(letters)),
            _ => Err(InvalidCurrency(text.chars().take(16).collect())),
        }
    }
}

impl TryFrom<String> for Currency {
    type Error = InvalidCurrency;

    fn try_from(text: String) -> Result<Self, InvalidCurrency> {
        text.parse()
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.as_str().to_owned()
    }
}

/// An amount in the minor units of its currency: 8500 EUR is 85 euros.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Money {
    /// Minor units.
    pub minor: i64,
    /// The currency.
    pub currency: Currency,
}

impl Money {
    /// The largest amount taken from people, in minor units: ten billion of a currency with cents.
    pub const MAX_MINOR: i64 = 1_000_000_000_000;
}
