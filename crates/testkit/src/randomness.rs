//! Randomness that is the same in every run.

use std::sync::{Mutex, PoisonError};

use rand::{Rng as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use tenure_domain::randomness::Randomness;

/// Random bytes from a seed: ids and tokens differ from one another, and never from run to run.
#[derive(Debug)]
pub struct SeededRandomness(Mutex<ChaCha8Rng>);

impl SeededRandomness {
    /// The randomness of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(ChaCha8Rng::seed_from_u64(seed)))
    }
}

impl Randomness for SeededRandomness {
    fn fill(&self, bytes: &mut [u8]) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .fill_bytes(bytes);
    }
}
