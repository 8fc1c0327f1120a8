//! What can be put into a request: a tenant's ids and names, or those that nobody has.

use std::collections::BTreeMap;

use tenure_app::auth::{Token, hex};
use tenure_domain::id::RequestId;
use tenure_domain::randomness::Randomness;
use tenure_domain::time::Instant;

/// A tenant's ids and names, by what they are called in paths and bodies: `clientId`, `slug`, ….
#[derive(Debug, Clone, Default)]
pub(super) struct Values(BTreeMap<String, String>);

impl Values {
    pub(super) fn set(&mut self, key: &str, value: impl Into<String>) {
        self.0.insert(key.to_owned(), value.into());
    }

    pub(super) fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }

    /// All of them.
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str()))
    }

    /// What could be mistaken for `key`: the ids of all other kinds for an id, and for a slug the
    /// one that the organization had before.
    pub(super) fn others_like(&self, key: &str) -> Vec<&str> {
        let alike = |other: &str| match (sort(key), sort(other)) {
            (Sort::Id, Sort::Id) | (Sort::Slug, Sort::Slug) => other != key,
            _ => false,
        };
        let keys = self.0.keys().map(String::as_str);
        keys.filter(|other| alike(other)).collect()
    }
}

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// A UUID.
    Id,
    /// An organization's name in URLs, of now or of before.
    Slug,
    /// An e-mail address.
    Email,
    /// A text to look for.
    Text,
    /// The place where a page of a list ended.
    Cursor,
    /// The key of a create.
    IdempotencyKey,
    /// The place where a stream broke.
    EventId,
    /// The secret of a link.
    Token,
}

/// What the value of this name is.
pub(super) fn sort(key: &str) -> Sort {
    match key {
        "slug" | "formerSlug" | "confirm" => Sort::Slug,
        "email" | "address" => Sort::Email,
        "text" => Sort::Text,
        "cursor" => Sort::Cursor,
        "Idempotency-Key" => Sort::IdempotencyKey,
        "Last-Event-ID" => Sort::EventId,
        "token" | "storedToken" => Sort::Token,
        _ => Sort::Id,
    }
}

/// A value of this sort that nobody has.
pub(super) fn nobodys(sort: Sort, now: Instant, randomness: &dyn Randomness) -> String {
    let mut random = [0; 6];
    randomness.fill(&mut random);
    let random = hex(&random);
    match sort {
        Sort::Id => RequestId::new(now, randomness).to_string(),
        Sort::Slug | Sort::IdempotencyKey => format!("nobodys-{random}"),
        Sort::Email => format!("{random}@nobody.example.com"),
        Sort::Text => random,
        // In the form of a cursor, and signed by nobody.
        Sort::Cursor => format!("{random}.{random}"),
        Sort::EventId => "1".to_owned(),
        Sort::Token => Token::random(randomness).secret().to_owned(),
    }
}
