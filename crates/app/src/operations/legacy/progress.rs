//! How far long work is.

/// Whoever wants to know how far long work is.
pub trait Progress: Send + Sync {
    /// Something begins that has so many steps, if that is known.
    fn begin(&self, what: &str, total: Option<u64>);
    /// So many steps of it are done.
    fn advance(&self, by: u64);
    /// It is done.
    fn end(&self);
}

/// Nobody does.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _: &str, _: Option<u64>) {}
    fn advance(&self, _: u64) {}
    fn end(&self) {}
}
