//! Reading the documents of an opened snapshot, one at a time.

use std::collections::{BTreeSet, HashSet};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::num::NonZeroU32;

use super::lines::{Line, Lines};
use super::meter::{Excess, Meter};
use super::open::{Snapshot, Source};
use super::{BadLine, BadLineReason, Document, Item, Limits, Location, SnapshotError, Table};
use crate::convex_id::ConvexId;
use crate::json::{Fields, NotADocument};

/// Why reading stopped.
#[derive(Debug, thiserror::Error)]
pub enum ReadError<E> {
    /// The snapshot cannot be read on.
    #[error(transparent)]
    Snapshot(#[from] SnapshotError),
    /// The one who takes the documents does not want more.
    #[error("stopped by the receiver")]
    Stopped(E),
}

/// How much was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    /// Good documents.
    pub documents: u64,
    /// Lines that are none.
    pub bad_lines: u64,
    /// Bytes of lines.
    pub bytes: u64,
}

impl Snapshot {
    /// Hands every line of every table to `take`, table by table, in the order of the files.
    ///
    /// Memory holds one line and the ids of one table.
    pub fn read<E>(
        &mut self,
        mut take: impl FnMut(Item<'_>) -> Result<(), E>,
    ) -> Result<Totals, ReadError<E>> {
        let limits = self.limits;
        let mut totals = Totals::default();
        let mut numbers: BTreeSet<NonZeroU32> = self
            .tables
            .iter()
            .filter_map(|table| table.number)
            .collect();
        for table in &self.tables {
            let left = limits.total_bytes.saturating_sub(totals.bytes);
            let reader = self
                .source
                .reader(&table.location, &table.file, &limits, left)?;
            let mut lines = Lines::new(reader, limits.line_bytes);
            let mut check = Check {
                table,
                number: table.number,
                seen: HashSet::new(),
                taken: &mut numbers,
            };
            loop {
                let line = lines.number() + 1;
                let next = lines
                    .next_line()
                    .map_err(|error| broken(&table.file, line, &limits, &error))?;
                let Some(next) = next else { break };
                totals.bytes += match &next {
                    Line::Bytes(bytes) => bytes.len() as u64 + 1,
                    Line::TooLong { bytes } => bytes + 1,
                };
                let item = check.item(line, next, limits.line_bytes);
                match &item {
                    Item::Document(_) => totals.documents += 1,
                    Item::Bad(_) => totals.bad_lines += 1,
                }
                if totals.documents + totals.bad_lines > limits.documents {
                    let (file, limit) = (table.file.clone(), limits.documents);
                    return Err(SnapshotError::TooManyDocuments { file, line, limit }.into());
                }
                take(item).map_err(ReadError::Stopped)?;
            }
        }
        Ok(totals)
    }
}

impl Source {
    /// Opens a file of the snapshot, of which at most `left` bytes may be read.
    pub(super) fn reader(
        &mut self,
        location: &Location,
        name: &str,
        limits: &Limits,
        left: u64,
    ) -> Result<Box<dyn BufRead + '_>, SnapshotError> {
        let damaged = |problem: String| SnapshotError::Damaged {
            file: name.to_owned(),
            line: 1,
            problem,
        };
        let (inner, most): (Box<dyn Read + '_>, u64) = match (self, location) {
            (Self::Zip(archive), Location::Entry(index)) => {
                let entry = archive
                    .by_index(*index)
                    .map_err(|error| damaged(error.to_string()))?;
                let most = entry
                    .compressed_size()
                    .saturating_mul(limits.ratio)
                    .max(limits.ratio_from_bytes);
                (Box::new(entry), most)
            }
            (Self::Files, Location::Path(path)) => {
                let open = |source| SnapshotError::Open {
                    path: path.clone(),
                    source,
                };
                (Box::new(File::open(path).map_err(open)?), u64::MAX)
            }
            // Locations are made by the source they are used with.
            (Self::Zip(_), Location::Path(_)) | (Self::Files, Location::Entry(_)) => {
                return Err(damaged("it is in another snapshot".to_owned()));
            }
        };
        Ok(Box::new(BufReader::with_capacity(
            1 << 16,
            Meter::new(inner, left, most),
        )))
    }
}

