//! `tenure legacy verify`

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use tenure_app::Tenure;
use tenure_app::operations::legacy::verify::{EarlierReport, Sum, Verification};

use super::SHOWN;
use crate::failure::Failure;
use crate::output::print;
use crate::progress::progress;

/// What `verify` takes.
#[derive(Debug, Args)]
pub struct Verify {
    /// Write a report that --against can compare with later
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Compare with a report that was written before, too
    #[arg(long, value_name = "FILE")]
    against: Option<PathBuf>,
}

impl Verify {
    pub(super) async fn run(self, app: &Tenure, as_json: bool) -> Result<ExitCode, Failure> {
        let earlier = self.against.as_deref().map(read).transpose()?;
        let progress = progress(as_json);
        let verified = app.verify_legacy(progress.as_ref()).await;
        progress.end();
        let mut verification = verified?;
        if let Some(earlier) = &earlier {
            verification.compare(earlier);
        }
        if let Some(file) = &self.report {
            write(file, &app.verification_report(&verification))?;
        }
        if as_json {
            print(&verification.json().to_string())?;
        } else {
            tell(&verification)?;
        }
        Ok(if verification.is_consistent() {
            ExitCode::SUCCESS
        } else {
            ExitCode::from(1)
        })
    }
}

fn read(file: &Path) -> Result<EarlierReport, Failure> {
    let unusable = |reason: String| {
        Failure::unusable(
            "report",
            format!("{}: {reason}", file.display()),
            "Give a file that `tenure legacy verify --report` wrote.",
        )
    };
    let text = std::fs::read_to_string(file).map_err(|error| unusable(error.to_string()))?;
    EarlierReport::read(&text).map_err(unusable)
}

/// Writes a report: all of it, or the file stays as it was.
pub(super) fn write(file: &Path, report: &serde_json::Value) -> Result<(), Failure> {
    let unusable = |error: std::io::Error| {
        Failure::unusable(
            "report",
            format!("{}: {error}", file.display()),
            "Choose a file in a folder that this user may write.",
        )
    };
    let mut beside = file.as_os_str().to_owned();
    beside.push(".part");
    std::fs::write(&beside, format!("{report:#}\n")).map_err(unusable)?;
    std::fs::rename(&beside, file).map_err(unusable)
}

fn tell(verification: &Verification) -> Result<(), Failure> {
    let width = verification.sums.keys().map(String::len).max().unwrap_or(0);
    for (table, (expected, found)) in &verification.sums {
        let Sum {
            count,
            seconds,
            minor,
            checksum,
        } = found;
        let same = if expected == found {
            "same"
        } else {
            "DIFFERENT"
        };
        print(&format!(
            "{table:width$}  {count:>9} rows  {seconds:>12} s  {minor:>12} minor  {checksum:016x}  {same}"
        ))?;
    }
    for difference in verification.differences.iter().take(SHOWN) {
        print(difference)?;
    }
    let count = verification.difference_count;
    if count > SHOWN as u64 {
        print(&format!(
            "and {} more; --json names {}",
            count - SHOWN as u64,
            verification.differences.len()
        ))?;
    }
    print(&if verification.is_consistent() {
        format!(
            "Consistent: the database holds what the documents say, in {} groups by table, owner and organization.",
            verification.groups
        )
    } else {
        format!("Not consistent: {count} differences.")
    })
}
