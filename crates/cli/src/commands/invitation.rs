//! `tenure invitation`

use std::process::ExitCode;

use clap::{Args, Subcommand};
use serde_json::{Value as Json, json};
use tenure_app::tenancy::invitations::{Deliver, Resent};
use tenure_app::{Error, Tenure};
use tenure_domain::audit::Origin;
use tenure_domain::email::EmailAddress;
use tenure_domain::id::InvitationId;
use tenure_domain::invitation::Invitation;
use tenure_domain::page::PageLimit;
use tenure_domain::permission::{Proof, ReadInvitations, ResendInvitations, RevokeInvitations};
use tenure_store::invitations::InvitationFilter;
use tenure_store::scope::Scope;

use crate::context::{application, open};
use crate::failure::Failure;
use crate::output::print;
use crate::settings::Settings;

/// What can be done with invitations.
#[derive(Debug, Subcommand)]
pub enum InvitationCommand {
    /// The invitations of an organization, newest first
    List {
        #[command(flatten)]
        of: Organization,
    },
    /// Make a new link, and mail it; the one before is dead from then on
    Resend {
        #[command(flatten)]
        of: Organization,
        #[command(flatten)]
        which: Which,
        /// Print the link instead of mailing it
        #[arg(long)]
        link: bool,
    },
    /// Take an invitation back
    Revoke {
        #[command(flatten)]
        of: Organization,
        #[command(flatten)]
        which: Which,
    },
}

/// Whose invitations.
#[derive(Debug, Args)]
pub struct Organization {
    /// The organization's address, as behind /o/ in the browser
    #[arg(long = "organization", value_name = "SLUG")]
    slug: String,
}

/// Which of them.
#[derive(Debug, Args)]
pub struct Which {
    /// The invitation's id, or the invited address
    #[arg(value_name = "INVITATION")]
    invitation: String,
}

impl InvitationCommand {
    /// Does it.
    pub async fn run(self, settings: &Settings, as_json: bool) -> Result<ExitCode, Failure> {
        let app = application(open(settings).await?, settings, settings.listen);
        match self {
            Self::List { of } => {
                let invitations = all(&app, of.scope(&app).await?).await?;
                if as_json {
                    print_json(&json!(invitations))?;
                } else if invitations.is_empty() {
                    print("Nobody is invited.")?;
                }
                for invitation in invitations.iter().filter(|_| !as_json) {
                    print(&line(invitation))?;
                }
            }
            Self::Resend { of, which, link } => {
                let id = which.find(&app, &of).await?;
                let deliver = if link { Deliver::Link } else { Deliver::Mail };
                let scope: Scope<ResendInvitations> = of.scope(&app).await?;
                let Resent { invitation, link } = app
                    .resend_invitation(scope, id, deliver, origin("resend"))
                    .await?;
                if as_json {
                    print_json(&json!({"invitation": invitation, "link": link}))?;
                } else {
                    let until = invitation.expires_at.in_words();
                    let what = match deliver {
                        Deliver::Mail => "A new link is on its way to",
                        Deliver::Link => "A new link, not mailed, for",
                    };
                    print(&format!(
                        "{what} {}, good until {until}:\n{link}",
                        invitation.email
                    ))?;
                }
            }
            Self::Revoke { of, which } => {
                let id = which.find(&app, &of).await?;
                let scope: Scope<RevokeInvitations> = of.scope(&app).await?;
                app.revoke_invitation(scope, id, origin("revoke")).await?;
                if as_json {
                    print_json(&json!({"id": id, "status": "revoked"}))?;
                } else {
                    print("Revoked: its link is dead.")?;
                }
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl Organization {
    async fn scope<P: Proof>(&self, app: &Tenure) -> Result<Scope<P>, Failure> {
        let scope = app
            .on_behalf_of_owner(&self.slug, "tenure invitation")
            .await;
        scope.map_err(|error| match error {
            Error::OrganizationNotFound => Failure::refused(
                "organization_not_found",
                format!(
                    "no organization with an active owner has the address {}",
                    self.slug
                ),
                "The address is what stands behind /o/ in the browser.",
            ),
            error => error.into(),
        })
    }
}

impl Which {
    /// The invitation of this id, or the newest to this address.
    async fn find(&self, app: &Tenure, of: &Organization) -> Result<InvitationId, Failure> {
        if let Ok(id) = self.invitation.parse() {
            return Ok(id);
        }
        let key = EmailAddress::on_record(&self.invitation).key();
        let invitations = all(app, of.scope(app).await?).await?;
        let found = invitations
            .iter()
            .find(|invitation| EmailAddress::on_record(&invitation.email).key() == key);
        found.map(|invitation| invitation.id).ok_or_else(|| {
            Failure::refused(
                "not_found",
                format!("{} has invited nobody with {}", of.slug, self.invitation),
                "`tenure invitation list` shows who is invited.",
            )
        })
    }
}

async fn all(app: &Tenure, scope: Scope<ReadInvitations>) -> Result<Vec<Invitation>, Failure> {
    let limit = PageLimit::new(PageLimit::MAX).unwrap_or(PageLimit::DEFAULT);
    let mut all: Vec<Invitation> = Vec::new();
    loop {
        let after = all.last().map(|invitation| invitation.id);
        let filter = InvitationFilter::default();
        let slice = app.list_invitations(scope, filter, after, limit).await?;
        all.extend(slice.rows);
        if !slice.more {
            return Ok(all);
        }
    }
}

/// One invitation in one line.
fn line(invitation: &Invitation) -> String {
    let mail = invitation.delivery.as_ref().map_or_else(
        || "not mailed".to_owned(),
        |delivery| {
            let reason = delivery
                .reason
                .as_deref()
                .map(|reason| format!(" ({reason})"));
            format!(
                "mail {}{}",
                delivery.state.as_str(),
                reason.unwrap_or_default()
            )
        },
    );
    format!(
        "{}  {:<8}  {:<7}  until {}  {mail}  {}",
        invitation.id,
        invitation.status.as_str(),
        invitation.role.as_str(),
        invitation.expires_at.in_words(),
        invitation.email,
    )
}

fn origin(command: &str) -> Origin {
    Origin {
        request_id: format!("tenure invitation {command}"),
        address: None,
    }
}

fn print_json(json: &Json) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(json).map_err(|error| {
        Failure::unusable("output", error.to_string(), "This is a mistake in tenure.")
    })?;
    print(&text)
}
