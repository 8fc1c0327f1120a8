//! Limits on attempts that could guess something.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use sha2::{Digest as _, Sha256};

use crate::problem::Problem;

/// Sign-ins of one address: ten at once, then one every six seconds. Nobody is locked out for
/// good, and guessing stays hopeless.
const PER_ADDRESS: NonZeroU32 = NonZeroU32::new(10).unwrap();
/// Attempts from one network address: generous, since offices share one.
const PER_NETWORK: NonZeroU32 = NonZeroU32::new(120).unwrap();
/// Mails that one address is sent because somebody asked for them: five at once, then one every
/// three minutes, so that nobody fills a stranger's mailbox. It is counted on its own, or wrong
/// passwords would keep people from asking for a new one.
const MAIL_AT_ONCE: NonZeroU32 = NonZeroU32::new(5).unwrap();
const MAIL_EVERY: Duration = Duration::from_mins(3);
/// How many keys are kept before those that have recovered are forgotten.
const KEYS: usize = 10_000;

/// Who has tried how often.
pub(crate) struct Limits {
    /// By the hash of the address: what people send may be long, what is kept must not.
    addresses: DefaultKeyedRateLimiter<[u8; 32]>,
    mails: DefaultKeyedRateLimiter<[u8; 32]>,
    networks: DefaultKeyedRateLimiter<IpAddr>,
}

impl Limits {
    pub(crate) fn new() -> Self {
        Self {
            addresses: RateLimiter::keyed(Quota::per_minute(PER_ADDRESS)),
            mails: RateLimiter::keyed(mail_quota()),
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
        self.redeem(network)
    }

    /// Counts a mail that somebody asks for, to an e-mail address.
    pub(crate) fn mail(&self, address_key: &str, network: Option<IpAddr>) -> Result<(), Problem> {
        self.redeem(network)?;
        check(&self.mails, &Sha256::digest(address_key).into())
    }

    /// Counts an attempt from a network address on something that has no e-mail address, such as a
    /// link.
    pub(crate) fn redeem(&self, network: Option<IpAddr>) -> Result<(), Problem> {
        network.map_or(Ok(()), |network| check(&self.networks, &network))
    }
}

fn mail_quota() -> Quota {
    Quota::with_period(MAIL_EVERY)
        .unwrap_or(Quota::per_minute(MAIL_AT_ONCE))
        .allow_burst(MAIL_AT_ONCE)
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
