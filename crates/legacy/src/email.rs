//! E-mail addresses of the legacy application: shown trimmed, compared in one form.

/// The form in which addresses are compared and unique, which is that of the instance
/// ([`tenure_domain::text::key`]), trimmed. None if nothing is left.
#[must_use]
pub fn email_key(address: &str) -> Option<String> {
    let address = address.trim();
    (!address.is_empty()).then(|| tenure_domain::text::key(address))
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
