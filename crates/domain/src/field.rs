//! Field-level problems: which field, what is wrong with it, what to do.

use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

/// What is wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FieldProblem {
    /// The field as the request names it, as in `address.city`.
    pub field: &'static str,
    /// A stable word for the kind of problem.
    pub code: FieldCode,
    /// What is wrong and what would be right.
    pub message: String,
}

/// The kinds of field problems.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FieldCode {
    /// Nothing is there.
    Required,
    /// Shorter than it may be.
    TooShort,
    /// Longer than it may be.
    TooLong,
    /// Not of the form asked for.
    Invalid,
    /// Names something that is not in this organization.
    Unknown,
    /// Somebody else has it.
    Taken,
    /// Outside the range.
    OutOfRange,
}

/// Collects field problems, so that a form shows all of them at once.
#[derive(Debug, Default)]
pub struct Fields(Vec<FieldProblem>);

impl Fields {
    /// No problems so far.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Notes a problem.
    pub fn refuse(&mut self, field: &'static str, code: FieldCode, message: impl Into<String>) {
        self.0.push(FieldProblem {
            field,
            code,
            message: message.into(),
        });
    }

    /// A text of 1 to `max` characters after trimming, without control characters, line breaks
    /// included: a name stands in one line, and may stand in a mail's header.
    pub fn name(&mut self, field: &'static str, text: &str, max: usize) -> String {
        let text = self.text(field, text, max);
        if text.is_empty() {
            self.refuse(field, FieldCode::Required, "Fill this in.");
        }
        if text.contains(['\n', '\r', '\t']) {
            self.refuse(field, FieldCode::Invalid, "Write this in one line.");
        }
        text
    }

    /// A text of up to `max` characters after trimming; line breaks and tabs are the only control
    /// characters taken, since no other can be shown.
    pub fn text(&mut self, field: &'static str, text: &str, max: usize) -> String {
        let text = text.trim();
        let length = text.chars().count();
        if length > max {
            self.refuse(
                field,
                FieldCode::TooLong,
                format!("Use at most {max} characters; this has {length}."),
            );
        }
        if text
            .chars()
            .any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        {
            self.refuse(
                field,
                FieldCode::Invalid,
                "Remove the control characters from this text.",
            );
        }
        text.to_owned()
    }

    /// An optional text; nothing but white space is none.
    pub fn optional_text(
        &mut self,
        field: &'static str,
        text: Option<&str>,
        max: usize,
    ) -> Option<String> {
        text.map(|text| self.text(field, text, max))
            .filter(|text| !text.is_empty())
    }

    /// A colour as `#rrggbb`.
    pub fn color(&mut self, field: &'static str, color: Option<&str>) -> Option<String> {
        let color = color?;
        let digits = color.strip_prefix('#').unwrap_or_default();
        if digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Some(color.to_ascii_lowercase());
        }
        self.refuse(
            field,
            FieldCode::Invalid,
            "Write a colour as #rrggbb, as in #2f9e44.",
        );
        None
    }

    /// The problems found.
    ///
    /// # Errors
    /// All of them, if there is any.
    pub fn finish(self) -> Result<(), Vec<FieldProblem>> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(self.0)
        }
    }
}

/// A field of a change: absent leaves what is there, `null` clears it, a value replaces it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Change<T> {
    /// The field was not in the request.
    #[default]
    Keep,
    /// The field was `null`.
    Clear,
    /// The field had a value.
    Set(T),
}

impl<T> Change<T> {
    /// What the field holds after the change.
    #[must_use]
    pub fn apply(self, before: Option<T>) -> Option<T> {
        match self {
            Self::Keep => before,
            Self::Clear => None,
            Self::Set(value) => Some(value),
        }
    }

    /// The value to set, if one is.
    #[must_use]
    pub fn value(self) -> Option<T> {
        match self {
            Self::Set(value) => Some(value),
            Self::Keep | Self::Clear => None,
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Change<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Only called where the field is there: `#[serde(default)]` gives `Keep` elsewhere.
        Ok(Option::<T>::deserialize(deserializer)?.map_or(Self::Clear, Self::Set))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Patch {
        #[serde(default)]
        note: Change<String>,
    }

    #[test]
    fn a_change_tells_absent_from_null() {
        let read = |json: &str| serde_json::from_str::<Patch>(json).unwrap().note;
        assert_eq!(read("{}"), Change::Keep);
        assert_eq!(read(r#"{"note":null}"#), Change::Clear);
        assert_eq!(read(r#"{"note":"x"}"#), Change::Set("x".to_owned()));
    }

    #[test]
    fn every_problem_of_a_form_is_collected() {
        let mut fields = Fields::new();
        fields.name("name", "  ", 10);
        fields.color("color", Some("red"));
        fields.text("note", "a\u{0}b", 1);
        let problems = fields.finish().unwrap_err();
        let codes: Vec<_> = problems.iter().map(|p| (p.field, p.code)).collect();
        assert_eq!(
            codes,
            [
                ("name", FieldCode::Required),
                ("color", FieldCode::Invalid),
                ("note", FieldCode::TooLong),
                ("note", FieldCode::Invalid),
            ]
        );
    }
}
