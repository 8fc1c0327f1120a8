//! The commands, one file each: what is typed, what is called, what is printed.

pub mod config;
pub mod demo;
pub mod doctor;
pub mod explain;
pub mod import;
pub mod invitation;
pub mod legacy;
pub mod mail;
pub mod member;
pub mod organization;
pub mod serve;
pub mod user;

use std::process::ExitCode;

use crate::cli::{Cli, Command};
use crate::context::start_log;
use crate::failure::Failure;
use crate::settings::Settings;

/// Runs what was typed.
pub fn run(cli: Cli) -> Result<ExitCode, Failure> {
    let json = cli.global.json;
    // It looks at settings that cannot be read, too.
    if let Command::Config(config) = &cli.command {
        return config.run(&cli.global, json);
    }
    let settings = Settings::read(&cli.global)?;
    start_log(if matches!(cli.command, Command::Serve(_)) {
        "info"
    } else {
        "warn"
    });
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| {
            Failure::unusable(
                "runtime",
                error.to_string(),
                "The system gives no threads; check its limits.",
            )
        })?;
    runtime.block_on(async {
        match cli.command {
            Command::Serve(serve) => serve.run(&settings).await,
            Command::Demo => demo::run(&settings, json).await,
            Command::Doctor(doctor) => doctor.run(&settings, json).await,
            Command::Explain(explain) => explain.run(&settings, json).await,
            // Answered above, before the settings are read.
            Command::Config(config) => config.run(&cli.global, json),
            Command::Mail(mail) => mail.run(&settings, json).await,
            Command::Import(import) => import.run(&settings, json).await,
            Command::Invitation(invitation) => invitation.run(&settings, json).await,
            Command::Legacy(legacy) => legacy.run(&settings, json).await,
            Command::User(user) => user.run(&settings, json).await,
            Command::Organization(organization) => organization.run(&settings, json).await,
            Command::Member(member) => member.run(&settings, json).await,
        }
    })
}
