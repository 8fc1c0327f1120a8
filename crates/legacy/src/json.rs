//! The JSON of one document, taken apart one level deep, each value still as its text.
//!
//! Numbers keep their decimal text (a float would change an amount), and unread fields cost
//! nothing.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// The fields of an object, in the order of the text.
#[derive(Debug)]
pub struct Fields<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

/// Why a line is no document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotADocument {
    /// Not JSON at all: what the parser says.
    Json(String),
    /// JSON, but no object.
    NotAnObject,
}

impl<'a> Fields<'a> {
    /// Takes an object apart. Checks that the whole text is JSON.
    pub fn parse(text: &'a str) -> Result<Self, NotADocument> {
        let json = |error: serde_json::Error| NotADocument::Json(error.to_string());
        if !text
            .trim_start_matches([' ', '\t', '\r', '\n'])
            .starts_with('{')
        {
            serde_json::from_str::<&RawValue>(text).map_err(json)?;
            return Err(NotADocument::NotAnObject);
        }
        let fields = serde_json::from_str(text).map_err(json)?;
        if has_lone_surrogate(text) {
            return Err(NotADocument::Json(
                "half a surrogate pair in a text".to_owned(),
            ));
        }
        Ok(fields)
    }

    /// A field's value. Of several with one name the last counts, as everywhere in JSON.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Value<'a>> {
        self.0
            .iter()
            .rev()
            .find(|(field, _)| field == name)
            .map(|(_, value)| Value(value.get()))
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Fields<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(serde::Deserialize)]
        struct Name<'a>(#[serde(borrow)] Cow<'a, str>);

        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = Fields<'de>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields<'de>, A::Error> {
                let mut fields = Vec::with_capacity(16);
                while let Some((Name(name), value)) = map.next_entry()? {
                    fields.push((name, value));
                }
                Ok(Fields(fields))
            }
        }
        deserializer.deserialize_map(Object)
    }
}

/// One value, as its text.
#[derive(Debug, Clone, Copy)]
pub struct Value<'a>(&'a str);

impl<'a> Value<'a> {
    /// Whether it is `null`.
    #[must_use]
    pub fn is_null(self) -> bool {
        self.0 == "null"
    }

    /// The text, if it is one.
    #[must_use]
    pub fn text(self) -> Option<String> {
        self.0
            .starts_with('"')
            .then(|| serde_json::from_str(self.0).ok())
            .flatten()
    }

    /// The truth value, if it is one.
    #[must_use]
    pub fn boolean(self) -> Option<bool> {
        match self.0 {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        }
    }

    /// The finite number, if it is one: a JSON number, or one of the wrappers with which Convex
    /// writes what JSON cannot, `{"$float": base64 of 8 bytes}` and `{"$integer": …}` (both little
    /// endian). What is not finite (`NaN`, infinities, `1e999`) is none.
    #[must_use]
    pub fn number(self) -> Option<Number<'a>> {
        let number = match self.0.bytes().next()? {
            b'-' | b'0'..=b'9' => Number {
                value: self.0.parse().ok()?,
                text: Cow::Borrowed(self.0),
            },
            b'{' => self.wrapped_number()?,
            _ => return None,
        };
        number.value.is_finite().then_some(number)
    }

    fn wrapped_number(self) -> Option<Number<'a>> {
        let fields = self.fields()?;
        let [(name, value)] = fields.0.as_slice() else {
            return None;
        };
        let bytes = STANDARD.decode(Value(value.get()).text()?).ok()?;
        let bytes = <[u8; 8]>::try_from(bytes).ok()?;
        match name.as_ref() {
            "$float" => {
                let value = f64::from_le_bytes(bytes);
                Some(Number {
                    value,
                    text: Cow::Owned(value.to_string()),
                })
            }
            "$integer" => {
                let text = i64::from_le_bytes(bytes).to_string();
                Some(Number {
                    value: text.parse().ok()?,
                    text: Cow::Owned(text),
                })
            }
            _ => None,
        }
    }

    /// The fields, if it is an object.
    #[must_use]
    pub fn fields(self) -> Option<Fields<'a>> {
        self.0
            .starts_with('{')
            .then(|| serde_json::from_str(self.0).ok())
            .flatten()
    }

    /// The value's JSON.
    #[must_use]
    pub const fn json(self) -> &'a str {
        self.0
    }
}

