//! The sample snapshots, and the move as people run it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;
use tenure_app::operations::legacy::Silent;
use tenure_app::operations::legacy::import::{ImportOptions, open_snapshot};
use tenure_app::operations::legacy::place::PlaceOptions;
use tenure_testkit::{Ran, TestApp, TestDatabase, tenure};

/// A sample's file: beside the repository, in `../shared/samples`.
pub(crate) fn file(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/samples");
    let path = folder.join(name);
    assert!(
        path.exists(),
        "the sample {} is missing: put the samples beside the repository, in ../shared/samples",
        path.display()
    );
    path
}

/// What must come of a sample.
pub(crate) fn expectation(name: &str) -> Value {
    let text = std::fs::read_to_string(file(&format!("{name}.expect.json"))).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// Runs the program on a database, with `--json`.
pub(crate) fn run(database: &TestDatabase, arguments: &[&str]) -> Ran {
    let mut command = tenure(arguments);
    command.args(["--json", "--database", &database.url]);
    Ran::of(command)
}

/// Takes a sample in.
pub(crate) fn import(database: &TestDatabase, name: &str, options: &[&str]) -> Ran {
    let file = file(&format!("{name}.zip"));
    let mut arguments = vec!["import", "convex", file.to_str().unwrap()];
    arguments.extend(options);
    run(database, &arguments)
}

/// Runs the program, which must be content.
pub(crate) fn succeed(database: &TestDatabase, arguments: &[&str]) -> Value {
    let ran = run(database, arguments);
    assert_eq!(
        ran.status,
        Some(0),
        "{arguments:?}: {}{}",
        ran.stdout,
        ran.stderr
    );
    assert_eq!(ran.stderr, "", "{arguments:?} told people something");
    ran.json()
}

/// Takes a sample in and places it, without the program.
pub(crate) async fn move_in(app: &TestApp, name: &str) {
    let snapshot = open_snapshot(&file(&format!("{name}.zip")), None).unwrap();
    let report = app
        .tenure
        .import_convex(snapshot, ImportOptions::default(), &Silent)
        .await
        .unwrap();
    assert!(report.is_committed);
    app.tenure
        .place_legacy(PlaceOptions::default(), Arc::new(Silent))
        .await
        .unwrap();
}

/// Every difference between two values, as `path: expected … got …`.
pub(crate) fn differences(path: &str, expected: &Value, got: &Value) -> Vec<String> {
    match (expected, got) {
        (Value::Object(expected), Value::Object(got)) => {
            let keys: BTreeSet<_> = expected.keys().chain(got.keys()).collect();
            keys.into_iter()
                .flat_map(|key| {
                    let [expected, got] =
                        [expected, got].map(|side| side.get(key).unwrap_or(&Value::Null));
                    differences(&format!("{path}.{key}"), expected, got)
                })
                .collect()
        }
        _ if expected == got => Vec::new(),
        _ => vec![format!("{path}: expected {expected}, got {got}")],
    }
}

/// What of an expectation `verify` prints: a password is nobody's to print.
pub(crate) fn verifiable(expectation: &Value) -> Value {
    let mut expected = serde_json::json!({"consistent": true});
    for part in [
        "tables",
        "totals",
        "usersWithoutTheirAddress",
        "users",
        "organizations",
    ] {
        expected[part] = expectation[part].clone();
    }
    for user in expected["users"].as_object_mut().unwrap().values_mut() {
        user.as_object_mut().unwrap().remove("password");
    }
    expected
}
