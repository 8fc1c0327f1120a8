//! Word that a browser not seen before signed in.

use super::super::letter::name;
use super::super::{Action, Block, Fact, Letter};

/// What the word is about.
#[derive(Debug, Clone)]
pub struct NewDevice {
    /// When, in words.
    pub at: String,
    /// The browser, as it names itself.
    pub browser: String,
    /// The network it came from, if the server knows.
    pub network: Option<String>,
    /// Where one's sessions are listed.
    pub url: String,
}

impl NewDevice {
    /// What it says.
    #[must_use]
    pub fn letter(&self) -> Letter {
        let fact = |name: &str, value: String| Fact {
            name: name.to_owned(),
            value,
        };
        let browser = if self.browser.trim().is_empty() {
            "unknown".to_owned()
        } else {
            name(&self.browser)
        };
        let mut facts = vec![fact("When", self.at.clone()), fact("Browser", browser)];
        facts.extend(
            self.network
                .iter()
                .map(|network| fact("Network", network.clone())),
        );
        Letter {
            subject: "A new sign-in to your account".to_owned(),
            heading: "A new sign-in to your account".to_owned(),
            blocks: vec![
                Block::Facts(facts),
                Block::Text(
                    "This browser and network have not been used with your account in the last 90 days. If it was you, there is nothing to do. If not, end that session and change your password."
                        .to_owned(),
                ),
            ],
            action: Some(Action {
                label: "See where you are signed in".to_owned(),
                url: self.url.clone(),
            }),
            why: "You get this because somebody signed in to your account.".to_owned(),
        }
    }

    pub(super) fn sample() -> Self {
        Self {
            at: "25 November 2026, 09:00 UTC".to_owned(),
            browser: "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
                .to_owned(),
            network: Some("192.0.2.7".to_owned()),
            url: "https://time.example.com/account".to_owned(),
        }
    }
}
