//! `tenure organization`

use std::process::ExitCode;

use clap::Subcommand;
use tenure_app::Tenure;
use tenure_app::operations::administration::{MEMBERS_SHOWN, OrganizationDetails};
use tenure_app::tenancy::purge::Purged;
use tenure_domain::email::EmailAddress;
use tenure_domain::organization::OrganizationKind;

use crate::context::{application, open};
use crate::failure::Failure;
use crate::output::{print, print_json};
use crate::settings::Settings;

/// How many organizations are read at once.
const PAGE: usize = 500;

/// What can be done with organizations.
#[derive(Debug, Subcommand)]
pub enum Organization {
    /// List organizations by their addresses
    List,
    /// Show an organization and who is in it
    Show {
        /// The organization's address, as behind /o/ in the browser
        slug: String,
    },
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
        let app = application(open(settings).await?, settings, settings.listen);
        match self {
            Self::List => list(&app, json).await?,
            Self::Show { slug } => {
                let details = app.organization_details(&slug).await?;
                if json {
                    print_json(&details)?;
                } else {
                    print(&in_words(&details))?;
                }
            }
            Self::Purge { yes } => return purge(&app, yes, json).await,
        }
        Ok(ExitCode::SUCCESS)
    }
}

async fn purge(app: &Tenure, yes: bool, json: bool) -> Result<ExitCode, Failure> {
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
        purged_in_words(&organizations, yes)
    })?;
    Ok(if yes || organizations.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    })
}

async fn list(app: &Tenure, json: bool) -> Result<(), Failure> {
    let (mut after, mut all) = (None, Vec::new());
    loop {
        let page = app.organizations(after, PAGE).await?;
        after = page.last().map(|organization| organization.slug.clone());
        if page.is_empty() {
            break;
        }
        if json {
            all.extend(page);
            continue;
        }
        for organization in &page {
            let personal = match organization.kind {
                OrganizationKind::Personal => "  personal workspace",
                OrganizationKind::Team => "",
            };
            print(&format!(
                "{}  {}  {} active{personal}",
                organization.slug.as_str(),
                organization.name,
                organization.active_members
            ))?;
        }
    }
    if json { print_json(&all) } else { Ok(()) }
}

fn in_words(details: &OrganizationDetails) -> String {
    let OrganizationDetails {
        organization,
        members,
    } = details;
    let mut lines = vec![
        format!("{} ({})", organization.name, organization.id),
        format!("  address  {}", organization.slug.as_str()),
        format!("  kind     {}", organization.kind.as_str()),
        format!("  made     {}", organization.created_at.in_words()),
        format!("  active   {}", organization.active_members),
    ];
    for member in members {
        let state = match (member.placeholder, member.removed, member.active) {
            (true, ..) => ", placeholder",
            (false, true, _) => ", removed",
            (false, false, false) => ", deactivated",
            (false, false, true) => "",
        };
        let address = member
            .email
            .as_ref()
            .map_or("no address", EmailAddress::as_str);
        lines.push(format!(
            "    {}{state}: {} ({address})",
            member.role, member.name
        ));
    }
    if members.len() == MEMBERS_SHOWN {
        lines.push(format!("    and perhaps more: {MEMBERS_SHOWN} are shown"));
    }
    lines.join("\n")
}

fn purged_in_words(organizations: &[Purged], done: bool) -> String {
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
