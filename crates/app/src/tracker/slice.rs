//! A part of a list.

use tenure_domain::page::PageLimit;

/// Some rows of a list, and whether more come after them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slice<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// Whether the list goes on.
    pub more: bool,
}

impl<T> Slice<T> {
    /// The rows of a page, from a look-up that asked for one row more than the page holds.
    #[must_use]
    pub fn new(mut rows: Vec<T>, limit: PageLimit) -> Self {
        let more = rows.len() > limit.rows();
        rows.truncate(limit.rows());
        Self { rows, more }
    }
}
