//! The files of an unpacked snapshot.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use super::open::Found;
use super::{Limits, Location, SnapshotError};

/// Folders inside folders that are looked into.
const DEPTH: usize = 16;

/// Lists the files of a folder.
pub(super) fn files(path: &Path, limits: &Limits) -> Result<Vec<Found>, SnapshotError> {
    let mut found = Vec::new();
    walk(path, "", DEPTH, limits, &mut found)?;
    Ok(found)
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
