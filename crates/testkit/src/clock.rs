//! A clock that stands still until it is told.

use std::sync::atomic::{AtomicI64, Ordering};

use tenure_domain::time::{Clock, Instant};

/// A clock that shows what it was last told: at first 2026-11-10T12:00:00Z.
#[derive(Debug)]
pub struct TestClock(AtomicI64);

impl Default for TestClock {
    fn default() -> Self {
        Self(AtomicI64::new(1_794_312_000_000))
    }
}

impl TestClock {
    /// Moves on by so many seconds.
    pub fn advance(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1000, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Instant {
        Instant::from_millis(self.0.load(Ordering::SeqCst))
    }
}
