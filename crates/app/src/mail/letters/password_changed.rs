//! Word that a password was changed.

use super::super::{Action, Block, Fact, Letter};

/// How a password was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordChange {
    /// By someone signed in, who knew the one before.
    ByUser,
    /// With a link that was mailed.
    ByLink,
    /// By an operator, at the command line.
    ByOperator,
}

impl PasswordChange {
    const fn in_words(self) -> &'static str {
        match self {
            Self::ByUser => "on the account page",
            Self::ByLink => "with a link that was mailed to this address",
            Self::ByOperator => "by an operator",
        }
    }

    /// Which browsers it signed out.
    const fn signed_out(self) -> &'static str {
        match self {
            Self::ByUser => "Every other browser was signed out of your account.",
            Self::ByLink => {
                "Every browser that was signed in to your account before was signed out."
            }
            Self::ByOperator => "Every browser was signed out of your account.",
        }
    }
}

/// What the word is about.
#[derive(Debug, Clone)]
pub struct PasswordChanged {
    /// How it was changed.
    pub change: PasswordChange,
    /// When, in words.
    pub at: String,
    /// Where one signs in.
    pub url: String,
}

impl PasswordChanged {
    /// What it says.
    #[must_use]
    pub fn letter(&self) -> Letter {
        Letter {
            subject: "Your password was changed".to_owned(),
            heading: "Your password was changed".to_owned(),
            blocks: vec![
                Block::Facts(vec![
                    Fact {
                        name: "When".to_owned(),
                        value: self.at.clone(),
                    },
                    Fact {
                        name: "How".to_owned(),
                        value: self.change.in_words().to_owned(),
                    },
                ]),
                Block::Text(format!(
                    "{} If it was you, there is nothing to do. If not, ask for a new password where you sign in, at once: the link goes to this address alone.",
                    self.change.signed_out()
                )),
            ],
            action: Some(Action {
                label: "Go to sign-in".to_owned(),
                url: self.url.clone(),
            }),
            why: "You get this because the password of your account was changed.".to_owned(),
        }
    }

    pub(super) fn sample() -> Self {
        Self {
            change: PasswordChange::ByUser,
            at: "25 November 2026, 09:00 UTC".to_owned(),
            url: "https://time.example.com/sign-in".to_owned(),
        }
    }
}
