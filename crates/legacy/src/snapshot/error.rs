//! Why a snapshot could not be read at all. A line that could not be read is a
//! [`BadLine`](super::BadLine), not an error.

use std::io;
use std::path::PathBuf;

/// What is wrong, where, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    /// The file or folder is not there or may not be read.
    #[error("cannot open {}: {source}. Check the path and that this user may read it.", path.display())]
    Open {
        /// What was to be opened.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// Neither ZIP nor folder, and no table was named.
    #[error(
        "{} is no snapshot: expected the ZIP that `npx convex export` writes, a folder it was unpacked to, \
         or one table's .jsonl with --table TABLE.",
        path.display()
    )]
    NotASnapshot {
        /// What was opened.
        path: PathBuf,
    },
    /// Begins as a ZIP, but its directory, at the end, is not there or not readable.
    #[error("{} is cut off or damaged: {problem}. Download or copy the export again.", path.display())]
    Truncated {
        /// What was opened.
        path: PathBuf,
        /// What is wrong with it.
        problem: String,
    },
    /// A file inside cannot be unpacked: damaged, encrypted, or packed in a way exports are not.
    #[error(
        "{file}, line {line}: the data is damaged or unreadable: {problem}. Download or copy the export again."
    )]
    Damaged {
        /// The file in the snapshot.
        file: String,
        /// How far it could be read, from 1.
        line: u64,
        /// What is wrong with it.
        problem: String,
    },
    /// A file's name leaves the snapshot.
    #[error(
        "the archive holds a file named `{file}`, which no export does: it tries to leave its folder. Do not use this archive."
    )]
    UnsafePath {
        /// The name.
        file: String,
    },
    /// More files than the limit.
    #[error("the snapshot holds more than {limit} files. This is no export of a time tracker.")]
    TooManyFiles {
        /// The limit.
        limit: usize,
    },
    /// More documents than the limit.
    #[error(
        "{file}, line {line}: the snapshot holds more than {limit} documents, the limit. Import its tables one by one with --table."
    )]
    TooManyDocuments {
        /// The file in the snapshot.
        file: String,
        /// The line that is one too many, from 1.
        line: u64,
        /// The limit.
        limit: u64,
    },
    /// More data than the limit.
    #[error(
        "{file}, line {line}: the snapshot unpacks to more than {limit} bytes, the limit. Import its tables one by one with --table."
    )]
    TooMuchData {
        /// The file in the snapshot.
        file: String,
        /// How far it was read, from 1.
        line: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// A file unpacks to far more than documents do: a ZIP bomb.
    #[error(
        "{file}, line {line}: one packed byte stands for more than {limit}, as in a ZIP bomb. If the file is genuine, unpack it and import the folder."
    )]
    TooCompressed {
        /// The file in the snapshot.
        file: String,
        /// How far it was read, from 1.
        line: u64,
        /// The limit.
        limit: u64,
    },
    /// No table in it.
    #[error("{} holds no table: expected TABLE/documents.jsonl in it. Check that it is the export of the right deployment.", path.display())]
    NoTables {
        /// What was opened.
        path: PathBuf,
    },
    /// Two snapshots in one archive or folder.
    #[error("`{first}` and `{second}` belong to two snapshots. Import one at a time.")]
    SeveralSnapshots {
        /// A file of the one.
        first: String,
        /// The same file of the other.
        second: String,
    },
    /// One table twice.
    #[error(
        "table {table} is there twice: `{first}` and `{second}`. Remove the one that is wrong."
    )]
    DuplicateTable {
        /// The table.
        table: String,
        /// Its first file.
        first: String,
        /// Its second file.
        second: String,
    },
    /// A name Convex does not take for a table.
    #[error(
        "`{file}` would be a table named `{table}`, which Convex does not allow. Use letters, digits and _, beginning with a letter."
    )]
    TableName {
        /// The name.
        table: String,
        /// The file in the snapshot.
        file: String,
    },
    /// The list of tables and their numbers is broken.
    #[error(
        "{file}, line {line}: {problem}. Expected {{\"name\":\"users\",\"id\":10001}}. Export again."
    )]
    TableList {
        /// The file in the snapshot.
        file: String,
        /// The line, from 1.
        line: u64,
        /// What is wrong with it.
        problem: String,
    },
    /// A `generated_schema.jsonl` that is in no known form.
    #[error(
        "{file}: {problem}. Remove this file if the export was altered by hand, or export again."
    )]
    Sidecar {
        /// The file in the snapshot.
        file: String,
        /// What is wrong with it.
        problem: String,
    },
    /// `--table` with a ZIP or folder.
    #[error("{} holds its tables' names: leave --table away. It is for a single .jsonl file.", path.display())]
    TableNotNeeded {
        /// What was opened.
        path: PathBuf,
    },
}
