//! `cargo xtask bench`: builds what is measured as it is released, and measures it.

use std::process::Command;

use anyhow::Result;

use crate::{process, repository};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Options of the benchmark, as in `--json`, `--write`, `--rounds 9`; `--help` lists them
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
    process::run(
        Command::new(built.join("tenure-bench"))
            .arg("run")
            .arg("--tenure")
            .arg(built.join("tenure"))
            .arg("--scratch")
            .arg(repository::target().join("bench"))
            .arg("--page")
            .arg(repository::root().join("docs/benchmarks.md"))
            .args(&arguments.options),
    )
}
