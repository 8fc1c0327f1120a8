//! A link that signs in.

use tenure_domain::link::LinkPurpose;

use super::super::{Action, Block, Letter};

/// What a sign-in link tells.
#[derive(Debug, Clone)]
pub struct SignInLink {
    /// The link, token and all.
    pub url: String,
}

impl SignInLink {
    /// What it says.
    #[must_use]
    pub fn letter(&self) -> Letter {
        let minutes = LinkPurpose::SignIn.minutes();
        Letter {
            subject: "Your link to sign in".to_owned(),
            heading: "Sign in to Tenure".to_owned(),
            blocks: vec![Block::Text(format!(
                "This link signs you in, without a password. It works once, for {minutes} minutes, and only if you asked for no other one since."
            ))],
            action: Some(Action {
                label: "Sign in".to_owned(),
                url: self.url.clone(),
            }),
            why: "You get this because somebody asked for a link with your address. If it was not you, ignore it: nobody comes in without the link.".to_owned(),
        }
    }

    pub(super) fn sample() -> Self {
        Self {
            url: "https://time.example.com/link#sample".to_owned(),
        }
    }
}
