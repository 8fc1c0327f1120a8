//! Which settings of a user count.

use std::collections::HashMap;

use super::builder::SettingsFact;
use crate::convex_id::ConvexId;

/// By user: the newest settings. There can be but one for each user.
pub(super) fn counting_settings(settings: &[SettingsFact]) -> HashMap<ConvexId, &SettingsFact> {
    let mut newest: HashMap<ConvexId, &SettingsFact> = HashMap::new();
    for fact in settings {
        let Some(user) = fact.user else { continue };
        let best = newest.entry(user).or_insert(fact);
        if fact.age > best.age {
            *best = fact;
        }
    }
    newest
}
