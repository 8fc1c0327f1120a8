//! A link that proves an address.

use tenure_domain::link::ADDRESS_HOURS;

use super::super::letter::name;
use super::super::{Action, Block, Letter};

/// What a confirmation asks.
#[derive(Debug, Clone)]
pub struct AddressConfirmation {
    /// Whose address it is to be.
    pub name: String,
    /// The link, token and all.
    pub url: String,
}

impl AddressConfirmation {
    /// What it says.
    #[must_use]
    pub fn letter(&self) -> Letter {
        let name = name(&self.name);
        Letter {
            subject: "Confirm your new address".to_owned(),
            heading: "Is this your address?".to_owned(),
            blocks: vec![Block::Text(format!(
                "{name} wants to use this address for Tenure: to sign in with, and for mail. If that is you, confirm it. The link works once, for {ADDRESS_HOURS} hours; until then the address of before stays."
            ))],
            action: Some(Action {
                label: "Confirm this address".to_owned(),
                url: self.url.clone(),
            }),
            why: "You get this because somebody entered your address as theirs. If it was not you, ignore it: nothing changes without the link.".to_owned(),
        }
    }

    pub(super) fn sample() -> Self {
        Self {
            name: "Mara Lindqvist".to_owned(),
            url: "https://time.example.com/link#sample".to_owned(),
        }
    }
}
