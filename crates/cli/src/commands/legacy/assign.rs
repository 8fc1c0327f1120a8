//! `tenure legacy assign`

use std::process::ExitCode;

use clap::{ArgGroup, Args};
use serde_json::json;
use tenure_app::Tenure;
use tenure_app::operations::legacy::assign::{Pick, Recipient};

use crate::failure::Failure;
use crate::output::print;

/// What `assign` takes.
#[derive(Debug, Args)]
#[command(
    group = ArgGroup::new("which").args(["documents", "reason"]).required(true),
    group = ArgGroup::new("to").args(["user", "organization", "nobody"]).required(true)
)]
pub struct Assign {
    /// The legacy ids of the documents
    #[arg(value_name = "DOCUMENT")]
    documents: Vec<String>,
    /// All documents that are orphaned for this reason
    #[arg(long)]
    reason: Option<String>,
    /// Of those only the ones of this table
    #[arg(long, value_name = "NAME", requires = "reason")]
    table: Option<String>,
    /// To the user with this address or legacy id
    #[arg(long, value_name = "EMAIL")]
    user: Option<String>,
    /// To the organization with this slug or legacy id
    #[arg(long, value_name = "SLUG")]
    organization: Option<String>,
    /// To nobody any more: takes an assignment back that was not placed yet
    #[arg(long)]
    nobody: bool,
}

impl Assign {
    pub(super) async fn run(self, app: &Tenure, as_json: bool) -> Result<ExitCode, Failure> {
        let pick = match self.reason {
            Some(reason) => Pick::Orphaned {
                reason,
                table: self.table,
            },
            None => Pick::Documents(self.documents),
        };
        let to = match (self.user, self.organization) {
            (Some(user), _) => Recipient::User(user),
            (None, Some(organization)) => Recipient::Organization(organization),
            (None, None) => Recipient::Nobody,
        };
        let report = app.assign_legacy(pick, to).await?;
        let repair = report.repair.map(|id| id.to_string());
        print(&if as_json {
            json!({"documents": report.documents, "repair": repair}).to_string()
        } else {
            format!(
                "{} documents were assigned. Next: tenure legacy place",
                report.documents
            )
        })?;
        Ok(ExitCode::SUCCESS)
    }
}
