//! Slugs: an organization's name in a URL, unique in the instance.

use std::collections::{HashMap, HashSet};

use tenure_domain::slug::Slug;

use super::Home;

/// Hands out slugs, none twice.
#[derive(Debug)]
pub(super) struct Slugs {
    taken: HashSet<String>,
    /// What was given before.
    given: HashMap<Home, String>,
    /// The number to try next for each slug that was wanted before.
    next: HashMap<String, u32>,
}

impl Slugs {
    pub(super) fn new(mut taken: HashSet<String>, given: HashMap<Home, String>) -> Self {
        taken.extend(given.values().cloned());
        Self {
            taken,
            given,
            next: HashMap::new(),
        }
    }

    /// The slug that `home` was given before; else one after `wanted`, which is a slug already or
    /// a name: itself if it is free, else with a number behind it.
    pub(super) fn take(&mut self, home: Home, wanted: &str) -> String {
        if let Some(given) = self.given.get(&home) {
            return given.clone();
        }
        let base = Slug::suggest(wanted);
        let mut slug = base.as_str().to_owned();
        let next = self.next.entry(slug.clone()).or_insert(2);
        while !self.taken.insert(slug.clone()) {
            base.numbered(*next).as_str().clone_into(&mut slug);
            *next += 1;
        }
        slug
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;

    use super::*;
    use crate::convex_id::ConvexId;
    use proptest::prelude::*;

    fn home(number: u8) -> Home {
        Home::NewPersonal(ConvexId::new(NonZeroU32::MIN, [number; 16]))
    }

    #[test]
    fn slugs_are_kept_made_readable_and_numbered_when_taken() {
        let mut slugs = Slugs::new(
            HashSet::from(["acme-2".to_owned()]),
            HashMap::from([(home(7), "acme-9".to_owned())]),
        );
        assert_eq!(slugs.take(home(1), "acme"), "acme");
        assert_eq!(slugs.take(home(1), "ACME "), "acme-3");
        assert_eq!(slugs.take(home(1), "acme"), "acme-4");
        assert_eq!(slugs.take(home(1), "Zoë's Café"), "zoe-s-cafe");
        assert_eq!(slugs.take(home(1), "株式会社"), "workspace");
        assert_eq!(slugs.take(home(1), ""), "workspace-2");
        assert_eq!(slugs.take(home(7), "acme"), "acme-9", "it stays");
    }

    proptest! {
        #[test]
        fn whatever_is_wanted_every_slug_is_one_and_none_comes_twice(wanted in prop::collection::vec("[aAé\\- ]{0,60}", 0..20)) {
            let mut slugs = Slugs::new(HashSet::new(), HashMap::new());
            let mut seen = HashSet::new();
            for wanted in wanted {
                let slug = slugs.take(home(1), &wanted);
                prop_assert!((1..=48).contains(&slug.len()));
                prop_assert!(slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
                prop_assert!(!slug.starts_with('-') && !slug.ends_with('-') && !slug.contains("--"));
                prop_assert!(seen.insert(slug));
            }
        }
    }
}
