//! Opening a snapshot: what is in it, before any document is read.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, BufReader, Read as _};
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use zip::ZipArchive;
use zip::result::ZipError;

use super::layout::{self, Part};
use super::lines::{Line, Lines};
use super::{Codec, Limits, Location, SnapshotError, Table};
use crate::json::Fields;

/// Folders inside folders that are looked into.
const DEPTH: usize = 16;

/// An opened snapshot.
#[derive(Debug)]
pub struct Snapshot {
    pub(super) source: Source,
    pub(super) limits: Limits,
    pub(super) tables: Vec<Table>,
    components: BTreeSet<String>,
    warnings: Vec<String>,
}

#[derive(Debug)]
pub(super) enum Source {
    Zip(ZipArchive<BufReader<File>>),
    Files,
}

/// A file of a snapshot, before it is known what it is.
struct Found {
    name: String,
    location: Location,
    bytes: u64,
}

impl Snapshot {
    /// Opens the ZIP, folder or file at `path`. `table` names the table of a single `.jsonl`, and
    /// must be none otherwise.
    pub fn open(path: &Path, table: Option<&str>, limits: Limits) -> Result<Self, SnapshotError> {
        let failed = |source| SnapshotError::Open {
            path: path.to_owned(),
            source,
        };
        let metadata = fs::metadata(path).map_err(failed)?;
        if metadata.is_dir() {
            refuse_table(path, table)?;
            let mut found = Vec::new();
            walk(path, "", DEPTH, &limits, &mut found)?;
            return Self::arrange(path, Source::Files, found, limits);
        }
        let file = File::open(path).map_err(failed)?;
        let mut magic = Vec::new();
        (&file).take(4).read_to_end(&mut magic).map_err(failed)?;
        if magic == *b"PK\x03\x04" || magic == *b"PK\x05\x06" {
            refuse_table(path, table)?;
            // The archive seeks before it reads.
            return Self::open_zip(path, file, limits);
        }
        match table {
            Some(table) => Self::single(path, table, metadata.len(), limits),
            None => Err(SnapshotError::NotASnapshot {
                path: path.to_owned(),
            }),
        }
    }

    /// The tables of documents, by name.
    #[must_use]
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// The components whose tables are in the snapshot too; they are left alone.
    pub fn components(&self) -> impl Iterator<Item = &str> {
        self.components.iter().map(String::as_str)
    }

    /// What is odd about the snapshot without making it unreadable, in words.
    #[must_use]
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    fn single(path: &Path, table: &str, bytes: u64, limits: Limits) -> Result<Self, SnapshotError> {
        let file = path
            .file_name()
            .unwrap_or(path.as_os_str())
            .to_string_lossy()
            .into_owned();
        check_table_name(table, &file)?;
        let location = Location::Path(path.to_owned());
        let table = Table {
            name: table.to_owned(),
            number: None,
            codec: Codec::Absent,
            file,
            bytes,
            location,
        };
        Ok(Self {
            source: Source::Files,
            limits,
            tables: vec![table],
            components: BTreeSet::new(),
            warnings: Vec::new(),
        })
    }

    fn open_zip(path: &Path, file: File, limits: Limits) -> Result<Self, SnapshotError> {
        let truncated = |error: ZipError| SnapshotError::Truncated {
            path: path.to_owned(),
            problem: error.to_string(),
        };
        let mut archive =
            ZipArchive::new(BufReader::with_capacity(1 << 16, file)).map_err(truncated)?;
        if archive.len() > limits.files {
            return Err(SnapshotError::TooManyFiles {
                limit: limits.files,
            });
        }
        let mut found = Vec::new();
        for index in 0..archive.len() {
            let entry = archive.by_index_raw(index).map_err(truncated)?;
            let name = String::from_utf8_lossy(entry.name_raw()).into_owned();
            if layout::is_unsafe(&name) {
                return Err(SnapshotError::UnsafePath { file: name });
            }
            if entry.is_file() {
                found.push(Found {
                    name,
                    location: Location::Entry(index),
                    bytes: entry.size(),
                });
            }
        }
        Self::arrange(path, Source::Zip(archive), found, limits)
    }

