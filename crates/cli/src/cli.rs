//! What can be typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::commands;

/// A self-hosted, multi-tenant time tracker.
#[derive(Debug, Parser)]
#[command(
    name = "tenure",
    version,
    arg_required_else_help = true,
    propagate_version = true
)]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

/// What every command takes.
#[derive(Debug, Args)]
pub struct Global {
    // Spelled out, since a doc comment would have to mark the address up.
    #[arg(
        long,
        global = true,
        value_name = "URL",
        help = "The database: sqlite:PATH or postgres://USER@HOST/DATABASE [default: tenure.sqlite in the data directory]"
    )]
    pub database: Option<String>,
    /// Where Tenure keeps its files [default: data]
    #[arg(long, global = true, value_name = "DIRECTORY")]
    pub data_dir: Option<PathBuf>,
    /// The settings file [default: tenure.toml, if there is one]
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Print JSON for scripts
    #[arg(long, global = true)]
    pub json: bool,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the server: API and web app
    Serve(commands::serve::Serve),
    /// Say whether and why someone may do something
    #[command(subcommand)]
    Explain(commands::explain::Explain),
    /// Look after the mail
    #[command(subcommand)]
    Mail(commands::mail::Mail),
    /// Look at the settings
    #[command(subcommand)]
    Config(commands::config::Config),
    /// Find what is wrong
    #[command(subcommand)]
    Doctor(commands::doctor::Doctor),
    /// Fill an empty instance with believable data
    Demo,
    /// Take in data of other systems
    #[command(subcommand)]
    Import(commands::import::Import),
    /// See, send again and revoke invitations
    #[command(subcommand)]
    Invitation(commands::invitation::InvitationCommand),
    /// Move legacy documents into organizations
    #[command(subcommand)]
    Legacy(commands::legacy::Legacy),
    /// Make, list, show and change users
    #[command(subcommand)]
    User(commands::user::User),
    /// Manage organizations
    #[command(subcommand)]
    Organization(commands::organization::Organization),
    /// Change members of organizations
    #[command(subcommand)]
    Member(commands::member::Member),
}
