//! E-mail addresses: shown as written, compared in one form.

use serde::Serialize;
use utoipa::ToSchema;

/// An address as its owner wrote it, and the form by which two addresses are the same one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = String)]
pub struct EmailAddress(String);

/// A text that is no e-mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Write an e-mail address such as name@example.com.")]
pub struct InvalidEmailAddress;

impl EmailAddress {
    /// The longest address taken: 254 bytes (RFC 5321, 4.5.3.1.3, less the angle brackets).
    pub const MAX_BYTES: usize = 254;

    /// Takes an address from a person: trimmed, one `@` with text before it and a domain behind it,
    /// and nothing in it that cannot stand in a mail header. Whether it exists only a mail can tell.
    ///
    /// # Errors
    /// If it is not of that form.
    pub fn parse(text: &str) -> Result<Self, InvalidEmailAddress> {
        let text = text.trim();
        let (local, domain) = text.rsplit_once('@').ok_or(InvalidEmailAddress)?;
        let readable = !text.chars().any(|c| {
            c.is_control() || c.is_whitespace() || matches!(c, '<' | '>' | ',' | ';' | '"')
        });
        let has_domain = !domain.is_empty()
            && !domain.starts_with('.')
            && !domain.ends_with('.')
            && !domain.contains("..");
        if readable
            && has_domain
            && !local.is_empty()
            && !local.contains('@')
            && text.len() <= Self::MAX_BYTES
        {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidEmailAddress)
        }
    }

    /// Takes an address that is already on record, whatever its form, trimmed: the legacy
    /// application let in what a sign-up here would not, and its users keep theirs.
    #[must_use]
    pub fn on_record(text: &str) -> Self {
        Self(text.trim().to_owned())
    }

    /// The address as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form in which addresses are compared and unique.
    #[must_use]
    pub fn key(&self) -> String {
        crate::text::key(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_differ_by_case_or_unicode_form_have_one_key() {
        let composed = EmailAddress::parse("Zo\u{eb}@Example.com").unwrap();
        let decomposed = EmailAddress::parse(" zoe\u{308}@example.COM ").unwrap();
        assert_eq!(composed.key(), decomposed.key());
        assert_eq!(
            EmailAddress::on_record("STRASSE@x.de").key(),
            EmailAddress::on_record("straße@x.de").key()
        );
    }

    #[test]
    fn what_cannot_stand_in_a_mail_header_is_refused() {
        for text in [
            "",
            "a",
            "@example.com",
            "a@",
            "a@b@c",
            "a b@example.com",
            "a@example.com\nBcc: b@example.com",
            "<a@example.com>",
            "a@.com",
        ] {
            assert_eq!(
                EmailAddress::parse(text),
                Err(InvalidEmailAddress),
                "{text}"
            );
        }
    }
}
