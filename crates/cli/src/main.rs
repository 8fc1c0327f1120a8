//! `tenure`: the server and everything an operator does, in one binary.

mod cli;
mod commands;
mod context;
mod failure;
mod output;
mod progress;
mod settings;

use std::process::ExitCode;

use clap::Parser as _;

use crate::cli::Cli;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(usage) => return failure::usage(&usage),
    };
    let json = cli.global.json;
    match commands::run(cli) {
        Ok(code) => code,
        Err(failure) => failure.report(json),
    }
}
