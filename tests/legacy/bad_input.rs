//! Bad input: what was wrong, where, and what to do; exit status 2, and nothing half written.

use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;
use tenure_testkit::{Engine, Ran, TestDatabase, tenure};

use super::sample::{file, import, run};

/// Runs it for a script; it must find the input or the environment wrong.
fn refused(mut command: Command) -> Value {
    command.arg("--json");
    let ran = Ran::of(command);
    assert_eq!(ran.status, Some(2), "{}{}", ran.stdout, ran.stderr);
    assert_eq!(ran.stdout, "");
    let failure = ran.failure();
    assert!(
        failure["message"]
            .as_str()
            .is_some_and(|message| !message.is_empty())
    );
    failure
}

fn import_into(folder: &TempDir, snapshot: &Path) -> Command {
    let database = folder.path().join("tenure.sqlite");
    tenure(&[
        "import",
        "convex",
        snapshot.to_str().unwrap(),
        "--database",
        &format!("sqlite:{}", database.display()),
    ])
}

fn is_untouched(folder: &TempDir) -> bool {
    !folder.path().join("tenure.sqlite").exists()
}

#[test]
fn a_truncated_zip_is_named_as_one() {
    let folder = TempDir::new().unwrap();
    let whole = std::fs::read(file("legacy-small.zip")).unwrap();
    let cut = folder.path().join("cut.zip");
    std::fs::write(&cut, &whole[..whole.len() / 2]).unwrap();
    let failure = refused(import_into(&folder, &cut));
    assert_eq!(failure["code"], "snapshot");
    let message = failure["message"].as_str().unwrap();
    assert!(
        message.contains("cut.zip is cut off or damaged"),
        "{message}"
    );
    assert!(message.contains("again"), "it says what to do: {message}");
    assert!(is_untouched(&folder));
}

#[test]
fn a_zip_that_is_damaged_inside_leaves_nothing_behind() {
    let folder = TempDir::new().unwrap();
    let mut bytes = std::fs::read(file("legacy-small.zip")).unwrap();
    let middle = bytes.len() / 2;
    for byte in &mut bytes[middle..middle + 200] {
        *byte ^= 0x55;
    }
    let damaged = folder.path().join("damaged.zip");
    std::fs::write(&damaged, bytes).unwrap();
    let failure = refused(import_into(&folder, &damaged));
    let message = failure["message"].as_str().unwrap();
    assert!(message.contains("documents.jsonl, line "), "{message}");
    let connection = rusqlite_count(&folder);
    assert_eq!(connection, 0, "nothing was taken in");
}

fn rusqlite_count(folder: &TempDir) -> i64 {
    let database = folder.path().join("tenure.sqlite");
    let status = tenure(&[
        "legacy",
        "status",
        "--json",
        "--database",
        &format!("sqlite:{}", database.display()),
    ]);
    let tables = Ran::of(status).json()["tables"].clone();
    i64::try_from(tables.as_object().unwrap().len()).unwrap()
}

#[test]
fn a_file_that_is_no_snapshot_is_named_as_one() {
    let folder = TempDir::new().unwrap();
    let other = folder.path().join("notes.txt");
    writeln!(std::fs::File::create(&other).unwrap(), "hello").unwrap();
    let failure = refused(import_into(&folder, &other));
    let message = failure["message"].as_str().unwrap();
    assert!(message.contains("notes.txt is no snapshot"), "{message}");
    assert!(message.contains("npx convex export"), "{message}");
    assert!(is_untouched(&folder));
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let folder = TempDir::new().unwrap();
    let failure = refused(import_into(&folder, &folder.path().join("nowhere.zip")));
    let message = failure["message"].as_str().unwrap();
    assert!(message.contains("nowhere.zip"), "{message}");
    assert!(is_untouched(&folder));
}

#[test]
fn a_table_for_a_zip_is_not_asked_for() {
    let folder = TempDir::new().unwrap();
    let mut command = import_into(&folder, &file("legacy-small.zip"));
    command.args(["--table", "users"]);
    let failure = refused(command);
    assert!(failure["message"].as_str().unwrap().contains("--table"));
    assert!(is_untouched(&folder));
}

#[test]
fn a_postgresql_that_does_not_answer_is_named_without_its_password() {
    let failure = refused(tenure(&[
        "legacy",
        "status",
        "--database",
        "postgres://tenure:s3cret@127.0.0.1:1/tenure",
    ]));
    assert_eq!(failure["code"], "database_unreachable");
    let text = failure.to_string();
    assert!(
        text.contains("127.0.0.1:1") && !text.contains("s3cret"),
        "{text}"
    );
    assert!(failure["hint"].as_str().is_some(), "{text}");
}

#[test]
fn a_data_directory_that_cannot_be_made_is_named() {
    let folder = TempDir::new().unwrap();
    let blocked = folder.path().join("file");
    std::fs::write(&blocked, "").unwrap();
    let data = blocked.join("data");
    let failure = refused(tenure(&[
        "legacy",
        "status",
        "--data-dir",
        data.to_str().unwrap(),
    ]));
    assert_eq!(failure["code"], "data_dir");
    let message = failure["message"].as_str().unwrap();
    assert!(message.contains(data.to_str().unwrap()), "{message}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_of_a_newer_version_is_left_alone() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let database = TestDatabase::on(engine).await;
        database
            .as_owner("INSERT INTO schema_migrations (version, name, checksum) VALUES (99, '0099_later', 0)")
            .await;
        let before = database.content().await;
        let ran = import(&database, "legacy-small", &[]);
        assert_eq!(ran.status, Some(2), "{}", ran.stderr);
        let failure = ran.failure();
        assert_eq!(failure["code"], "database_version");
        let message = failure["message"].as_str().unwrap();
        assert!(
            message.contains("99") && message.contains("newer tenure"),
            "{message}"
        );
        assert_eq!(database.content().await, before);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_move_of_nothing_is_fine() {
    let database = TestDatabase::on(Engine::Sqlite).await;
    for step in ["status", "plan", "place", "verify"] {
        assert_eq!(run(&database, &["legacy", step]).status, Some(0), "{step}");
    }
}

#[test]
fn people_get_words_and_lines() {
    let folder = TempDir::new().unwrap();
    let ran = Ran::of(import_into(&folder, &file("bad-lines.zip")));
    assert_eq!(ran.status, Some(2));
    assert!(
        ran.stderr
            .contains("authAccounts/documents.jsonl:9: json ("),
        "{}",
        ran.stderr
    );
    assert!(ran.stderr.contains("--skip-invalid"), "{}", ran.stderr);
}
