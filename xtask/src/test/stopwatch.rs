use std::fmt;
use std::time::Instant;

/// How long a step took.
pub(super) struct Stopwatch(Instant);

impl Stopwatch {
    #[expect(
        clippy::disallowed_methods,
        reason = "how long a step took is what is asked"
    )]
    pub(super) fn start() -> Self {
        Self(Instant::now())
    }
}

impl fmt::Display for Stopwatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let elapsed = self.0.elapsed();
        match elapsed.as_secs() {
            seconds @ 60.. => write!(f, "{}m {:02}s", seconds / 60, seconds % 60),
            _ => write!(f, "{:.1}s", elapsed.as_secs_f64()),
        }
    }
}
