//! What the application is given: time, randomness, settings.

use std::sync::Arc;

use tenure_domain::randomness::{Randomness, SystemRandomness};
use tenure_domain::time::{Clock, SystemClock};

/// Time and randomness.
pub struct Environment {
    /// Where the present comes from.
    pub clock: Arc<dyn Clock>,
    /// Where random bytes come from.
    pub randomness: Arc<dyn Randomness>,
}

impl Environment {
    /// The machine's.
    #[must_use]
    pub fn system() -> Self {
        Self {
            clock: Arc::new(SystemClock),
            randomness: Arc::new(SystemRandomness),
        }
    }
}

/// Whether people may make their own accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SignUp {
    /// Everybody who reaches the instance may.
    #[default]
    Open,
    /// Nobody may: accounts come from the operator.
    Closed,
}

/// The instance's settings.
#[derive(Debug, Clone)]
pub struct Instance {
    /// The version that runs.
    pub version: &'static str,
    /// Where people reach it, without a slash at the end.
    pub public_url: String,
    /// Whether people may make their own accounts.
    pub sign_up: SignUp,
}
