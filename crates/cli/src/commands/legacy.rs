//! `tenure legacy`

use std::process::ExitCode;

use clap::Subcommand;

use crate::failure::Failure;
use crate::settings::Settings;

/// The steps of the move.
#[derive(Debug, Subcommand)]
pub enum Legacy {
    /// What is placed and what is not
    Status,
}

impl Legacy {
    /// Does the step.
    pub async fn run(self, _settings: &Settings, _json: bool) -> Result<ExitCode, Failure> {
        Err(Failure::refused("legacy", "", ""))
    }
}
