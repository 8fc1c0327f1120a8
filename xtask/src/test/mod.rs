//! `cargo xtask test`: every test, as a developer and CI run them.

mod browser;
mod deny;
mod rust;
mod stopwatch;

use anyhow::{Context as _, Result};
use clap::ValueEnum;

use crate::{process, web};
use stopwatch::Stopwatch;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Only these, in the order of the list
    #[arg(value_enum)]
    steps: Vec<Step>,
}

/// In the order they run: what is quickest to fail comes first, and the web app before the Rust
/// code that embeds it.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Step {
    /// Rust code is formatted
    Format,
    /// Dependencies have the licences and sources that deny.toml allows
    Deny,
    /// The web app: types, lints, unit tests, build, size, generated files
    Web,
    /// Clippy has nothing to say
    Lint,
    /// Unit, contract (SQLite and PostgreSQL), HTTP and command-line tests
    Rust,
    /// A browser against a server with the demo's data, and against an empty one
    Browser,
}

enum Outcome {
    Passed,
    /// With the reason, and what to do about it.
    Skipped(String),
}

pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let total = Stopwatch::start();
    let (mut passed, mut skipped) = (0, 0);
    let mut lines = Vec::new();
    for step in Step::value_variants() {
        if !arguments.steps.is_empty() && !arguments.steps.contains(step) {
            continue;
        }
        let name = step.name();
        println!("\n==> {name}");
        let stopwatch = Stopwatch::start();
        let line = match step
            .run()
            .with_context(|| format!("step `{name}` failed"))?
        {
            Outcome::Passed => {
                passed += 1;
                format!("{name}: passed in {stopwatch}")
            }
            Outcome::Skipped(reason) => {
                skipped += 1;
                format!("{name}: SKIPPED: {reason}")
            }
        };
        println!("<== {line}");
        lines.push(line);
    }
    println!("\n{}\nall in {total}", lines.join("\n"));
    println!("steps: {passed} passed, 0 failed, {skipped} skipped");
    Ok(())
}

impl Step {
    fn name(self) -> String {
        self.to_possible_value()
            .map(|value| value.get_name().to_owned())
            .unwrap_or_default()
    }

    fn run(self) -> Result<Outcome> {
        match self {
            Self::Format => process::run(process::cargo().args(["fmt", "--all", "--check"]))?,
            Self::Deny => return deny::run(),
            Self::Web => {
                web::build()?;
                for script in ["check", "test", "check:size", "check:generated"] {
                    web::script(script)?;
                }
            }
            Self::Lint => process::run(process::cargo().args([
                "clippy",
                "--workspace",
                "--all-targets",
                "--",
                "--deny",
                "warnings",
            ]))?,
            Self::Rust => rust::run()?,
            Self::Browser => browser::run()?,
        }
        Ok(Outcome::Passed)
    }
}
