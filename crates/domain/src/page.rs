//! Pages of a list.

use serde::Serialize;
use utoipa::ToSchema;

/// One page of a keyset-paginated list. A reader goes on until `isDone`, whatever a page's length.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Page<T> {
    /// The rows of this page.
    pub page: Vec<T>,
    /// Whether nothing comes after this page.
    pub is_done: bool,
    /// Where the next page begins: `cursor` of the next request.
    pub continue_cursor: String,
}

impl<T> Page<T> {
    /// A list that is always whole: its one page.
    #[must_use]
    pub fn whole(page: Vec<T>) -> Self {
        Self {
            page,
            is_done: true,
            continue_cursor: "end".to_owned(),
        }
    }
}

/// How many rows a page holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageLimit(u8);

impl PageLimit {
    /// Rows of a page if nothing is asked for.
    pub const DEFAULT: Self = Self(50);
    /// The most rows of a page.
    pub const MAX: u8 = 200;

    /// A limit of 1 to 200 rows.
    #[must_use]
    pub const fn new(rows: u8) -> Option<Self> {
        if rows >= 1 && rows <= Self::MAX {
            Some(Self(rows))
        } else {
            None
        }
    }

    /// The number of rows.
    #[must_use]
    pub const fn rows(self) -> usize {
        self.0 as usize
    }
}