/// A finite number with its decimal text.
#[derive(Debug, Clone, PartialEq)]
pub struct Number<'a> {
    /// The nearest float: what the legacy application calculated with.
    pub value: f64,
    /// Its decimal text.
    pub text: Cow<'a, str>,
}

/// Whether a `\u` escape stands for half of a pair, which no text can hold. The parser only looks
/// at texts that are asked for, so this looks at all of them.
fn has_lone_surrogate(text: &str) -> bool {
    let bytes = text.as_bytes();
    let unit = |at: usize| -> Option<u16> {
        let escape = bytes
            .get(at..at + 6)
            .filter(|escape| escape.starts_with(b"\\u"))?;
        u16::from_str_radix(std::str::from_utf8(&escape[2..]).ok()?, 16).ok()
    };
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'\\', &bytes[at..]) {
        at += found;
        at += match unit(at) {
            Some(0xd800..=0xdbff) => match unit(at + 6) {
                Some(0xdc00..=0xdfff) => 12,
                _ => return true,
            },
            Some(0xdc00..=0xdfff) => return true,
            Some(_) => 6,
            None => 2,
        };
        if at >= bytes.len() {
            break;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_no_object_says_whether_it_is_json() {
        for text in [
            "",
            " ",
            "{",
            "{\"a\":1,}",
            "{} {}",
            "{\"a\":NaN}",
            "\u{feff}{}",
            "nul",
            r#"{"a":"\ud800"}"#,
            r#"{"a":["\udc00\ud800"]}"#,
        ] {
            assert!(
                matches!(Fields::parse(text), Err(NotADocument::Json(_))),
                "{text}"
            );
        }
        for text in ["[{}]", "\"text\"", "null", "1", " true "] {
            assert_eq!(
                Fields::parse(text).unwrap_err(),
                NotADocument::NotAnObject,
                "{text}"
            );
        }
    }

    #[test]
    fn escapes_are_read_and_pairs_are_no_half_pairs() {
        let fields =
            Fields::parse(r#" {"a\u0062":"\ud83d\ude00 \\ud800 \u0000","c":{"d":[1]}} "#).unwrap();
        assert_eq!(fields.get("ab").unwrap().text().unwrap(), "😀 \\ud800 \0");
        assert_eq!(
            fields
                .get("c")
                .unwrap()
                .fields()
                .unwrap()
                .get("d")
                .unwrap()
                .json(),
            "[1]"
        );
    }

    #[test]
    fn numbers_keep_their_text_and_wrapped_ones_are_unwrapped() {
        let fields = Fields::parse(
            r#"{"a":5,"b":82.350,"c":{"$float":"AAAAAAAAAIA="},"d":{"$integer":"BQAAAAAAAAA="},"a":6}"#,
        )
        .unwrap();
        let number = |name| fields.get(name).unwrap().number().unwrap();
        assert_eq!((number("a").value, number("a").text.as_ref()), (6.0, "6"));
        assert_eq!(number("b").text, "82.350");
        assert_eq!(number("c").value.to_bits(), (-0.0_f64).to_bits());
        assert_eq!(number("d").text, "5");
    }

    #[test]
    fn what_is_not_finite_or_not_a_number_is_no_number() {
        for value in [
            "1e999",
            "\"5\"",
            "true",
            "null",
            "[5]",
            "{}",
            r#"{"$float":"AAAAAAAA+H8="}"#,
            r#"{"$float":"AAAAAAAA8H8="}"#,
            r#"{"$float":"AAAA"}"#,
            r#"{"$float":5}"#,
            r#"{"$bytes":"BQAAAAAAAAA="}"#,
            r#"{"$float":"AAAAAAAAAIA=","x":1}"#,
        ] {
            let text = format!("{{\"a\":{value}}}");
            assert_eq!(
                Fields::parse(&text).unwrap().get("a").unwrap().number(),
                None,
                "{value}"
            );
        }
    }
}
