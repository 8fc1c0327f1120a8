//! E-mail addresses of the legacy application: shown trimmed, compared in one form.

use caseless::Caseless;
use unicode_normalization::UnicodeNormalization;

/// The form in which addresses are compared and unique: trimmed, NFC, full Unicode case folding,
/// NFC again (folding can undo it). None if nothing is left.
#[must_use]
pub fn email_key(address: &str) -> Option<String> {
    let address = address.trim();
    (!address.is_empty()).then(|| address.nfc().default_case_fold().nfc().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_differ_by_case_blanks_or_unicode_form_have_one_key() {
        assert_eq!(
            email_key(" Zo\u{eb}@Example.com"),
            email_key("zoe\u{308}@example.COM ")
        );
        assert_eq!(email_key("STRASSE@x.de"), email_key("straße@x.de"));
        assert_ne!(email_key("a@x.de"), email_key("b@x.de"));
        assert_eq!(email_key(" \t"), None);
    }
}
