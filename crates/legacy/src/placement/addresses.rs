//! Who keeps an address that several users have.

use std::collections::{HashMap, HashSet};

use super::builder::UserFact;
use crate::convex_id::ConvexId;

/// Who has which address.
#[derive(Debug, Default)]
pub(super) struct Addresses {
    holders: HashMap<Box<str>, ConvexId>,
    anonymous: HashSet<ConvexId>,
}

impl Addresses {
    /// Gives each address to the oldest user who has it; `users` come oldest first. What is
    /// `taken` in the instance stays there.
    pub(super) fn of(users: &[UserFact], taken: &HashSet<String>) -> Self {
        let mut holders = HashMap::new();
        for user in users {
            if let Some(key) = user
                .email_key
                .as_ref()
                .filter(|key| !taken.contains(key.as_ref()))
            {
                holders.entry(key.clone()).or_insert(user.age.id);
            }
        }
        let anonymous = users
            .iter()
            .filter(|user| user.is_anonymous)
            .map(|user| user.age.id)
            .collect();
        Self { holders, anonymous }
    }

    /// The user of the snapshot who has this address.
    pub(super) fn holder(&self, key: &str) -> Option<ConvexId> {
        self.holders.get(key).copied()
    }

    /// Whether the user comes in without an address or a credential.
    pub(super) fn is_anonymous(&self, user: ConvexId) -> bool {
        self.anonymous.contains(&user)
    }
}
