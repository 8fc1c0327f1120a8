//! The suite is whole: it names every function of the store.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn sources(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries =
        std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let files = entries.map(|entry| entry.expect("an entry").path());
    files
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect()
}

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).expect("a source file")
}

#[test]
fn the_suite_names_every_function_of_the_store() {
    let suite: String = sources("store").iter().map(|path| text(path)).collect();
    let mut functions = BTreeSet::new();
    for path in sources("../crates/store/src") {
        let module = path
            .file_stem()
            .and_then(|stem| stem.to_str())
            .expect("a module")
            .to_owned();
        for line in text(&path).lines() {
            if let Some(rest) = line.trim_start().strip_prefix("pub async fn ") {
                let name = rest.split(['(', '<']).next().expect("a name");
                functions.insert(format!("{module}::{name}"));
            }
        }
    }
    assert!(
        functions.len() > 40,
        "only {} functions were found",
        functions.len()
    );
    let missing: Vec<_> = functions
        .iter()
        .filter(|function| !suite.contains(&format!("{function}(")))
        .collect();
    assert!(
        missing.is_empty(),
        "name these in tests/store/: {missing:?}"
    );
}
