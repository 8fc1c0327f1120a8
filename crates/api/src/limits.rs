//! Limits on attempts that could guess something.

use std::net::IpAddr;
use std::num::NonZeroU32;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use sha2::{Digest as _, Sha256};

use crate::problem::Problem;

/// Sign-ins of one address: ten at once, then one every six seconds. Nobody is locked out for
/// good, and guessing stays hopeless.
const PER_ADDRESS: NonZeroU32 = NonZeroU32::new(10).unwrap();
/// Attempts from one network address: generous, since offices share one.
const PER_NETWORK: NonZeroU32 = NonZeroU32::new(120).unwrap();
/// How many keys are kept before those that have recovered are forgotten.
const KEYS: usize = 10_000;

/// Who has tried how often.
pub(crate) struct Limits {
    /// By the hash of the address: what people send may be long, what is kept must not.
    addresses: DefaultKeyedRateLimiter<[u8; 32]>,
    networks: DefaultKeyedRateLimiter<IpAddr>,
}

impl Limits {
    pub(crate) fn new() -> Self {
        Self {
            addresses: RateLimiter::keyed(Quota::per_minute(PER_ADDRESS)),
            networks: RateLimiter::keyed(Quota::per_minute(PER_NETWORK)),
        }
    }

    /// Counts an attempt on an e-mail address from a network address.
    pub(crate) fn attempt(
        &self,
        address_key: &str,
        network: Option<IpAddr>,
    ) -> Result<(), Problem> {
        check(&self.addresses, &Sha256::digest(address_key).into())?;
        network.map_or(Ok(()), |network| check(&self.networks, &network))
    }
}

fn check<K: std::hash::Hash + Eq + Clone>(
    limiter: &DefaultKeyedRateLimiter<K>,
    key: &K,
) -> Result<(), Problem> {
    if limiter.len() > KEYS {
        limiter.retain_recent();
    }
    limiter.check_key(key).map_err(|refused| {
        let wait = refused.wait_time_from(DefaultClock::default().now());
        Problem::rate_limited(wait.as_secs() + 1)
    })
}
