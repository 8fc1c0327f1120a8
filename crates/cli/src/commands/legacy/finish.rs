//! `tenure legacy finish` and `tenure legacy purge`

use std::process::ExitCode;

use clap::Args;
use serde_json::json;
use tenure_app::Tenure;
use tenure_app::operations::legacy::place::BATCH;

use super::SHOWN;
use crate::failure::Failure;
use crate::output::print;
use crate::progress::progress;

/// What `finish` takes.
#[derive(Debug, Args)]
pub struct Finish {
    /// Finish although the database differs from what the documents say; the proof names in what
    #[arg(long)]
    accept_differences: bool,
}

impl Finish {
    pub(super) async fn run(self, app: &Tenure, as_json: bool) -> Result<ExitCode, Failure> {
        let progress = progress(as_json);
        let finished = app
            .finish_legacy(self.accept_differences, progress.as_ref())
            .await;
        progress.end();
        let finished = finished?;
        let verification = &finished.verification;
        if as_json {
            let repair = finished.repair.map(|id| id.to_string());
            print(
                &json!({
                    "finished": finished.repair.is_some(),
                    "repair": repair,
                    "consistent": verification.is_consistent(),
                    "differences": verification.differences,
                    "differenceCount": verification.difference_count,
                })
                .to_string(),
            )?;
        } else {
            for difference in verification.differences.iter().take(SHOWN) {
                print(difference)?;
            }
        }
        let Some(repair) = finished.repair else {
            return Err(Failure::refused(
                "not_consistent",
                format!(
                    "{} differences between the documents and the database; the move is not finished",
                    verification.difference_count
                ),
                "Look at them with `tenure legacy verify`. If they are what people did since, finish with --accept-differences.",
            ));
        };
        if !as_json {
            print(&format!(
                "The move is finished; its proof is entry {repair} of the journal. The legacy documents stay, to be read only, until: tenure legacy purge"
            ))?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// What `purge` takes.
#[derive(Debug, Args)]
pub struct Purge {
    /// Delete them: nothing brings them back but the snapshot
    #[arg(long)]
    yes: bool,
}

impl Purge {
    pub(super) async fn run(self, app: &Tenure, as_json: bool) -> Result<ExitCode, Failure> {
        if !self.yes {
            let documents = app.purgeable_documents().await?;
            return Err(Failure::refused(
                "not_confirmed",
                format!("{documents} legacy documents would be deleted for good"),
                "The proof in the journal and what was placed stay. Delete them with --yes.",
            ));
        }
        let progress = progress(as_json);
        let purged = app.purge_legacy(BATCH, progress.as_ref()).await;
        progress.end();
        let documents = purged?;
        print(&if as_json {
            json!({"deleted": documents}).to_string()
        } else {
            format!("{documents} legacy documents were deleted.")
        })?;
        Ok(ExitCode::SUCCESS)
    }
}
