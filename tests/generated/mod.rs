//! Files that the code's tables generate: committed, and compared with what the tables give now.
//! `cargo xtask generate` runs the tests with `generated` in their names and has them write instead.

mod openapi;
mod permissions;
mod reference;

use std::path::Path;

/// Compares a committed file with what it should hold, or writes it.
pub(crate) fn check(path: &str, fresh: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
    let file = root.expect("the repository").join(path);
    if std::env::var("TENURE_UPDATE_GENERATED").is_ok_and(|update| update == "1") {
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("the folder is made");
        std::fs::write(&file, fresh).expect("the file is written");
        return;
    }
    let committed = std::fs::read_to_string(&file).unwrap_or_default();
    let stale = committed
        .lines()
        .zip(fresh.lines())
        .enumerate()
        .find(|(_, (committed, fresh))| committed != fresh);
    assert!(
        committed == fresh,
        "{path} is stale, first at {stale:?}: run `cargo xtask generate` and look at what changed"
    );
}
