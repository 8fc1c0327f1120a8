//! Reads typed fields, and collects what is remarked about them.

use std::borrow::Cow;

use super::{Invalid, Reference};
use crate::json::{Fields, Number, Value};
use crate::note::{Note, NoteKind};

/// 0001-01-01 and 9999-12-31 in milliseconds since 1970: what databases and RFC 3339 can hold.
const TIMES: std::ops::RangeInclusive<f64> = -62_135_596_800_000.0..=253_402_214_400_000.0;
/// The most seconds a duration may have: beyond, a float no longer counts seconds.
const MAX_SECONDS: f64 = 9_007_199_254_740_992.0;
/// A document's user, by precedence.
const USER_FIELDS: [&str; 4] = ["userId", "ownerId", "createdBy", "requestedBy"];

/// Reads the fields of one object. An explicit null in an optional field is an absent one.
#[derive(Debug)]
pub struct Reader<'a> {
    fields: &'a Fields<'a>,
    /// `address.` inside the field `address`.
    prefix: &'static str,
    notes: Vec<Note>,
}

impl<'a> Reader<'a> {
    pub(super) const fn new(fields: &'a Fields<'a>) -> Self {
        Self {
            fields,
            prefix: "",
            notes: Vec::new(),
        }
    }

    pub(super) fn into_notes(self) -> Vec<Note> {
        self.notes
    }

    fn path(&self, field: &'static str) -> Cow<'static, str> {
        if self.prefix.is_empty() {
            Cow::Borrowed(field)
        } else {
            Cow::Owned(format!("{}{field}", self.prefix))
        }
    }

    pub(super) fn invalid(&self, field: &'static str) -> Invalid {
        Invalid {
            field: self.path(field),
        }
    }

    pub(super) fn note(&mut self, kind: NoteKind, field: &'static str) {
        let note = Note {
            kind,
            field: Some(self.path(field)),
        };
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    fn present(&self, field: &str) -> Option<Value<'a>> {
        self.fields.get(field).filter(|value| !value.is_null())
    }

    /// An optional field, read by `read`.
    fn optional<T>(
        &mut self,
        field: &'static str,
        read: impl FnOnce(&mut Self, &'static str, Value<'a>) -> Option<T>,
    ) -> Result<Option<T>, Invalid> {
        let Some(value) = self.present(field) else {
            return Ok(None);
        };
        read(self, field, value)
            .map(Some)
            .ok_or_else(|| self.invalid(field))
    }

    fn clean(&mut self, field: &'static str, value: Value<'_>) -> Option<String> {
        let mut text = value.text()?;
        if text.contains('\0') {
            text.retain(|c| c != '\0');
            self.note(NoteKind::TextCleaned, field);
        }
        Some(text)
    }

    pub(super) fn optional_text(&mut self, field: &'static str) -> Result<Option<String>, Invalid> {
        self.optional(field, Self::clean)
    }

    pub(super) fn text(&mut self, field: &'static str) -> Result<String, Invalid> {
        self.optional_text(field)?
            .ok_or_else(|| self.invalid(field))
    }

    pub(super) fn optional_boolean(
        &mut self,
        field: &'static str,
    ) -> Result<Option<bool>, Invalid> {
        self.optional(field, |_, _, value| value.boolean())
    }

    pub(super) fn boolean(&mut self, field: &'static str) -> Result<bool, Invalid> {
        self.optional_boolean(field)?
            .ok_or_else(|| self.invalid(field))
    }

    pub(super) fn optional_number(
        &mut self,
        field: &'static str,
    ) -> Result<Option<Number<'a>>, Invalid> {
        self.optional(field, |_, _, value| value.number())
    }

