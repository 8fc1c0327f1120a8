//! Reading a snapshot: a ZIP by its central directory, an unpacked folder, or one table's `.jsonl`.
//!
//! Documents are streamed: one line is in memory at a time, and 16 bytes for each id of the table
//! that is being read. Nothing is unpacked to disk, and nothing an archive says about itself is
//! believed.

mod error;
mod layout;
mod limits;
mod lines;
mod meter;
mod open;
mod read;

use std::num::NonZeroU32;
use std::path::PathBuf;

pub use error::SnapshotError;
pub use limits::Limits;
pub use open::Snapshot;
pub use read::{ReadError, Totals};

use crate::convex_id::ConvexId;

/// How a table's values are encoded, told by its `generated_schema.jsonl`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Codec {
    /// `"uniform"`, as all current exports write.
    Uniform,
    /// A shape, as older exports write: whole numbers without point are floats all the same, and
    /// numbers that are not finite are texts.
    Shape,
    /// No such file, as in plain JSONL and where people removed it: numbers are floats.
    Absent,
}

/// A table of a snapshot.
#[derive(Debug, Clone)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its number by `_tables`; where that does not list it, the number of its first document's id
    /// holds for the others.
    pub number: Option<NonZeroU32>,
    /// How its values are encoded.
    pub codec: Codec,
    /// Its file in the snapshot, as messages name it.
    pub file: String,
    /// The size that the file declares, in bytes: for progress, not to be relied on.
    pub bytes: u64,
    location: Location,
}

#[derive(Debug, Clone)]
enum Location {
    /// The entry of this number in the archive.
    Entry(usize),
    /// A file.
    Path(PathBuf),
}

/// What a line of a table is.
#[derive(Debug)]
pub enum Item<'a> {
    /// A document.
    Document(Document<'a>),
    /// Something else; no document is lost without such a report.
    Bad(BadLine),
}

/// A document, exactly as it is in the snapshot.
#[derive(Debug, Clone, Copy)]
pub struct Document<'a> {
    /// Its table.
    pub table: &'a str,
    /// Its file in the snapshot.
    pub file: &'a str,
    /// Its line, from 1.
    pub line: u64,
    /// Its id.
    pub id: ConvexId,
    /// When it was made: milliseconds since 1970 with a fraction that orders what one transaction
    /// made. None if it is missing or no number.
    pub creation_time: Option<f64>,
    /// The line, byte for byte, without its end.
    pub json: &'a str,
}

/// A line that is no document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadLine {
    /// The table.
    pub table: String,
    /// The file in the snapshot.
    pub file: String,
    /// The line, from 1.
    pub line: u64,
    /// Why it is none.
    pub reason: BadLineReason,
    /// The same in words, with what is wrong in particular.
    pub detail: String,
}

impl std::fmt::Display for BadLine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{}, line {}: {} ({})",
            self.file,
            self.line,
            self.detail,
            self.reason.as_str()
        )
    }
}

/// Why a line is no document. The first that applies, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BadLineReason {
    /// Longer than a document can be.
    TooLarge,
    /// No JSON: blank, broken, not UTF-8.
    Json,
    /// JSON, but no object.
    NotAnObject,
    /// `_id` is missing, no text, or no document id (form or checksum).
    IdInvalid,
    /// `_id` belongs to another table.
    IdWrongTable,
    /// `_id` was there before; the first one is good.
    IdDuplicate,
}

impl BadLineReason {
    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TooLarge => "too_large",
            Self::Json => "json",
            Self::NotAnObject => "not_an_object",
            Self::IdInvalid => "id_invalid",
            Self::IdWrongTable => "id_wrong_table",
            Self::IdDuplicate => "id_duplicate",
        }
    }
}
