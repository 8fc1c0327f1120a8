//! `tenure demo`, as it is typed.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn tenure(data_dir: &Path, arguments: &[&str]) -> std::io::Result<Output> {
    Command::new(env!("CARGO_BIN_EXE_tenure"))
        .env_clear()
        .current_dir(data_dir)
        .arg("--data-dir")
        .arg(data_dir.join("data"))
        .args(arguments)
        .output()
}

#[test]
fn it_fills_an_empty_instance_once_and_says_how_to_sign_in() {
    let folder = tempfile::tempdir().unwrap();
    let filled = tenure(folder.path(), &["demo"]).unwrap();
    assert!(filled.status.success(), "{filled:?}");
    let printed = String::from_utf8(filled.stdout).unwrap();
    assert!(
        printed.contains("sign in as demo@tenure.example with "),
        "{printed}"
    );

    let refused = tenure(folder.path(), &["demo", "--json"]).unwrap();
    assert_eq!(refused.status.code(), Some(1));
    assert!(refused.stdout.is_empty());
    let error: Value = serde_json::from_slice(&refused.stderr).unwrap();
    assert_eq!(error["error"]["code"], "instance_not_empty");
    assert!(error["error"]["hint"].is_string());
}

#[test]
fn its_json_has_what_a_script_needs() {
    let folder = tempfile::tempdir().unwrap();
    let filled = tenure(folder.path(), &["demo", "--json"]).unwrap();
    let demo: Value = serde_json::from_slice(&filled.stdout).unwrap();
    assert_eq!(demo["email"], "demo@tenure.example");
    assert_eq!(demo["password"].as_str().map(str::len), Some(23));
    assert_eq!(demo["organizations"].as_array().map(Vec::len), Some(3));
    assert!(demo["timeEntries"].as_i64() > Some(1000));
}
