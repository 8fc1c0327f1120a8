//! What is remarked about a document that was placed.

use std::borrow::Cow;

/// A kind of remark; the word for it is part of the interface (`legacy status`, `verify`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NoteKind {
    /// It ran beside a newer one, and was closed.
    Closed,
    /// Its `seconds` are not its end less its start; the `seconds` count.
    DurationDiffers,
    /// Its user does not exist or is not named; a placeholder member holds it.
    Placeholder,
    /// What it refers to has another home; placed without the reference.
    ReferenceForeign,
    /// What it refers to is not there, or is itself orphaned; placed without the reference.
    ReferenceMissing,
    /// A role that is none; the membership came in inactive.
    RoleUnknown,
    /// U+0000, which databases cannot hold, was removed from a text.
    TextCleaned,
    /// A word outside its enumeration; the field got its default.
    WordUnknown,
}

impl NoteKind {
    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::DurationDiffers => "duration_differs",
            Self::Placeholder => "placeholder",
            Self::ReferenceForeign => "reference_foreign",
            Self::ReferenceMissing => "reference_missing",
            Self::RoleUnknown => "role_unknown",
            Self::TextCleaned => "text_cleaned",
            Self::WordUnknown => "word_unknown",
        }
    }
}

/// A remark, with the field it is about where there is one. Prints as `kind:field` or `kind`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Note {
    /// What is remarked.
    pub kind: NoteKind,
    /// The field of the legacy document; `address.city` for one inside another.
    pub field: Option<Cow<'static, str>>,
}

impl Note {
    /// A remark about the whole document.
    #[must_use]
    pub const fn new(kind: NoteKind) -> Self {
        Self { kind, field: None }
    }

    /// A remark about one field.
    #[must_use]
    pub const fn about(kind: NoteKind, field: &'static str) -> Self {
        Self {
            kind,
            field: Some(Cow::Borrowed(field)),
        }
    }
}

impl std::fmt::Display for Note {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.field {
            Some(field) => write!(f, "{}:{field}", self.kind.as_str()),
            None => f.write_str(self.kind.as_str()),
        }
    }
}
