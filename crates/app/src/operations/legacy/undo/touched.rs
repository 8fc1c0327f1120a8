//! What people did to the rows of the move since they were placed.

/// How many are named; beyond, they are counted.
const NAMED: usize = 1000;

/// What was changed or referred to since, in words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Touched {
    /// Those that are named.
    pub named: Vec<String>,
    /// How many there are.
    pub count: u64,
}

impl Touched {
    pub(super) fn add(&mut self, what: String) {
        self.count += 1;
        if self.named.len() < NAMED {
            self.named.push(what);
        }
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.count == 0
    }
}