/// What a failure to read means.
pub(super) fn broken(file: &str, line: u64, limits: &Limits, error: &io::Error) -> SnapshotError {
    let file = file.to_owned();
    match error
        .get_ref()
        .and_then(|inner| inner.downcast_ref::<Excess>())
    {
        Some(Excess::Total) => SnapshotError::TooMuchData {
            file,
            line,
            limit: limits.total_bytes,
        },
        Some(Excess::Ratio) => SnapshotError::TooCompressed {
            file,
            line,
            limit: limits.ratio,
        },
        None => SnapshotError::Damaged {
            file,
            line,
            problem: error.to_string(),
        },
    }
}

/// Checks the lines of one table.
struct Check<'t> {
    table: &'t Table,
    /// The table's number, once it is known.
    number: Option<NonZeroU32>,
    seen: HashSet<[u8; 16]>,
    /// Numbers that belong to other tables too.
    taken: &'t mut BTreeSet<NonZeroU32>,
}

impl<'t> Check<'t> {
    fn item<'a>(&mut self, line: u64, content: Line<'a>, limit: usize) -> Item<'a>
    where
        't: 'a,
    {
        self.document(line, content, limit).map_or_else(
            |(reason, detail)| {
                let Table { name, file, .. } = self.table;
                Item::Bad(BadLine {
                    table: name.clone(),
                    file: file.clone(),
                    line,
                    reason,
                    detail,
                })
            },
            Item::Document,
        )
    }

    fn document<'a>(
        &mut self,
        line: u64,
        content: Line<'a>,
        limit: usize,
    ) -> Result<Document<'a>, (BadLineReason, String)>
    where
        't: 'a,
    {
        let bytes = match content {
            Line::Bytes(bytes) => bytes,
            Line::TooLong { bytes } => {
                let detail = format!("it has {bytes} bytes; a document has at most {limit}");
                return Err((BadLineReason::TooLarge, detail));
            }
        };
        let json = std::str::from_utf8(bytes).map_err(|error| {
            (
                BadLineReason::Json,
                format!("not UTF-8 from byte {} on", error.valid_up_to() + 1),
            )
        })?;
        let fields = Fields::parse(json).map_err(|problem| match problem {
            NotADocument::Json(_) if json.trim().is_empty() => {
                (BadLineReason::Json, "the line is blank".to_owned())
            }
            NotADocument::Json(_) if json.starts_with('\u{feff}') => (
                BadLineReason::Json,
                "a byte order mark before the JSON: save the file as UTF-8 without one".to_owned(),
            ),
            NotADocument::Json(problem) => (BadLineReason::Json, format!("not JSON: {problem}")),
            NotADocument::NotAnObject => {
                (BadLineReason::NotAnObject, "JSON, but no object".to_owned())
            }
        })?;
        let id = self.id(&fields)?;
        let creation_time = fields
            .get("_creationTime")
            .and_then(|time| time.number())
            .map(|time| time.value);
        Ok(Document {
            table: &self.table.name,
            file: &self.table.file,
            line,
            id,
            creation_time,
            json,
        })
    }

    fn id(&mut self, fields: &Fields<'_>) -> Result<ConvexId, (BadLineReason, String)> {
        let invalid = |detail: String| (BadLineReason::IdInvalid, detail);
        let text = fields
            .get("_id")
            .ok_or_else(|| invalid("it has no `_id`".to_owned()))?;
        let text = text
            .text()
            .ok_or_else(|| invalid("`_id` is no text".to_owned()))?;
        let id: ConvexId = text
            .parse()
            .map_err(|problem| invalid(format!("`_id` is no document id: {problem}")))?;
        let number = id.table_number();
        match self.number {
            Some(own) if own == number => {}
            None if self.taken.insert(number) => self.number = Some(number),
            _ => {
                let detail = format!(
                    "`_id` belongs to table number {number}, not to {}",
                    self.table.name
                );
                return Err((BadLineReason::IdWrongTable, detail));
            }
        }
        if self.seen.insert(id.internal()) {
            return Ok(id);
        }
        Err((
            BadLineReason::IdDuplicate,
            "a document with this `_id` came before".to_owned(),
        ))
    }
}
