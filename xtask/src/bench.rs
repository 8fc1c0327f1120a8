//! `cargo xtask bench`: builds what is measured as it is released, and measures it.

use std::process::Command;

use anyhow::Result;

use crate::{process, repository};

/// The benchmark of the move.
const MOVING_IN: &str = "moving-in";

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// `moving-in` for that benchmark; then its options, as in `--json`, `--write`, `--rounds 9`;
    /// `--help` lists them
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    options: Vec<String>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    process::run(process::cargo().args([
        "build",
        "--release",
        "--package",
        "tenure",
        "--package",
        "tenure-bench",
    ]))?;
    let built = repository::target().join("release");
    let (which, options) = match arguments.options.split_first() {
        Some((first, rest)) if first == MOVING_IN => (MOVING_IN, rest),
        _ => ("run", arguments.options.as_slice()),
    };
    let mut command = Command::new(built.join("tenure-bench"));
    command
        .arg(which)
        .arg("--tenure")
        .arg(built.join("tenure"))
        .arg("--scratch")
        .arg(repository::target().join("bench"));
    if which != MOVING_IN {
        command
            .arg("--page")
            .arg(repository::root().join("docs/benchmarks.md"));
    }
    process::run(command.args(options))
}
