//! Every number of the sample snapshots' expectations, from the decisions alone.

#[path = "support/tally.rs"]
mod tally;

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tally::Tally;
use tenure_legacy::convex_id::ConvexId;
use tenure_legacy::password::verify_legacy_password;
use tenure_legacy::placement::{Decision, IndexBuilder, Row, Taken};
use tenure_legacy::snapshot::{Item, Limits, Snapshot};

struct Move {
    documents: Vec<(String, ConvexId, String)>,
    bad_lines: Vec<Value>,
    expected: Value,
}

fn sample(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/samples");
    let path = folder.join(name);
    assert!(
        path.exists(),
        "the sample {} is missing: put the samples beside the repository, in ../shared/samples",
        path.display()
    );
    path
}

fn open(name: &str) -> Move {
    let expected = std::fs::read_to_string(sample(&format!("{name}.expect.json"))).unwrap();
    let (mut documents, mut bad_lines) = (Vec::new(), Vec::new());
    let mut snapshot =
        Snapshot::open(&sample(&format!("{name}.zip")), None, Limits::default()).unwrap();
    snapshot
        .read(|item| {
            match item {
                Item::Document(document) => {
                    documents.push((
                        document.table.to_owned(),
                        document.id,
                        document.json.to_owned(),
                    ));
                }
                Item::Bad(bad) => {
                    bad_lines.push(
                        json!({"file": bad.file, "line": bad.line, "reason": bad.reason.as_str()}),
                    );
                }
            }
            Ok::<_, Infallible>(())
        })
        .unwrap();
    Move {
        documents,
        bad_lines,
        expected: serde_json::from_str(&expected).unwrap(),
    }
}

impl Move {
    fn decide(&self, reversed: bool) -> Vec<Decision> {
        let taken_at = self.expected["snapshot"]["takenAt"].as_i64().unwrap();
        let mut builder = IndexBuilder::new(taken_at, Taken::default());
        let mut order: Vec<_> = self.documents.iter().collect();
        if reversed {
            order.reverse();
        }
        for (table, id, json) in order {
            builder.add(table, *id, json);
        }
        let index = builder.finish();
        self.documents
            .iter()
            .map(|(table, id, json)| index.decide(table, *id, json))
            .collect()
    }
}

/// Every difference between two values, as `path: expected … got …`.
fn differences(path: &str, expected: &Value, got: &Value, found: &mut Vec<String>) {
    match (expected, got) {
        (Value::Object(e), Value::Object(g)) => {
            for key in e.keys().chain(g.keys()).collect::<BTreeSet<_>>() {
                let (e, g) = (
                    e.get(key).unwrap_or(&Value::Null),
                    g.get(key).unwrap_or(&Value::Null),
                );
                differences(&format!("{path}.{key}"), e, g, found);
            }
        }
        (Value::Array(e), Value::Array(g)) if e.len() == g.len() => {
            for (n, (e, g)) in e.iter().zip(g).enumerate() {
                differences(&format!("{path}[{n}]"), e, g, found);
            }
        }
        _ if expected == got => {}
        _ => found.push(format!("{path}: expected {expected}, got {got}")),
    }
}

fn check(name: &str) {
    let moved = open(name);
    let decisions = moved.decide(false);
    assert_eq!(
        decisions,
        moved.decide(true),
        "decisions depend on the order of reading"
    );
    let mut tally = Tally::new();
    for ((table, id, json), decision) in moved.documents.iter().zip(&decisions) {
        tally.count(table, *id, json, decision);
    }
    let mut got = tally.report();
    got["badLines"] = moved.bad_lines.clone().into();
    got["snapshot"] = moved.expected["snapshot"].clone();
    got["traps"] = tally.traps(&moved.expected["traps"]);
    let mut found = Vec::new();
    let mut expected = moved.expected.clone();
    // What this instance cannot know of itself: which password was hashed.
    for user in expected["users"].as_object_mut().unwrap().values_mut() {
        let user = user.as_object_mut().unwrap();
        let has_password = user.remove("password").is_some();
        user.insert("hasPassword".to_owned(), has_password.into());
    }
    for part in [&mut expected, &mut got] {
        let lines = part["badLines"].as_array_mut().unwrap();
        lines.sort_by_key(|line| (line["file"].to_string(), line["line"].as_u64()));
    }
    differences(name, &expected, &got, &mut found);
    assert!(
        found.is_empty(),
        "{} differences:\n{}",
        found.len(),
        found.join("\n")
    );
}

#[test]
fn a_plain_single_owner_database_moves_in() {
    check("legacy-small");
}

#[test]
fn a_database_half_way_to_organizations_moves_in() {
    check("mid-traps");
}

#[test]
fn a_database_with_marked_workspaces_moves_in() {
    check("late-traps");
}

#[test]
fn a_database_with_bad_lines_moves_in_without_them() {
    check("bad-lines");
}

#[test]
fn passwords_of_the_samples_verify() {
    let moved = open("legacy-small");
    let (user, password) = moved.expected["users"]
        .as_object()
        .unwrap()
        .iter()
        .find_map(|(user, expected)| Some((user, expected["password"].as_str()?)))
        .unwrap();
    let secret = moved
        .decide(false)
        .into_iter()
        .find_map(|decision| {
            let Decision::Placed(placed) = decision else {
                return None;
            };
            let Row::Account(account) = placed.row else {
                return None;
            };
            account.secret.filter(|_| account.user.to_string() == *user)
        })
        .unwrap();
    assert!(verify_legacy_password(secret.expose(), password));
    assert!(!verify_legacy_password(secret.expose(), "correct horse"));
}
