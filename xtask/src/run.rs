//! `cargo xtask run`: from a fresh clone to a page that answers.

use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::{process, repository, web};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Fill an empty instance with believable data, and print how to sign in
    #[arg(long)]
    demo: bool,
    /// The port on 127.0.0.1
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Where the database and everything else is kept
    #[arg(long, default_value = "./data", value_name = "DIRECTORY")]
    data_dir: PathBuf,
}

pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    // First, for the binary carries it.
    web::build()?;
    process::run(process::cargo().args(["build", "--release", "--package", "tenure"]))?;

    let tenure = repository::target().join("release/tenure");
    let mut serve = Command::new(&tenure);
    serve
        .current_dir(repository::root())
        .arg("serve")
        .arg("--data-dir")
        .arg(&arguments.data_dir)
        .args(["--listen", &format!("127.0.0.1:{}", arguments.port)]);
    if arguments.demo {
        serve.arg("--demo");
    }
    // In this process's stead, so that signals and the exit status are the server's own.
    Err(serve.exec()).with_context(|| format!("cannot start {}", tenure.display()))
}
