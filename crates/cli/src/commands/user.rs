//! `tenure user`

use std::process::ExitCode;

use clap::{Subcommand, ValueEnum};
use tenure_app::Tenure;
use tenure_app::operations::administration::{FirstPassword, UserDetails};
use tenure_domain::administration::ListedUser;
use tenure_domain::email::EmailAddress;
use tenure_domain::user::User as Person;

use crate::context::{application, open};
use crate::failure::Failure;
use crate::output::{print, print_json};
use crate::password::read_password;
use crate::settings::Settings;

/// How many users are read at once.
const PAGE: usize = 500;

/// What can be done with users.
#[derive(Debug, Subcommand)]
pub enum User {
    /// Make an account, on an instance that takes no sign-ups too
    Create {
        /// The address to sign in with
        #[arg(long, value_name = "EMAIL")]
        email: String,
        /// The name others see
        #[arg(long, value_name = "NAME")]
        name: String,
        /// Mail a link by which they choose a password, instead of asking for one here
        #[arg(long)]
        send_link: bool,
    },
    /// List users in the order they came
    List {
        /// Only those whose address contains this
        #[arg(long, value_name = "TEXT")]
        search: Option<String>,
    },
    /// Show a user's account and memberships
    Show {
        /// The address
        email: String,
    },
    /// Set a user's password and end their sessions
    ///
    /// The password is asked for on a terminal and read from standard input elsewhere, one line.
    SetPassword {
        /// The address
        email: String,
        /// Mail a link by which they choose one, instead of asking for one here
        #[arg(long)]
        send_link: bool,
    },
    /// Let a user run the instance, or no longer
    Operator {
        /// The address
        email: String,
        /// Whether they may
        #[arg(value_enum)]
        may: May,
    },
}

/// Whether a user may run the instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum May {
    /// They may.
    On,
    /// They may not.
    Off,
}

impl User {
    /// Does it.
    pub async fn run(self, settings: &Settings, json: bool) -> Result<ExitCode, Failure> {
        let app = application(open(settings).await?, settings, settings.listen);
        match self {
            Self::Create {
                email,
                name,
                send_link,
            } => {
                let password = if send_link {
                    FirstPassword::ByLink
                } else {
                    FirstPassword::Chosen(read_password()?)
                };
                let user = app.create_user(name, email, password).await?;
                let next = if send_link {
                    "A link to choose a password is in the outbox."
                } else {
                    "They can sign in."
                };
                tell(&user, json, &format!("Made the account. {next}"))?;
            }
            Self::List { search } => list(&app, search, json).await?,
            Self::Show { email } => {
                let details = app.user_details(&EmailAddress::on_record(&email)).await?;
                if json {
                    print_json(&details)?;
                } else {
                    print(&in_words(&details))?;
                }
            }
            Self::SetPassword { email, send_link } => {
                let email = EmailAddress::on_record(&email);
                if send_link {
                    let user = app.user_details(&email).await?.account.user;
                    app.send_password_link(&email).await?;
                    tell(&user, json, "A link to choose a password is in the outbox.")?;
                } else {
                    // Asked for last, so that nobody types one for an address that is not there.
                    app.user_details(&email).await?;
                    let user = app.set_user_password(&email, read_password()?).await?;
                    tell(&user, json, "Set the password and ended all sessions.")?;
                }
            }
            Self::Operator { email, may } => {
                let email = EmailAddress::on_record(&email);
                let user = app.set_operator(&email, may == May::On).await?;
                let done = match may {
                    May::On => "They may run the instance now.",
                    May::Off => "They may no longer run the instance.",
                };
                tell(&user, json, done)?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Tells what was done for whom: the user for scripts, a sentence for people.
fn tell(user: &Person, json: bool, done: &str) -> Result<(), Failure> {
    if json {
        return print_json(user);
    }
    let address = user
        .email
        .as_ref()
        .map_or("no address", EmailAddress::as_str);
    print(&format!("{} ({address}): {done}", user.name))
}

async fn list(app: &Tenure, search: Option<String>, json: bool) -> Result<(), Failure> {
    let (mut after, mut all) = (None, Vec::new());
    loop {
        let page = app.users(search.clone(), after, PAGE).await?;
        after = page.last().map(|user| user.id);
        if page.is_empty() {
            break;
        }
        if json {
            all.extend(page);
        } else {
            for user in &page {
                print(&line(user))?;
            }
        }
    }
    if json { print_json(&all) } else { Ok(()) }
}

fn line(user: &ListedUser) -> String {
    let address = user.email.as_ref().map_or("-", EmailAddress::as_str);
    let mut words = vec![address, user.name.as_str()];
    if user.is_operator {
        words.push("operator");
    }
    if user.is_placeholder {
        words.push("placeholder");
    }
    words.join("  ")
}

fn in_words(details: &UserDetails) -> String {
    let UserDetails {
        account,
        memberships,
    } = details;
    let yes = |is: bool| if is { "yes" } else { "no" };
    let address = account
        .user
        .email
        .as_ref()
        .map_or("none", EmailAddress::as_str);
    let mut lines = vec![
        format!("{} ({})", account.user.name, account.user.id),
        format!("  address      {address}"),
        format!("  proven       {}", yes(account.email_verified)),
        format!("  password     {}", yes(account.has_password)),
        format!("  operator     {}", yes(account.user.is_operator)),
        format!("  memberships  {}", memberships.len()),
    ];
    for membership in memberships {
        let state = match (membership.removed, membership.active) {
            (true, _) => ", removed",
            (false, false) => ", deactivated",
            (false, true) => "",
        };
        lines.push(format!(
            "    {}: {}{state} ({})",
            membership.slug.as_str(),
            membership.role,
            membership.name
        ));
    }
    lines.join("\n")
}
