//! `tenure demo`

use std::process::ExitCode;

use tenure_app::Tenure;

use crate::failure::Failure;
use crate::settings::Settings;

/// How the command tells what it did.
#[derive(Debug, Clone, Copy)]
pub enum Verbosity {
    /// In words.
    Text,
}

/// Fills an empty instance.
pub async fn run(_settings: &Settings, _json: bool) -> Result<ExitCode, Failure> {
    Err(Failure::refused("demo", "", ""))
}

/// Fills an empty instance.
pub async fn fill(_app: &Tenure, _verbosity: Verbosity) -> Result<(), Failure> {
    Ok(())
}
