//! How to place, and how to make room for others meanwhile.

use std::time::Duration;

use super::{BATCH, Detail};

/// How long to step back at most, in milliseconds.
const MOST_WAIT: i64 = 1000;

/// What to do when another process is placing or undoing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meanwhile {
    /// Leave, and say so.
    Leave,
    /// Wait until it is done.
    Wait,
}

/// How to place.
#[derive(Debug, Clone, Copy)]
pub struct PlaceOptions {
    /// How many documents share a transaction.
    pub batch: usize,
    /// How long to wait between two of them, for others.
    pub pause: Duration,
    /// What to do when another process is at it.
    pub meanwhile: Meanwhile,
    /// How much to tell about what was done.
    pub detail: Detail,
}

impl Default for PlaceOptions {
    fn default() -> Self {
        Self {
            batch: BATCH,
            pause: Duration::ZERO,
            meanwhile: Meanwhile::Leave,
            detail: Detail::Tables,
        }
    }
}

/// Steps back when the database is busy. How busy is told by the batches themselves: one that takes
/// more than twice as long for a document as the quickest did, waited for others, who then get as
/// much time as it lost.
#[derive(Default)]
pub(super) struct Throttle {
    /// Milliseconds for a thousand documents.
    quickest: Option<i64>,
}

impl Throttle {
    pub(super) fn wait(&mut self, millis: i64, documents: u64) -> Duration {
        let documents = i64::try_from(documents).unwrap_or(i64::MAX);
        if documents == 0 {
            return Duration::ZERO;
        }
        let rate = millis.saturating_mul(1000) / documents;
        let quickest = self.quickest.map_or(rate, |quickest| quickest.min(rate));
        self.quickest = Some(quickest);
        let usual = quickest.max(1).saturating_mul(2).saturating_mul(documents) / 1000;
        let lost = millis.saturating_sub(usual).clamp(0, MOST_WAIT);
        Duration::from_millis(lost.unsigned_abs())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_that_took_much_longer_than_the_quickest_makes_room_for_others() {
        let mut throttle = Throttle::default();
        assert_eq!(throttle.wait(100, 500), Duration::ZERO);
        assert_eq!(throttle.wait(190, 500), Duration::ZERO, "within twice");
        assert_eq!(throttle.wait(450, 500), Duration::from_millis(250));
        assert_eq!(
            throttle.wait(60_000, 500),
            Duration::from_secs(1),
            "no longer than that"
        );
        assert_eq!(throttle.wait(5, 0), Duration::ZERO, "nothing was placed");
    }
}
