//! Reading snapshots: archives, folders, single files; good, odd and hostile ones.

use std::convert::Infallible;
use std::fs;
use std::io::Write as _;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use tenure_legacy::convex_id::ConvexId;
use tenure_legacy::snapshot::{
    BadLineReason, Codec, Item, Limits, ReadError, Snapshot, SnapshotError,
};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const TABLES: &str = "{\"name\":\"users\",\"id\":10001}\n{\"name\":\"clients\",\"id\":10004}\n";

fn id(table: u32, n: u8) -> String {
    ConvexId::new(NonZeroU32::new(table).unwrap(), [n; 16]).to_string()
}

fn document(table: u32, n: u8) -> String {
    format!(
        "{{\"_creationTime\":1700000000000.5,\"_id\":\"{}\"}}",
        id(table, n)
    )
}

fn zip(files: &[(&str, &str)]) -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("snapshot.zip");
    let mut writer = ZipWriter::new(fs::File::create(&path).unwrap());
    for (name, text) in files {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        writer.start_file(*name, options).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap();
    (folder, path)
}

type Lines = Vec<(String, u64, Result<String, BadLineReason>)>;

fn try_read(path: &Path, table: Option<&str>, limits: Limits) -> Result<Lines, SnapshotError> {
    let mut lines = Vec::new();
    let read = Snapshot::open(path, table, limits)?.read(|item| {
        lines.push(match item {
            Item::Document(document) => (
                document.file.to_owned(),
                document.line,
                Ok(document.json.to_owned()),
            ),
            Item::Bad(bad) => (bad.file, bad.line, Err(bad.reason)),
        });
        Ok::<_, Infallible>(())
    });
    match read {
        Ok(_) => Ok(lines),
        Err(ReadError::Snapshot(error)) => Err(error),
        Err(ReadError::Stopped(never)) => match never {},
    }
}

fn read(path: &Path) -> Lines {
    try_read(path, None, Limits::default()).unwrap()
}

fn error(path: &Path) -> SnapshotError {
    try_read(path, None, Limits::default()).unwrap_err()
}

#[test]
fn an_archive_gives_its_documents_byte_for_byte() {
    let odd = format!("{{ \"_id\" : \"{}\", \"x\":1.50, \"x\":2 }}", id(10_001, 2));
    let users = format!("{}\r\n{odd}", document(10_001, 1));
    let (_folder, path) = zip(&[
        ("_tables/documents.jsonl", TABLES),
        ("users/documents.jsonl", &users),
    ]);
    let file = "users/documents.jsonl".to_owned();
    assert_eq!(
        read(&path),
        [
            (file.clone(), 1, Ok(document(10_001, 1))),
            (file, 2, Ok(odd))
        ]
    );
}

#[test]
fn a_leading_folder_components_system_tables_and_stored_files_are_tolerated() {
    let user = document(10_001, 1);
    let (_folder, path) = zip(&[
        ("snap 1/README.md", "# Snapshot"),
        ("snap 1/_tables/documents.jsonl", TABLES),
        ("snap 1/users/documents.jsonl", &user),
        ("snap 1/users/generated_schema.jsonl", "\"uniform\"\n"),
        ("snap 1/clients/documents.jsonl", ""),
        (
            "snap 1/clients/generated_schema.jsonl",
            "\"{name: string}\"\n{}\n",
        ),
        ("snap 1/_storage/documents.jsonl", "not looked at"),
        ("snap 1/_storage/kg2.png", "\0"),
        ("snap 1/_scheduled_functions/documents.jsonl", "{}"),
        ("snap 1/_components/mail/_tables/documents.jsonl", TABLES),
        (
            "snap 1/_components/mail/users/documents.jsonl",
            "not looked at",
        ),
    ]);
    assert_eq!(
        read(&path),
        [("snap 1/users/documents.jsonl".to_owned(), 1, Ok(user))]
    );
    let snapshot = Snapshot::open(&path, None, Limits::default()).unwrap();
    assert_eq!(snapshot.components().collect::<Vec<_>>(), ["mail"]);
    let codecs: Vec<_> = snapshot
        .tables()
        .iter()
        .map(|table| (table.name.as_str(), table.codec))
        .collect();
    assert_eq!(
        codecs,
        [("clients", Codec::Shape), ("users", Codec::Uniform)]
    );
    assert_eq!(
        snapshot.warnings(),
        ["the tables of components are left alone: mail"]
    );
}