    pub(super) fn number(&mut self, field: &'static str) -> Result<Number<'a>, Invalid> {
        self.optional_number(field)?
            .ok_or_else(|| self.invalid(field))
    }

    /// A moment in milliseconds since 1970, as it is written, with its fraction.
    pub(super) fn optional_moment(&mut self, field: &'static str) -> Result<Option<f64>, Invalid> {
        self.optional(field, |_, _, value| {
            value
                .number()
                .map(|n| n.value)
                .filter(|time| TIMES.contains(time))
        })
    }

    /// A moment in whole milliseconds since 1970.
    pub(super) fn optional_time(&mut self, field: &'static str) -> Result<Option<i64>, Invalid> {
        Ok(self.optional_moment(field)?.map(whole))
    }

    /// A moment in whole milliseconds since 1970.
    pub(super) fn time(&mut self, field: &'static str) -> Result<i64, Invalid> {
        self.optional_time(field)?
            .ok_or_else(|| self.invalid(field))
    }

    /// A moment in whole milliseconds since 1970; one beyond the year 9999 means never, and is
    /// that year.
    pub(super) fn expiry(&mut self, field: &'static str) -> Result<i64, Invalid> {
        let time = self.number(field)?.value;
        Ok(whole(time.clamp(*TIMES.start(), *TIMES.end())))
    }

    /// A duration in seconds, not negative, as it is written, with its fraction.
    pub(super) fn optional_seconds(&mut self, field: &'static str) -> Result<Option<f64>, Invalid> {
        self.optional(field, |_, _, value| {
            value
                .number()
                .map(|n| n.value)
                .filter(|n| (0.0..=MAX_SECONDS).contains(n))
        })
    }

    /// A text that refers to another document.
    pub(super) fn optional_reference(
        &mut self,
        field: &'static str,
    ) -> Result<Option<Reference>, Invalid> {
        self.optional(field, |_, _, value| {
            value.text().map(|text| Reference::read(&text))
        })
    }

    /// A text that refers to another document.
    pub(super) fn reference(&mut self, field: &'static str) -> Result<Reference, Invalid> {
        self.optional_reference(field)?
            .ok_or_else(|| self.invalid(field))
    }

    /// A word of an enumeration. A text that is none of its words is remarked and gives none.
    pub(super) fn optional_word<T>(
        &mut self,
        field: &'static str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, Invalid> {
        let Some(text) = self.optional(field, |_, _, value| value.text())? else {
            return Ok(None);
        };
        let word = read(&text);
        if word.is_none() {
            self.note(NoteKind::WordUnknown, field);
        }
        Ok(word)
    }

    /// A word of an enumeration; `default` for a text that is none of its words.
    pub(super) fn word<T>(
        &mut self,
        field: &'static str,
        default: T,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, Invalid> {
        if self.present(field).is_none() {
            return Err(self.invalid(field));
        }
        Ok(self.optional_word(field, read)?.unwrap_or(default))
    }

    /// Whether a required field of any type is there; null is a value of it.
    pub(super) fn any(&mut self, field: &'static str) -> Result<String, Invalid> {
        self.fields
            .get(field)
            .map(|value| value.json().to_owned())
            .ok_or_else(|| self.invalid(field))
    }

    /// The fields inside a field, read by `read`.
    pub(super) fn optional_object<T>(
        &mut self,
        field: &'static str,
        prefix: &'static str,
        read: impl FnOnce(&mut Reader<'_>) -> Result<T, Invalid>,
    ) -> Result<Option<T>, Invalid> {
        let Some(value) = self.present(field) else {
            return Ok(None);
        };
        let fields = value.fields().ok_or_else(|| self.invalid(field))?;
        let mut inner = Reader {
            fields: &fields,
            prefix,
            notes: Vec::new(),
        };
        let read = read(&mut inner)?;
        self.notes.append(&mut inner.notes);
        Ok(Some(read))
    }

    /// The user that the document names. A field that is no text names nobody here; where the
    /// table has that field, reading it as a reference finds it invalid.
    pub(super) fn named_user(&self) -> Option<Reference> {
        USER_FIELDS
            .iter()
            .find_map(|field| self.present(field)?.text())
            .map(|text| Reference::read(&text))
    }
}

/// The nearest whole number.
#[expect(
    clippy::cast_possible_truncation,
    reason = "callers pass numbers within the bounds above, below 2^53"
)]
pub(crate) fn whole(number: f64) -> i64 {
    number.round() as i64
}