    fn arrange(
        path: &Path,
        source: Source,
        found: Vec<Found>,
        limits: Limits,
    ) -> Result<Self, SnapshotError> {
        let mut snapshot = Self {
            source,
            limits,
            tables: Vec::new(),
            components: BTreeSet::new(),
            warnings: Vec::new(),
        };
        let mut documents = BTreeMap::<String, (String, Found)>::new();
        let mut sidecars = BTreeMap::<String, Found>::new();
        let mut lists = Vec::new();
        for file in found {
            match layout::part(&file.name) {
                Part::Tables { root } => lists.push((root.to_owned(), file)),
                Part::Documents { root, table } => {
                    check_table_name(table, &file.name)?;
                    let (root, table) = (root.to_owned(), table.to_owned());
                    if let Some((_, first)) = documents.get(&table) {
                        let (first, second) = (first.name.clone(), file.name);
                        return Err(SnapshotError::DuplicateTable {
                            table,
                            first,
                            second,
                        });
                    }
                    documents.insert(table, (root, file));
                }
                Part::Sidecar { root, table } => {
                    sidecars.insert(format!("{root}{table}"), file);
                }
                Part::Component { name } => {
                    snapshot.components.insert(name.to_owned());
                }
                Part::Other => {}
            }
        }
        if let [(_, first), (_, second), ..] = lists.as_slice() {
            return Err(SnapshotError::SeveralSnapshots {
                first: first.name.clone(),
                second: second.name.clone(),
            });
        }
        let mut numbers = match lists.first() {
            Some((_, list)) => snapshot.table_numbers(list)?,
            None => BTreeMap::new(),
        };
        let mut bare = Vec::new();
        for (name, (root, file)) in documents {
            let codec = match sidecars.get(&format!("{root}{name}")) {
                Some(sidecar) => snapshot.codec(sidecar)?,
                None => {
                    bare.push(name.clone());
                    Codec::Absent
                }
            };
            let number = numbers.remove(&name);
            let Found {
                name: file,
                location,
                bytes,
            } = file;
            snapshot.tables.push(Table {
                name,
                number,
                codec,
                file,
                bytes,
                location,
            });
        }
        if snapshot.tables.is_empty() {
            return Err(SnapshotError::NoTables {
                path: path.to_owned(),
            });
        }
        snapshot.warn(&bare, numbers.into_keys().collect());
        Ok(snapshot)
    }

    fn warn(&mut self, bare: &[String], missing: Vec<String>) {
        if !bare.is_empty() {
            self.warnings.push(format!(
                "no generated_schema.jsonl beside {}: their numbers are read as floats",
                bare.join(", ")
            ));
        }
        for table in missing {
            self.warnings.push(format!(
                "table {table} is listed in _tables, but has no documents.jsonl"
            ));
        }
        if !self.components.is_empty() {
            let names: Vec<_> = self.components().collect();
            let warning = format!(
                "the tables of components are left alone: {}",
                names.join(", ")
            );
            self.warnings.push(warning);
        }
    }

    fn table_numbers(
        &mut self,
        list: &Found,
    ) -> Result<BTreeMap<String, NonZeroU32>, SnapshotError> {
        let mut numbers = BTreeMap::new();
        let mut taken = BTreeSet::new();
        self.each_line(list, |file, line, text| {
            let broken = |problem: &str| SnapshotError::TableList {
                file: file.to_owned(),
                line,
                problem: problem.to_owned(),
            };
            let fields = Fields::parse(text).map_err(|_| broken("not a JSON object"))?;
            let name = fields
                .get("name")
                .and_then(|name| name.text())
                .ok_or_else(|| broken("no text `name`"))?;
            let number = fields
                .get("id")
                .and_then(|id| id.number())
                .map(|id| id.value.to_string());
            let number = number
                .and_then(|number| number.parse().ok())
                .ok_or_else(|| broken("no table number `id`"))?;
            if !taken.insert(number) {
                return Err(broken(&format!("table number {number} is there twice")));
            }
            if numbers.insert(name.clone(), number).is_some() {
                return Err(broken(&format!("table `{name}` is there twice")));
            }
            Ok(true)
        })?;
        // System tables may be listed; they are not looked for.
        numbers.retain(|name, _| !name.starts_with('_'));
        Ok(numbers)
    }

