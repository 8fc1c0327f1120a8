//! Settings: `tenure.toml`, then the environment, then flags.

use std::net::SocketAddr;
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
        }
    }
}

impl Settings {
    /// Reads the settings.
    pub fn read(global: &Global) -> Result<Self, Failure> {
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
        let mut figment = Figment::from(Serialized::defaults(Self::default()));
        if file.is_file() {
            figment = figment.merge(Toml::file_exact(file));
        }
        let mut figment = figment
            .merge(
                Env::raw()
                    .only(&["DATABASE_URL"])
                    .map(|_| "database".into()),
            )
            .merge(Env::prefixed("TENURE_").ignore(&[
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
        figment.extract().map_err(|error| {
            let source = error
                .metadata
                .as_ref()
                .map(|metadata| format!(" ({})", metadata.name))
                .unwrap_or_default();
            let hint =
                "Settings come from tenure.toml, then TENURE_… in the environment, then flags.";
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
