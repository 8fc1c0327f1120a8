//! Delivery: how a message's state moves, and when a try is made again.

use crate::message::MessageState;

impl MessageState {
    /// How far along it is. Only a larger number may follow.
    const fn rank(self) -> u8 {
        match self {
            Self::Queued => 0,
            Self::Kept => 1,
            Self::Sent => 2,
            Self::Delayed => 3,
            Self::Delivered => 4,
            Self::Bounced
            | Self::Complained
            | Self::Suppressed
            | Self::Failed
            | Self::Cancelled => 5,
        }
    }

    /// Whether nothing that the provider says moves it any more.
    #[must_use]
    pub const fn is_final(self) -> bool {
        self.rank() == 5
    }

    /// Whether its text is nobody's business any more: nothing will send it again.
    #[must_use]
    pub const fn is_done(self) -> bool {
        matches!(
            self,
            Self::Sent
                | Self::Delayed
                | Self::Delivered
                | Self::Bounced
                | Self::Complained
                | Self::Cancelled
        )
    }

    /// Whether an operator may have it sent again, and its text is still there.
    #[must_use]
    pub const fn can_be_sent_again(self) -> bool {
        matches!(self, Self::Kept | Self::Failed | Self::Suppressed)
    }

    /// The state after `next` was heard of; none if it says nothing new. Word of a provider comes
    /// late, twice and in any order: a state only moves on, and a final one stays.
    #[must_use]
    pub const fn after(self, next: Self) -> Option<Self> {
        if !self.is_final() && next.rank() > self.rank() {
            Some(next)
        } else {
            None
        }
    }
}

/// When a try is made again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryPolicy {
    /// The wait after the first try, in milliseconds; each further one doubles it.
    pub base_ms: i64,
    /// The longest wait, in milliseconds.
    pub cap_ms: i64,
    /// How many tries are made.
    pub attempts: i64,
}

impl RetryPolicy {
    /// Seconds at first, an hour at most, for about ten hours: a provider that remembers what it
    /// sent does so for a day.
    pub const DEFAULT: Self = Self {
        base_ms: 5_000,
        cap_ms: 3_600_000,
        attempts: 20,
    };

    /// How long to wait after so many tries, in milliseconds; none if they were enough. The upper
    /// half of the wait is drawn by `random`, so that what failed together does not come back
    /// together.
    #[must_use]
    pub fn wait(&self, attempts: i64, random: u32) -> Option<i64> {
        if attempts >= self.attempts {
            return None;
        }
        Some(self.spread(attempts, random))
    }

    /// The same wait, however many tries there were.
    #[must_use]
    pub fn spread(&self, attempts: i64, random: u32) -> i64 {
        let doublings = u32::try_from(attempts.clamp(1, 40) - 1).unwrap_or(0);
        let full = self.base_ms.saturating_mul(1_i64 << doublings);
        let full = full.clamp(1, self.cap_ms.max(1));
        let half = full / 2;
        half + i64::from(random) * (full - half) / i64::from(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn states() -> impl Strategy<Value = Vec<MessageState>> {
        prop::collection::vec(prop::sample::select(MessageState::ALL), 0..24)
    }

    fn hears(start: MessageState, words: &[MessageState]) -> Vec<MessageState> {
        let mut state = start;
        let heard = words.iter().map(|word| {
            state = state.after(*word).unwrap_or(state);
            state
        });
        std::iter::once(start)
            .chain(heard.collect::<Vec<_>>())
            .collect()
    }

    proptest! {
        #[test]
        fn whatever_is_heard_in_any_order_a_state_only_moves_on(words in states()) {
            let way = hears(MessageState::Queued, &words);
            for pair in way.windows(2) {
                prop_assert!(pair[0] == pair[1] || pair[0].rank() < pair[1].rank());
                prop_assert!(!pair[0].is_final() || pair[0] == pair[1], "a final state stays");
            }
        }

        #[test]
        fn hearing_everything_again_changes_nothing(words in states()) {
            let once = hears(MessageState::Queued, &words);
            let end = *once.last().unwrap();
            let again = hears(end, &words);
            prop_assert!(again.iter().all(|state| *state == end));
        }

        #[test]
        fn the_order_of_what_is_not_final_does_not_matter(
            words in states().prop_map(|words| words.into_iter().filter(|word| !word.is_final()).collect::<Vec<_>>()),
        ) {
            let mut sorted = words.clone();
            sorted.sort_by_key(|word| word.rank());
            prop_assert_eq!(
                hears(MessageState::Queued, &words).pop(),
                hears(MessageState::Queued, &sorted).pop()
            );
        }

        #[test]
        fn a_wait_grows_to_its_cap_and_is_at_least_half_of_itself(attempts in 1_i64..60, random: u32) {
            let policy = RetryPolicy { attempts: 100, ..RetryPolicy::DEFAULT };
            let wait = policy.wait(attempts, random).unwrap();
            let full = policy.wait(attempts, u32::MAX).unwrap();
            prop_assert!(full <= policy.cap_ms && wait <= full && wait >= full / 2);
            prop_assert!(policy.wait(attempts + 1, u32::MAX).unwrap() >= full);
        }
    }

    #[test]
    fn the_last_try_is_the_last_and_all_of_them_fit_into_a_day() {
        let policy = RetryPolicy::DEFAULT;
        assert_eq!(policy.wait(policy.attempts, 0), None);
        let whole: i64 = (1..policy.attempts)
            .filter_map(|n| policy.wait(n, u32::MAX))
            .sum();
        assert!(whole < 24 * 3_600_000, "{whole} ms");
    }
}
