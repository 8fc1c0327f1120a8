//! What of the victim's must not be seen by anybody else.

use std::collections::BTreeSet;

/// How long an id is as text.
const ID_CHARACTERS: usize = 36;

/// Texts and ids of the victim's, in lower case.
#[derive(Debug, Default)]
pub(super) struct Secrets(BTreeSet<String>);

impl Secrets {
    /// Adds a text.
    pub(super) fn add(&mut self, text: &str) {
        self.0.insert(text.to_lowercase());
    }

    /// Adds every id that stands in a text, so that no kind of id has to be named.
    pub(super) fn add_ids_in(&mut self, text: &str) {
        self.0.extend(ids_in(text));
    }

    /// A secret that stands in the answer and not in the request.
    pub(super) fn shown(&self, asked: &str, answer: &str) -> Option<&str> {
        let (asked, answer) = (asked.to_lowercase(), answer.to_lowercase());
        self.0
            .iter()
            .map(String::as_str)
            .find(|secret| answer.contains(*secret) && !asked.contains(*secret))
    }
}

/// The ids in a text: 8-4-4-4-12 hexadecimal digits.
fn ids_in(text: &str) -> BTreeSet<String> {
    let text = text.to_lowercase();
    let bytes = text.as_bytes();
    bytes
        .windows(ID_CHARACTERS)
        .filter(|window| {
            window.iter().enumerate().all(|(at, byte)| match at {
                8 | 13 | 18 | 23 => *byte == b'-',
                _ => byte.is_ascii_hexdigit(),
            })
        })
        .filter_map(|window| std::str::from_utf8(window).ok())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_in_a_text_is_found() {
        let text = r#"{"id":"0196F0C4-8a00-7000-8000-000000000001","of":["0196f0c4-8a00-7000-8000-000000000002"],"no":"0196f0c4-8a00-7000-8000"}"#;
        let ids: Vec<_> = ids_in(text).into_iter().collect();
        assert_eq!(
            ids,
            [
                "0196f0c4-8a00-7000-8000-000000000001",
                "0196f0c4-8a00-7000-8000-000000000002"
            ]
        );
    }

    #[test]
    fn what_the_request_held_is_not_shown_by_the_answer() {
        let mut secrets = Secrets::default();
        secrets.add("Marker");
        assert_eq!(secrets.shown("?search=other", "a MARKER"), Some("marker"));
        assert_eq!(secrets.shown("?search=marker", "a marker"), None);
    }
}
