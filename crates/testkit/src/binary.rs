//! The program itself, as people run it.

use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;

/// The built `tenure`, which lies above the folder of the test programs.
///
/// # Panics
/// If it was not built.
#[must_use]
pub fn binary() -> PathBuf {
    let test = std::env::current_exe().expect("the test knows where it is");
    let folder = test
        .parent()
        .and_then(|deps| deps.parent())
        .expect("a target directory");
    let binary = folder.join("tenure");
    assert!(
        binary.is_file(),
        "{} is not there: build it with `cargo build -p tenure`, as `cargo xtask test` does",
        binary.display()
    );
    binary
}

/// A command of it that knows nothing of this machine's settings; add `--database` or `--data-dir`.
#[must_use]
pub fn tenure(arguments: &[&str]) -> Command {
    let mut command = Command::new(binary());
    command
        .args(arguments)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .current_dir(std::env::temp_dir());
    command
}

/// What a command came to.
#[derive(Debug)]
pub struct Ran {
    /// The exit status; none if it was killed.
    pub status: Option<i32>,
    /// What it printed.
    pub stdout: String,
    /// What it told people.
    pub stderr: String,
}

impl Ran {
    /// Runs a command to its end.
    ///
    /// # Panics
    /// If it cannot be started.
    #[must_use]
    pub fn of(mut command: Command) -> Self {
        let output = command.output().expect("tenure starts");
        Self::from(output)
    }

    /// The JSON that it printed.
    ///
    /// # Panics
    /// If it printed none.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|error| panic!("{error} in {}{}", self.stdout, self.stderr))
    }

    /// The failure that it told scripts of.
    ///
    /// # Panics
    /// If it told of none.
    #[must_use]
    pub fn failure(&self) -> Value {
        let json: Value = serde_json::from_str(&self.stderr)
            .unwrap_or_else(|error| panic!("{error} in {}", self.stderr));
        json["error"].clone()
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            status: output.status.code(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}
