//! A link by which a new password is chosen.

use tenure_domain::link::LinkPurpose;

use super::super::{Action, Block, Letter};

/// What a password link tells.
#[derive(Debug, Clone)]
pub struct PasswordReset {
    /// The link, token and all.
    pub url: String,
}

impl PasswordReset {
    /// What it says.
    #[must_use]
    pub fn letter(&self) -> Letter {
        let minutes = LinkPurpose::PasswordReset.minutes();
        Letter {
            subject: "Choose a new password".to_owned(),
            heading: "Choose a new password".to_owned(),
            blocks: vec![
                Block::Text(format!(
                    "This link lets you choose a new password for Tenure. It works once, for {minutes} minutes, and only if you asked for no other one since."
                )),
                Block::Text(
                    "Until you have chosen one, the password you have goes on working. Then every browser that is signed in to your account is signed out."
                        .to_owned(),
                ),
            ],
            action: Some(Action {
                label: "Choose a password".to_owned(),
                url: self.url.clone(),
            }),
            why: "You get this because you, or an operator for you, asked for it with your address. If it was not you, ignore it: nothing changes without the link.".to_owned(),
        }
    }

    pub(super) fn sample() -> Self {
        Self {
            url: "https://time.example.com/link#sample".to_owned(),
        }
    }
}
