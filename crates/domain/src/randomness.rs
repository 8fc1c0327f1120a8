//! Randomness is passed in, so that tests can hold literal ids and tokens.

use rand::TryRng;
use rand::rngs::SysRng;

/// Where random bytes come from.
pub trait Randomness: Send + Sync {
    /// Fills `bytes` with random ones, good enough for secrets.
    fn fill(&self, bytes: &mut [u8]);
}

/// The operating system's cryptographic generator.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemRandomness;

impl Randomness for SystemRandomness {
    #[expect(
        clippy::expect_used,
        reason = "without the system's randomness no secret can be made: going on would be unsafe"
    )]
    fn fill(&self, bytes: &mut [u8]) {
        SysRng
            .try_fill_bytes(bytes)
            .expect("the operating system gives random bytes");
    }
}