#[test]
fn a_folder_reads_as_its_archive_does() {
    let folder = TempDir::new().unwrap();
    for (name, text) in [
        ("_tables", TABLES),
        ("users", &document(10_001, 1)),
        ("_storage", "x"),
    ] {
        fs::create_dir(folder.path().join(name)).unwrap();
        fs::write(folder.path().join(name).join("documents.jsonl"), text).unwrap();
    }
    assert_eq!(
        read(folder.path()),
        [(
            "users/documents.jsonl".to_owned(),
            1,
            Ok(document(10_001, 1))
        )]
    );
    let snapshot = Snapshot::open(folder.path(), None, Limits::default()).unwrap();
    assert_eq!(snapshot.warnings().len(), 2, "no sidecar, and no clients");
}

#[test]
fn a_single_file_needs_its_table_and_takes_the_number_of_its_first_document() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("people.jsonl");
    fs::write(
        &path,
        [
            document(10_001, 1),
            document(10_004, 2),
            document(10_001, 3),
        ]
        .join("\n"),
    )
    .unwrap();
    assert!(matches!(error(&path), SnapshotError::NotASnapshot { .. }));
    let lines = try_read(&path, Some("users"), Limits::default()).unwrap();
    let read: Vec<_> = lines
        .iter()
        .map(|(_, _, line)| line.as_ref().err().copied())
        .collect();
    assert_eq!(read, [None, Some(BadLineReason::IdWrongTable), None]);
    let (_folder, zip) = zip(&[("users/documents.jsonl", "")]);
    assert!(matches!(
        try_read(&zip, Some("users"), Limits::default()),
        Err(SnapshotError::TableNotNeeded { .. })
    ));
    assert!(matches!(
        try_read(&path, Some("../x"), Limits::default()),
        Err(SnapshotError::TableName { .. })
    ));
}

#[test]
fn every_bad_line_is_reported_with_line_and_reason_and_the_rest_is_read() {
    let long = format!(
        "{{\"_id\":\"{}\",\"x\":\"{}\"}}",
        id(10_001, 9),
        "x".repeat(400)
    );
    let lines = [
        document(10_001, 1),
        String::new(),
        "{\"_id\":".to_owned(),
        "[{}]".to_owned(),
        "{}".to_owned(),
        "{\"_id\":5}".to_owned(),
        document(10_001, 2).replace("\"}", "x\"}"),
        document(10_004, 2),
        document(10_001, 1),
        long,
        document(10_001, 3),
    ];
    let (_folder, path) = zip(&[
        ("_tables/documents.jsonl", TABLES),
        ("users/documents.jsonl", &lines.join("\n")),
    ]);
    let limits = Limits {
        line_bytes: 300,
        ..Limits::default()
    };
    let bad: Vec<_> = try_read(&path, None, limits)
        .unwrap()
        .into_iter()
        .filter_map(|(_, line, read)| Some((line, read.err()?)))
        .collect();
    let expected = [
        (2, BadLineReason::Json),
        (3, BadLineReason::Json),
        (4, BadLineReason::NotAnObject),
        (5, BadLineReason::IdInvalid),
        (6, BadLineReason::IdInvalid),
        (7, BadLineReason::IdInvalid),
        (8, BadLineReason::IdWrongTable),
        (9, BadLineReason::IdDuplicate),
        (10, BadLineReason::TooLarge),
    ];
    assert_eq!(bad, expected);
}

#[test]
fn text_that_is_not_utf_8_or_begins_with_a_byte_order_mark_is_a_bad_line() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("users.jsonl");
    let lines = [
        b"\xef\xbb\xbf".as_slice(),
        document(10_001, 1).as_bytes(),
        b"\n{\"a\":\"\xff\"}\n",
    ]
    .concat();
    fs::write(&path, lines).unwrap();
    let lines = try_read(&path, Some("users"), Limits::default()).unwrap();
    assert_eq!(
        lines
            .iter()
            .filter(|(_, _, line)| *line == Err(BadLineReason::Json))
            .count(),
        2
    );
}

