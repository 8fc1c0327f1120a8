//! `tenure explain`

use std::process::ExitCode;

use clap::Subcommand;
use tenure_app::tenancy::explain::Outcome;
use tenure_domain::email::EmailAddress;
use tenure_domain::permission::Permission;

use crate::context::{application, open};
use crate::failure::Failure;
use crate::output::print;
use crate::settings::Settings;

/// What can be explained.
#[derive(Debug, Subcommand)]
pub enum Explain {
    /// Whether a user may do something in an organization, and exactly why
    Access {
        /// The user's e-mail address
        #[arg(long, value_name = "EMAIL")]
        user: String,
        /// The organization's address, as behind /o/ in the browser
        #[arg(long, value_name = "SLUG")]
        organization: String,
        /// The permission, as in projects.update
        #[arg(long, value_name = "PERMISSION")]
        permission: String,
    },
}

impl Explain {
    /// Explains it: exit status 0 if they may, 1 if not.
    pub async fn run(self, settings: &Settings, json: bool) -> Result<ExitCode, Failure> {
        let Self::Access {
            user,
            organization,
            permission,
        } = self;
        let permission: Permission = permission.parse().map_err(
            |unknown: tenure_domain::permission::UnknownPermission| {
                let words: Vec<_> = Permission::ALL
                    .iter()
                    .map(|permission| permission.as_str())
                    .collect();
                Failure::unusable(
                    "permission",
                    unknown.to_string(),
                    format!("There are: {}.", words.join(", ")),
                )
            },
        )?;
        let app = application(open(settings).await?, settings, settings.listen);
        let explanation = app
            .explain_access(&EmailAddress::on_record(&user), &organization, permission)
            .await?;
        if json {
            let text = serde_json::to_string_pretty(&explanation).map_err(|error| {
                Failure::unusable("output", error.to_string(), "This is a mistake in tenure.")
            })?;
            print(&text)?;
        } else {
            let answer = if explanation.outcome == Outcome::Allowed {
                "Yes"
            } else {
                "No"
            };
            print(&format!(
                "{answer}: {permission} for {user} in {organization}"
            ))?;
            for reason in &explanation.reasons {
                print(&format!("  - {reason}"))?;
            }
            if let Some(remedy) = &explanation.remedy {
                print(&format!("What would change it: {remedy}"))?;
            }
        }
        Ok(if explanation.outcome == Outcome::Allowed {
            ExitCode::SUCCESS
        } else {
            ExitCode::from(1)
        })
    }
}
