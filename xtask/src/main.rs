//! The commands of this repository: `cargo xtask run`, `test`, `bench` and `generate`.

#![expect(
    clippy::print_stdout,
    reason = "these commands talk to a person at a terminal"
)]

mod bench;
mod debian;
mod generate;
mod node;
mod process;
mod repository;
mod run;
mod server;
mod test;
mod web;

use std::process::ExitCode;

use clap::Parser;

/// Builds, runs and tests Tenure.
#[derive(Parser)]
#[command(name = "cargo xtask")]
enum Command {
    /// Build everything and serve it
    Run(run::Arguments),
    /// Run every test, or the steps named
    Test(test::Arguments),
    /// Measure the server against what the machine can do without it
    #[command(disable_help_flag = true)]
    Bench(bench::Arguments),
    /// Write the generated files anew
    Generate,
}

fn main() -> ExitCode {
    let result = match Command::parse() {
        Command::Run(arguments) => run::run(&arguments),
        Command::Test(arguments) => test::run(&arguments),
        Command::Bench(arguments) => bench::run(&arguments),
        Command::Generate => generate::run(),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}