#[test]
fn a_truncated_archive_a_wrong_file_and_a_missing_one_say_so() {
    let users: String = (0..200).map(|n| document(10_001, n) + "\n").collect();
    let (folder, path) = zip(&[("users/documents.jsonl", &users)]);
    let bytes = fs::read(&path).unwrap();
    fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
    let truncated = error(&path);
    assert!(
        matches!(truncated, SnapshotError::Truncated { .. }),
        "{truncated}"
    );
    fs::write(&path, "hello").unwrap();
    assert!(matches!(error(&path), SnapshotError::NotASnapshot { .. }));
    fs::write(&path, "").unwrap();
    assert!(matches!(error(&path), SnapshotError::NotASnapshot { .. }));
    assert!(matches!(
        error(&folder.path().join("none.zip")),
        SnapshotError::Open { .. }
    ));
}

#[test]
fn a_damaged_archive_says_which_file_and_line() {
    let users: String = (0..200).map(|n| document(10_001, n) + "\n").collect();
    let (_folder, path) = zip(&[("users/documents.jsonl", &users)]);
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x55;
    fs::write(&path, bytes).unwrap();
    let damaged = error(&path);
    assert!(
        matches!(&damaged, SnapshotError::Damaged { file, .. } if file == "users/documents.jsonl"),
        "{damaged}"
    );
}

#[test]
fn a_bomb_is_stopped_by_ratio_total_and_number() {
    let (_folder, path) = zip(&[("users/documents.jsonl", &"x".repeat(1_000_000))]);
    let ratio = Limits {
        ratio_from_bytes: 1000,
        ..Limits::default()
    };
    assert!(matches!(
        try_read(&path, None, ratio),
        Err(SnapshotError::TooCompressed { .. })
    ));
    let total = Limits {
        total_bytes: 1000,
        ..Limits::default()
    };
    assert!(matches!(
        try_read(&path, None, total),
        Err(SnapshotError::TooMuchData { .. })
    ));
    let (_folder, path) = zip(&[
        ("users/documents.jsonl", "1\n2\n3\n"),
        ("clients/documents.jsonl", "1\n"),
    ]);
    let documents = Limits {
        documents: 3,
        ..Limits::default()
    };
    assert!(matches!(
        try_read(&path, None, documents),
        Err(SnapshotError::TooManyDocuments { .. })
    ));
    let files = Limits {
        files: 1,
        ..Limits::default()
    };
    assert!(matches!(
        try_read(&path, None, files),
        Err(SnapshotError::TooManyFiles { .. })
    ));
}

#[test]
fn archives_that_are_no_single_clean_snapshot_are_refused() {
    let (_folder, path) = zip(&[("../users/documents.jsonl", "")]);
    assert!(matches!(error(&path), SnapshotError::UnsafePath { .. }));
    let (_folder, path) = zip(&[("README.md", "")]);
    assert!(matches!(error(&path), SnapshotError::NoTables { .. }));
    let (_folder, path) = zip(&[
        ("a/users/documents.jsonl", ""),
        ("b/users/documents.jsonl", ""),
    ]);
    assert!(matches!(error(&path), SnapshotError::DuplicateTable { .. }));
    let (_folder, path) = zip(&[
        ("a/_tables/documents.jsonl", ""),
        ("b/_tables/documents.jsonl", ""),
    ]);
    assert!(matches!(
        error(&path),
        SnapshotError::SeveralSnapshots { .. }
    ));
    let (_folder, path) = zip(&[("my table/documents.jsonl", "")]);
    assert!(matches!(error(&path), SnapshotError::TableName { .. }));
    let (_folder, path) = zip(&[
        ("users/documents.jsonl", ""),
        ("users/generated_schema.jsonl", "{}"),
    ]);
    assert!(matches!(error(&path), SnapshotError::Sidecar { .. }));
    for list in [
        "{",
        "{\"name\":\"users\"}\n",
        "{\"name\":\"users\",\"id\":0}",
        "{\"name\":\"a\",\"id\":1}\n{\"name\":\"b\",\"id\":1}",
    ] {
        let (_folder, path) = zip(&[
            ("_tables/documents.jsonl", list),
            ("users/documents.jsonl", ""),
        ]);
        assert!(
            matches!(error(&path), SnapshotError::TableList { .. }),
            "{list}"
        );
    }
}

#[test]
fn without_a_list_of_tables_no_two_tables_share_a_number() {
    let (_folder, path) = zip(&[
        ("clients/documents.jsonl", &document(10_001, 1)),
        ("users/documents.jsonl", &document(10_001, 2)),
    ]);
    let lines = read(&path);
    assert!(lines[0].2.is_ok());
    assert_eq!(lines[1].2, Err(BadLineReason::IdWrongTable));
}
