//! Word to an inviter that an invitee asks for a new link.

use super::super::letter::name;
use super::super::{Action, Block, Letter};

/// What it tells.
#[derive(Debug, Clone)]
pub struct RenewalAsked {
    /// The organization's name.
    pub organization: String,
    /// The invited address.
    pub email: String,
    /// When the invitation expired, in words.
    pub expired: String,
    /// Where invitations are sent again.
    pub url: String,
}

impl RenewalAsked {
    /// What it says.
    #[must_use]
    pub fn letter(&self) -> Letter {
        let (organization, email) = (name(&self.organization), name(&self.email));
        Letter {
            subject: format!("{email} asks for a new invitation to {organization}"),
            heading: "A new invitation is asked for".to_owned(),
            blocks: vec![Block::Text(format!(
                "The invitation of {email} to {organization} expired on {}. They opened its link and ask for a new one. Send it again if they shall join; otherwise there is nothing to do.",
                self.expired
            ))],
            action: Some(Action {
                label: "See the invitations".to_owned(),
                url: self.url.clone(),
            }),
            why: format!("You get this because you may invite people to {organization}."),
        }
    }

    pub(super) fn sample() -> Self {
        Self {
            organization: "Fjord Studio".to_owned(),
            email: "ivy@example.com".to_owned(),
            expired: "2 December 2026, 09:00 UTC".to_owned(),
            url: "https://time.example.com/o/fjord-studio/members".to_owned(),
        }
    }
}
