//! An operator's trial of the way that mail takes.

use super::super::{Block, Letter};

/// A mail that only shows that mail arrives.
#[derive(Debug, Clone)]
pub struct Trial {
    /// What it was sent with, as in `Resend`.
    pub transport: String,
}

impl Trial {
    /// What it says.
    #[must_use]
    pub fn letter(&self) -> Letter {
        Letter {
            subject: "Mail from Tenure arrives".to_owned(),
            heading: "This mail arrived".to_owned(),
            blocks: vec![Block::Text(format!(
                "An operator of Tenure sent it to try the way, with {}. It went through the outbox like every other mail. There is nothing to do.",
                self.transport
            ))],
            action: None,
            why: "You get this because an operator entered your address for a trial.".to_owned(),
        }
    }

    pub(super) fn sample() -> Self {
        Self {
            transport: "SMTP".to_owned(),
        }
    }
}
