//! Settings: `tenure.toml`, then the environment, then flags.

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use figment::Figment;
use figment::providers::{Env, Format as _, Serialized, Toml};
use serde::{Deserialize, Serialize};
use tenure_app::SignUp;

use crate::cli::Global;
use crate::failure::Failure;

/// Everything that can be set.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Where Tenure keeps its files.
    pub data_dir: PathBuf,
    /// The database; none means a file in the data directory.
    pub database: Option<String>,
    /// Where the server listens.
    pub listen: SocketAddr,
    /// Where people reach it; none means where it listens.
    pub public_url: Option<String>,
    /// Whether people may make their own accounts.
    pub sign_up: SignUpSetting,
    /// The key of Resend's API; with it, mail leaves by Resend.
    pub resend_api_key: Option<String>,
    /// Where Resend's API is.
    pub resend_base_url: Option<String>,
    /// What Resend's webhooks are signed with; several with commas between them.
    pub resend_webhook_secret: Option<String>,
    /// The mail server; with it, mail leaves by SMTP.
    pub smtp_url: Option<String>,
    /// Whom mail is from.
    pub from_email: Option<String>,
    /// The most mails that one server sends in a second.
    pub mail_per_second: NonZeroU32,
    /// How many days mails are kept that are done with.
    pub mail_keep_days: u32,
    /// The wait after the first try of a mail, in milliseconds.
    pub mail_retry_base_ms: u32,
    /// The longest wait between two tries, in milliseconds.
    pub mail_retry_cap_ms: u32,
    /// How many tries are made.
    pub mail_retry_attempts: u32,
    /// How long a server that takes a mail is believed alive, in milliseconds.
    pub mail_lease_ms: NonZeroU32,
    /// How long no mail is tried after the provider refused the settings, in milliseconds.
    pub mail_pause_ms: u32,
    /// The same after its quota was used up, if it does not say.
    pub mail_quota_wait_ms: u32,
}

/// Whether people may make their own accounts.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum SignUpSetting {
    /// They may.
    Open,
    /// They may not.
    Closed,
}

impl From<SignUpSetting> for SignUp {
    fn from(setting: SignUpSetting) -> Self {
        match setting {
            SignUpSetting::Open => Self::Open,
            SignUpSetting::Closed => Self::Closed,
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            data_dir: PathBuf::from("data"),
            database: None,
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            public_url: None,
            sign_up: SignUpSetting::Open,
            resend_api_key: None,
            resend_base_url: None,
            resend_webhook_secret: None,
            smtp_url: None,
            from_email: None,
            mail_per_second: NonZeroU32::MIN.saturating_add(1),
            mail_keep_days: 30,
            mail_retry_base_ms: 5_000,
            mail_retry_cap_ms: 3_600_000,
            mail_retry_attempts: 20,
            mail_lease_ms: NonZeroU32::MIN.saturating_add(59_999),
            mail_pause_ms: 300_000,
            mail_quota_wait_ms: 3_600_000,
        }
    }
}

impl Settings {
    /// Reads the settings.
    pub fn read(global: &Global) -> Result<Self, Failure> {
        sources(global)?.extract().map_err(|error| {
            let source = error
                .metadata
                .as_ref()
                .map(|metadata| format!(" ({})", metadata.name))
                .unwrap_or_default();
            let hint = "Settings come from tenure.toml, then TENURE_… in the environment, then flags. `tenure config check` shows each of them.";
            Failure::unusable("config", format!("{error}{source}"), hint)
        })
    }

    /// The database's URL.
    pub fn database_url(&self) -> String {
        self.database
            .clone()
            .unwrap_or_else(|| format!("sqlite:{}", self.data_dir.join("tenure.sqlite").display()))
    }

    /// Where people reach the server, without a slash at the end.
    pub fn public_url(&self, bound: SocketAddr) -> String {
        let url = self
            .public_url
            .clone()
            .unwrap_or_else(|| format!("http://{bound}"));
        url.trim_end_matches('/').to_owned()
    }
}

/// Names that are honoured as they are, without `TENURE_`, and the settings they stand for.
pub const PLAIN_NAMES: [(&str, &str); 5] = [
    ("DATABASE_URL", "database"),
    ("RESEND_API_KEY", "resend_api_key"),
    ("RESEND_BASE_URL", "resend_base_url"),
    ("RESEND_WEBHOOK_SECRET", "resend_webhook_secret"),
    ("FROM_EMAIL", "from_email"),
];

/// Where settings come from, the later before the earlier.
pub fn sources(global: &Global) -> Result<Figment, Failure> {
    let file = match &global.config {
        Some(file) if !file.is_file() => {
            let message = format!("the settings file {} is not there", file.display());
            return Err(Failure::unusable(
                "config",
                message,
                "Check the path given with --config.",
            ));
        }
        Some(file) => file.clone(),
        None => Path::new("tenure.toml").to_owned(),
    };
    let mut figment = Figment::from(Serialized::defaults(Settings::default()));
    if file.is_file() {
        figment = figment.merge(Toml::file_exact(file));
    }
    for (name, setting) in PLAIN_NAMES {
        // A variable that is there and empty sets nothing, as container files leave them. What
        // figment would read as a number or a list is a text here.
        if let Ok(value) = std::env::var(name)
            && !value.is_empty()
        {
            figment = figment.merge((setting, value));
        }
    }
    let mut figment = figment.merge(Env::prefixed("TENURE_").ignore(&[
        "log",
        "test_postgres_url",
        "update_generated",
    ]));
    if let Some(database) = &global.database {
        figment = figment.merge(Serialized::default("database", database));
    }
    if let Some(data_dir) = &global.data_dir {
        figment = figment.merge(Serialized::default("data_dir", data_dir));
    }
    Ok(figment)
}
