//! Stops reading when a file unpacks to more than it may.

use std::io::{self, Read};

/// Which limit was met; travels inside an [`io::Error`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Excess {
    /// More bytes in all than allowed.
    #[error("too much data")]
    Total,
    /// More bytes per packed byte than allowed.
    #[error("too much data for its packed size")]
    Ratio,
}

/// Counts what is really read: what an archive declares about itself is not believed.
#[derive(Debug)]
pub(super) struct Meter<R> {
    inner: R,
    /// Bytes that may still be read.
    left: u64,
    /// Bytes after which this file has unpacked too well.
    ratio_left: u64,
}

impl<R> Meter<R> {
    /// Lets `left` bytes pass, and no more than `most_by_ratio`.
    pub(super) const fn new(inner: R, left: u64, most_by_ratio: u64) -> Self {
        Self {
            inner,
            left,
            ratio_left: most_by_ratio,
        }
    }
}

impl<R: Read> Read for Meter<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        let bytes = read as u64;
        self.left = self
            .left
            .checked_sub(bytes)
            .ok_or_else(|| io::Error::other(Excess::Total))?;
        self.ratio_left = self
            .ratio_left
            .checked_sub(bytes)
            .ok_or_else(|| io::Error::other(Excess::Ratio))?;
        Ok(read)
    }
}
