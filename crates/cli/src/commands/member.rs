//! `tenure member`

use std::process::ExitCode;

use clap::Subcommand;
use tenure_domain::email::EmailAddress;
use tenure_domain::role::Role;

use crate::context::{application, open};
use crate::failure::Failure;
use crate::output::{print, print_json};
use crate::settings::Settings;

/// What can be done with members.
#[derive(Debug, Subcommand)]
pub enum Member {
    /// Give a member another role
    ///
    /// By the rules that hold in the app: the last active owner stays one. It stands in the
    /// organization's audit log, in the name of its longest-standing owner.
    SetRole {
        /// The member's e-mail address
        #[arg(long, value_name = "EMAIL")]
        user: String,
        /// The organization's address, as behind /o/ in the browser
        #[arg(long, value_name = "SLUG")]
        organization: String,
        /// owner, admin, manager, member or viewer
        #[arg(long, value_name = "ROLE", value_parser = role)]
        role: Role,
    },
}

fn role(text: &str) -> Result<Role, String> {
    text.parse()
        .map_err(|unknown: tenure_domain::role::UnknownRole| unknown.to_string())
}

impl Member {
    /// Does it.
    pub async fn run(self, settings: &Settings, json: bool) -> Result<ExitCode, Failure> {
        let Self::SetRole {
            user,
            organization,
            role,
        } = self;
        let app = application(open(settings).await?, settings, settings.listen);
        let email = EmailAddress::on_record(&user);
        let member = app.set_member_role(&email, &organization, role).await?;
        if json {
            print_json(&member)?;
        } else {
            print(&format!("{} is {role} of {organization} now.", member.name))?;
        }
        Ok(ExitCode::SUCCESS)
    }
}
