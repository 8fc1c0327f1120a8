//! `tenure import`

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Subcommand;

use crate::failure::Failure;
use crate::settings::Settings;

/// What can be taken in.
#[derive(Debug, Subcommand)]
pub enum Import {
    /// A Convex snapshot: ZIP, unpacked folder, or JSONL with --table
    Convex {
        /// The snapshot
        file: PathBuf,
    },
}

impl Import {
    /// Takes it in.
    pub async fn run(self, _settings: &Settings, _json: bool) -> Result<ExitCode, Failure> {
        let Self::Convex { file } = self;
        Err(Failure::refused("import", file.display().to_string(), ""))
    }
}
