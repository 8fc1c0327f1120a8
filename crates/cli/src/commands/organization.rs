//! `tenure organization`

use std::process::ExitCode;

use clap::Subcommand;
use tenure_app::tenancy::purge::Purged;

use crate::context::{application, open};
use crate::failure::Failure;
use crate::output::print;
use crate::settings::Settings;

/// What can be done with organizations.
#[derive(Debug, Subcommand)]
pub enum Organization {
    /// Delete for good what its owners deleted 14 days ago and did not restore
    ///
    /// A running server does so by itself every hour. Without --yes it is only listed; exit status 1
    /// if there is something.
    Purge {
        /// Do it
        #[arg(long)]
        yes: bool,
    },
}

impl Organization {
    /// Does it.
    pub async fn run(self, settings: &Settings, json: bool) -> Result<ExitCode, Failure> {
        let Self::Purge { yes } = self;
        let app = application(open(settings).await?, settings, settings.listen);
        let organizations = if yes {
            app.purge_organizations().await?
        } else {
            app.organizations_to_purge().await?
        };
        print(&if json {
            serde_json::to_string_pretty(&organizations).map_err(|error| {
                Failure::unusable("output", error.to_string(), "This is a mistake in tenure.")
            })?
        } else {
            in_words(&organizations, yes)
        })?;
        Ok(if yes || organizations.is_empty() {
            ExitCode::SUCCESS
        } else {
            ExitCode::from(1)
        })
    }
}

fn in_words(organizations: &[Purged], done: bool) -> String {
    if organizations.is_empty() {
        return "No organization is due to be deleted.".to_owned();
    }
    let mut lines: Vec<String> = organizations
        .iter()
        .map(
            |Purged {
                 slug,
                 name,
                 due,
                 rows,
                 ..
             }| {
                if done {
                    format!("{slug}  {name}  {rows} rows deleted")
                } else {
                    format!("{slug}  {name}  due since {due}")
                }
            },
        )
        .collect();
    if !done {
        lines.push("Nothing was deleted: run it again with --yes.".to_owned());
    }
    lines.join("\n")
}
