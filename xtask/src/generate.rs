//! `cargo xtask generate`: writes anew what the code's tables generate.

use anyhow::Result;

use crate::{process, web};

/// The tests that compare generated files have this in their names; with the variable set they
/// write them instead.
const TESTS: &str = "generated";
const UPDATE: &str = "TENURE_UPDATE_GENERATED";

pub(crate) fn run() -> Result<()> {
    process::run(
        process::cargo()
            .args(["test", "--workspace", "--quiet", TESTS])
            .env(UPDATE, "1"),
    )?;
    // The web app's types come from the description of the API just written.
    web::install()?;
    web::script("generate")
}
