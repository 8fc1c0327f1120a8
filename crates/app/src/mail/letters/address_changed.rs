//! Word, to the address of before, that the address was changed.

use super::super::{Block, Fact, Letter};

/// What the word is about.
#[derive(Debug, Clone)]
pub struct AddressChanged {
    /// The address of now.
    pub email: String,
    /// When it was changed, in words.
    pub at: String,
}

impl AddressChanged {
    /// What it says.
    #[must_use]
    pub fn letter(&self) -> Letter {
        Letter {
            subject: "Your address was changed".to_owned(),
            heading: "Your address was changed".to_owned(),
            blocks: vec![
                Block::Facts(vec![
                    Fact {
                        name: "When".to_owned(),
                        value: self.at.clone(),
                    },
                    Fact {
                        name: "New address".to_owned(),
                        value: self.email.clone(),
                    },
                ]),
                Block::Text(
                    "From now on you sign in with the new address, and mail goes there. If it was you, there is nothing to do. If not, tell the operator of this instance at once: this address can no longer be used to get back in."
                        .to_owned(),
                ),
            ],
            action: None,
            why: "You get this because this was the address of your account until now. It is the last mail to it.".to_owned(),
        }
    }

    pub(super) fn sample() -> Self {
        Self {
            email: "mara@fjord.example.com".to_owned(),
            at: "25 November 2026, 09:00 UTC".to_owned(),
        }
    }
}
