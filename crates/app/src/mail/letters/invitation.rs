//! An offer of a membership.

use tenure_domain::role::Role;

use super::super::letter::name;
use super::super::{Action, Block, Letter};

/// What an invitation tells.
#[derive(Debug, Clone)]
pub struct Invitation {
    /// The organization's name.
    pub organization: String,
    /// Who invites; none if that person is gone.
    pub inviter: Option<String>,
    /// What the invitee would be.
    pub role: Role,
    /// What the inviter adds in their own words.
    pub note: Option<String>,
    /// Until when, in words.
    pub expires: String,
    /// The link, token and all.
    pub url: String,
}

impl Invitation {
    /// What it says.
    #[must_use]
    pub fn letter(&self) -> Letter {
        let organization = name(&self.organization);
        let invites = match &self.inviter {
            Some(inviter) => format!("{} invites you", name(inviter)),
            None => "You are invited".to_owned(),
        };
        let mut blocks = vec![Block::Text(format!(
            "{invites} to track time together in {organization}, as {}.",
            with_article(self.role)
        ))];
        if let Some(note) = &self.note {
            blocks.push(Block::Quote(note.clone()));
        }
        blocks.push(Block::Text(format!(
            "The link is for this address alone, works once, and until {}. Opening it changes nothing: you decide on the page.",
            self.expires
        )));
        Letter {
            subject: format!("{invites} to {organization}"),
            heading: format!("Join {organization}"),
            blocks,
            action: Some(Action {
                label: "See the invitation".to_owned(),
                url: self.url.clone(),
            }),
            why: format!(
                "You get this because {} entered your address. If you do not know them, ignore it: nothing happens.",
                self.inviter
                    .as_deref()
                    .map_or_else(|| "a member".to_owned(), name)
            ),
        }
    }

    pub(super) fn sample() -> Self {
        Self {
            organization: "Fjord Studio".to_owned(),
            inviter: Some("Mara Lindqvist".to_owned()),
            role: Role::Member,
            note: Some("We start on Monday. Your projects are set up already.".to_owned()),
            expires: "2 December 2026, 09:00 UTC".to_owned(),
            url: "https://time.example.com/invitation#sample".to_owned(),
        }
    }
}

/// A role as a person would be one.
fn with_article(role: Role) -> String {
    let article = if matches!(role, Role::Owner | Role::Admin) {
        "an"
    } else {
        "a"
    };
    format!("{article} {role}")
}
