//! Damaged and hostile snapshots.

use std::fs;

use tenure_legacy::snapshot::{Limits, SnapshotError};

use crate::{document, error, try_read, zip};

#[test]
fn an_archive_with_one_name_twice_is_refused() {
    let (_folder, path) = zip(&[
        ("users/documents.jsonl", "1"),
        ("user5/documents.jsonl", "2"),
    ]);
    let bytes = fs::read(&path).unwrap();
    fs::write(&path, replaced(&bytes)).unwrap();
    assert!(matches!(error(&path), SnapshotError::DuplicateFile { .. }));
}

fn replaced(bytes: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for at in 0..bytes.len() - 5 {
        if &bytes[at..at + 5] == b"user5" {
            bytes[at + 4] = b's';
        }
    }
    bytes
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
