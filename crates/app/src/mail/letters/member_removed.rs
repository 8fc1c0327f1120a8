//! Word that one is no longer in an organization.

use super::super::letter::name;
use super::super::{Block, Letter};

/// How a membership came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Farewell {
    /// It was taken away.
    Removed,
    /// It was deactivated, and can be reactivated.
    Deactivated,
}

/// What the word is about.
#[derive(Debug, Clone)]
pub struct MemberRemoved {
    /// The organization's name.
    pub organization: String,
    /// How it came to its end.
    pub farewell: Farewell,
}

impl MemberRemoved {
    /// What it says.
    #[must_use]
    pub fn letter(&self) -> Letter {
        let organization = name(&self.organization);
        let (subject, happened, back) = match self.farewell {
            Farewell::Removed => (
                format!("You are no longer a member of {organization}"),
                format!("Somebody who manages {organization} removed you from it."),
                "Should it be a mistake, ask them: they can invite you again.",
            ),
            Farewell::Deactivated => (
                format!("Your membership of {organization} is deactivated"),
                format!("Somebody who manages {organization} deactivated your membership."),
                "Should it be a mistake, ask them: they can reactivate it.",
            ),
        };
        Letter {
            heading: subject.clone(),
            subject,
            blocks: vec![
                Block::Text(format!(
                    "{happened} What you tracked there stays with the organization. Your personal workspace and your other organizations are as they were."
                )),
                Block::Text(back.to_owned()),
            ],
            action: None,
            why: format!("You get this because you were a member of {organization}."),
        }
    }

    pub(super) fn sample() -> Self {
        Self {
            organization: "Fjord Studio".to_owned(),
            farewell: Farewell::Removed,
        }
    }
}
