//! Slugs: an organization's name in a URL.

use serde::Serialize;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use utoipa::ToSchema;

/// 1 to 48 of `a-z`, `0-9` and single hyphens between them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = String)]
pub struct Slug(String);

/// A text that no organization may have as its slug.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidSlug {
    /// It is no slug. Letters of other scripts, which look like these, are not allowed.
    #[error("Use 1 to 48 of a-z, 0-9 and single hyphens between them.")]
    Form,
    /// It would be taken for a part of Tenure itself.
    #[error("This address is reserved. Choose another.")]
    Reserved,
}

const MAX: usize = 48;

/// Slugs that would be taken for a part of Tenure itself, in a link as in words.
const RESERVED: [&str; 8] = [
    "admin", "api", "new", "operator", "security", "support", "system", "tenure",
];

impl Slug {
    /// The slug that a name suggests: marks dropped, everything else that is no letter or digit of
    /// ASCII a hyphen; `workspace` if nothing is left (names in other scripts have their own
    /// slugs to choose).
    #[must_use]
    pub fn suggest(name: &str) -> Self {
        let mut slug = String::new();
        for c in name
            .nfkd()
            .filter(|c| !is_combining_mark(*c))
            .flat_map(char::to_lowercase)
        {
            if c.is_ascii_alphanumeric() {
                slug.push(c);
            } else if !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
        }
        slug.truncate(MAX);
        let slug = slug.trim_end_matches('-');
        Self(if slug.is_empty() {
            "workspace".to_owned()
        } else if RESERVED.contains(&slug) {
            format!("{slug}-workspace")
        } else {
            slug.to_owned()
        })
    }

    /// This slug with a number, to tell it from others like it: `acme` gives `acme-2`.
    #[must_use]
    pub fn numbered(&self, number: u32) -> Self {
        let suffix = format!("-{number}");
        let mut slug = self.0.clone();
        slug.truncate(MAX - suffix.len());
        Self(format!("{}{suffix}", slug.trim_end_matches('-')))
    }

    /// Takes a slug from a person.
    ///
    /// # Errors
    /// If it is not of the form, or reserved.
    pub fn parse(text: &str) -> Result<Self, InvalidSlug> {
        let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        let well_formed = (1..=MAX).contains(&text.len())
            && text.bytes().all(allowed)
            && !text.starts_with('-')
            && !text.ends_with('-')
            && !text.contains("--");
        if !well_formed {
            Err(InvalidSlug::Form)
        } else if RESERVED.contains(&text) {
            Err(InvalidSlug::Reserved)
        } else {
            Ok(Self(text.to_owned()))
        }
    }

    /// Takes a slug that is already on record.
    #[must_use]
    pub fn on_record(slug: String) -> Self {
        Self(slug)
    }

    /// The slug.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Slug {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_name_suggests_a_readable_slug() {
        assert_eq!(
            Slug::suggest("Łukasz & Zoë GmbH").as_str(),
            "ukasz-zoe-gmbh"
        );
        assert_eq!(Slug::suggest("  ACME  Inc. ").as_str(), "acme-inc");
        assert_eq!(Slug::suggest("株式会社").as_str(), "workspace");
    }

    #[test]
    fn what_only_looks_like_a_slug_is_none() {
        // Cyrillic, full-width, a soft hyphen, a right-to-left mark, capitals.
        for alike in [
            "\u{430}cme",
            "\u{ff41}cme",
            "ac\u{ad}me",
            "acme\u{200f}",
            "Acme",
            "ac me",
            "acme-",
            "ac--me",
            "",
        ] {
            assert_eq!(Slug::parse(alike), Err(InvalidSlug::Form), "{alike:?}");
        }
    }

    #[test]
    fn a_reserved_slug_is_neither_taken_nor_suggested() {
        for reserved in RESERVED {
            assert_eq!(Slug::parse(reserved), Err(InvalidSlug::Reserved));
            assert_ne!(Slug::suggest(reserved).as_str(), reserved);
        }
        assert_eq!(Slug::suggest("API").as_str(), "api-workspace");
    }

    proptest! {
        #[test]
        fn every_suggestion_is_a_slug(name in ".*", number in 2..u32::MAX) {
            for slug in [Slug::suggest(&name), Slug::suggest(&name).numbered(number)] {
                let text = slug.as_str();
                prop_assert!((1..=MAX).contains(&text.len()));
                prop_assert!(text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
                prop_assert!(!text.starts_with('-') && !text.ends_with('-') && !text.contains("--"));
            }
        }
    }
}
