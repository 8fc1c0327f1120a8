//! Choices by chance, from the randomness that is passed in.

use std::ops::RangeInclusive;

use tenure_domain::randomness::Randomness;

/// Chooses.
#[derive(Clone, Copy)]
pub(super) struct Draw<'a>(&'a dyn Randomness);

impl<'a> Draw<'a> {
    pub(super) const fn new(randomness: &'a dyn Randomness) -> Self {
        Self(randomness)
    }

    pub(super) const fn randomness(self) -> &'a dyn Randomness {
        self.0
    }

    /// A number of a range, its ends included. Nobody notices that some are a little likelier.
    pub(super) fn between(self, range: RangeInclusive<i64>) -> i64 {
        let mut bytes = [0; 4];
        self.0.fill(&mut bytes);
        let width = range.end() - range.start() + 1;
        range.start() + i64::from(u32::from_be_bytes(bytes)) % width.max(1)
    }

    /// Yes in so many of a hundred cases.
    pub(super) fn chance(self, percent: i64) -> bool {
        self.between(1..=100) <= percent
    }

    /// One of some, each as likely as its weight says; none of none.
    pub(super) fn weighted<T>(self, all: &[T], weight: impl Fn(&T) -> i64) -> Option<&T> {
        let total: i64 = all.iter().map(&weight).sum();
        let mut left = self.between(1..=total.max(1));
        all.iter().find(|one| {
            left -= weight(one);
            left <= 0
        })
    }
}