    fn codec(&mut self, sidecar: &Found) -> Result<Codec, SnapshotError> {
        let mut codec = None;
        self.each_line(sidecar, |file, _, text| {
            codec = match serde_json::from_str::<String>(text) {
                Ok(uniform) if uniform == "uniform" => Some(Codec::Uniform),
                Ok(_) => Some(Codec::Shape),
                Err(_) => {
                    let problem = "its first line is neither \"uniform\" nor a shape".to_owned();
                    return Err(SnapshotError::Sidecar {
                        file: file.to_owned(),
                        problem,
                    });
                }
            };
            Ok(false)
        })?;
        codec.ok_or_else(|| SnapshotError::Sidecar {
            file: sidecar.name.clone(),
            problem: "it is empty".to_owned(),
        })
    }

    /// Calls `take` with file, line number and text of each line until it gives false.
    fn each_line(
        &mut self,
        found: &Found,
        mut take: impl FnMut(&str, u64, &str) -> Result<bool, SnapshotError>,
    ) -> Result<(), SnapshotError> {
        let limits = self.limits;
        let file = found.name.as_str();
        let reader = self
            .source
            .reader(&found.location, file, &limits, limits.total_bytes)?;
        let mut lines = Lines::new(reader, limits.line_bytes);
        loop {
            let number = lines.number() + 1;
            let line = lines
                .next_line()
                .map_err(|error| super::read::broken(file, number, &limits, &error))?;
            let text = match line {
                None => return Ok(()),
                Some(Line::Bytes(bytes)) => std::str::from_utf8(bytes).unwrap_or_default(),
                Some(Line::TooLong { .. }) => "",
            };
            if !take(file, number, text)? {
                return Ok(());
            }
        }
    }
}

fn refuse_table(path: &Path, table: Option<&str>) -> Result<(), SnapshotError> {
    match table {
        Some(_) => Err(SnapshotError::TableNotNeeded {
            path: path.to_owned(),
        }),
        None => Ok(()),
    }
}

fn check_table_name(table: &str, file: &str) -> Result<(), SnapshotError> {
    if layout::is_table_name(table) {
        return Ok(());
    }
    Err(SnapshotError::TableName {
        table: table.to_owned(),
        file: file.to_owned(),
    })
}

/// Lists the files below a folder, by name. Links are not followed, so that a folder cannot make
/// the importer read what lies elsewhere; stored files are not listed, there may be many.
fn walk(
    path: &Path,
    prefix: &str,
    depth: usize,
    limits: &Limits,
    found: &mut Vec<Found>,
) -> Result<(), SnapshotError> {
    let failed = |source: io::Error| SnapshotError::Open {
        path: path.to_owned(),
        source,
    };
    let mut entries = BTreeMap::<String, (PathBuf, fs::FileType, u64)>::new();
    for entry in fs::read_dir(path).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        let metadata = entry.metadata().map_err(failed)?;
        entries.insert(name, (entry.path(), metadata.file_type(), metadata.len()));
        if found.len() + entries.len() > limits.files {
            return Err(SnapshotError::TooManyFiles {
                limit: limits.files,
            });
        }
    }
    for (name, (path, kind, bytes)) in entries {
        let name = format!("{prefix}{name}");
        if kind.is_file() {
            found.push(Found {
                name,
                location: Location::Path(path),
                bytes,
            });
        } else if kind.is_dir() && depth > 0 && !name.ends_with("_storage") {
            walk(&path, &format!("{name}/"), depth - 1, limits, found)?;
        }
    }
    Ok(())
}
