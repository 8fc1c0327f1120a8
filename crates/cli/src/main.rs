//! `tenure`: the server and everything an operator does, in one binary.

mod cli;
mod commands;
mod context;
mod failure;
mod mail;
mod output;
mod password;
mod progress;
mod settings;

use std::process::ExitCode;

use clap::Parser as _;

use crate::cli::Cli;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(usage) => {
            // What cannot be parsed may still say how it wants to be told.
            let json = std::env::args_os().any(|argument| argument == "--json");
            return failure::usage(&usage, json);
        }
    };
    let json = cli.global.json;
    match commands::run(cli) {
        Ok(code) => code,
        Err(failure) => failure.report(json),
    }
}
