//! `tenure config`

use std::process::ExitCode;

use clap::Subcommand;
use figment::value::Value;
use serde::Serialize;

use crate::cli::Global;
use crate::failure::Failure;
use crate::mail::{outgoing, webhook_secrets};
use crate::output::print;
use crate::settings::{PLAIN_NAMES, Settings, sources};

/// What can be asked of the settings.
#[derive(Debug, Subcommand)]
pub enum Config {
    /// Every setting, its value with secrets masked, where it came from, and what is wrong with it
    ///
    /// Exit status 1 if something is wrong.
    Check,
}

/// The settings, in the order in which they are shown, and whether each is a secret.
const SETTINGS: [(&str, Shown); 18] = [
    ("data_dir", Shown::Plain),
    ("database", Shown::WithoutPassword),
    ("listen", Shown::Plain),
    ("public_url", Shown::Plain),
    ("sign_up", Shown::Plain),
    ("resend_api_key", Shown::Masked),
    ("resend_base_url", Shown::Plain),
    ("resend_webhook_secret", Shown::Masked),
    ("smtp_url", Shown::WithoutPassword),
    ("from_email", Shown::Plain),
    ("mail_per_second", Shown::Plain),
    ("mail_keep_days", Shown::Plain),
    ("mail_retry_base_ms", Shown::Plain),
    ("mail_retry_cap_ms", Shown::Plain),
    ("mail_retry_attempts", Shown::Plain),
    ("mail_lease_ms", Shown::Plain),
    ("mail_pause_ms", Shown::Plain),
    ("mail_quota_wait_ms", Shown::Plain),
];

/// How much of a value is shown.
#[derive(Debug, Clone, Copy)]
enum Shown {
    /// All of it.
    Plain,
    /// Only that it is there.
    Masked,
    /// A URL without what stands before its `@`.
    WithoutPassword,
}

/// A setting as it is now.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Setting {
    name: &'static str,
    value: Option<String>,
    source: String,
    problem: Option<String>,
}

/// All of them.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Checked {
    settings: Vec<Setting>,
    problems: Vec<String>,
}

impl Config {
    /// Checks the settings: exit status 0 if nothing is wrong with them.
    pub fn run(&self, global: &Global, json: bool) -> Result<ExitCode, Failure> {
        let Self::Check = self;
        let checked = check(global)?;
        print(&if json {
            serde_json::to_string_pretty(&checked).map_err(|error| {
                Failure::unusable("output", error.to_string(), "This is a mistake in tenure.")
            })?
        } else {
            in_words(&checked)
        })?;
        Ok(if checked.problems.is_empty() {
            ExitCode::SUCCESS
        } else {
            ExitCode::from(1)
        })
    }
}

fn check(global: &Global) -> Result<Checked, Failure> {
    let sources = sources(global)?;
    let mut settings: Vec<Setting> = SETTINGS
        .into_iter()
        .map(|(name, shown)| {
            let value = sources.find_value(name).ok().and_then(text);
            let from = sources.find_metadata(name);
            Setting {
                name,
                source: match (&value, from) {
                    (None, _) => "not set".to_owned(),
                    (Some(_), Some(from)) => source(name, from, global),
                    (Some(_), None) => "?".to_owned(),
                },
                value: value.map(|value| masked(&value, shown)),
                problem: None,
            }
        })
        .collect();
    let mut problems = Vec::new();
    match sources.extract::<Settings>() {
        Err(errors) => {
            for error in errors {
                let name = error.path.join(".");
                let words = error.kind.to_string();
                tell(&mut settings, &mut problems, &name, words);
            }
        }
        Ok(read) => {
            let mail = outgoing(&read);
            // That mail is kept is a choice; that it waits for better settings is a mistake.
            if let tenure_app::mail::Transport::Unusable { problem, .. } = &mail.transport {
                let named = [
                    "resend_base_url",
                    "from_email",
                    "smtp_url",
                    "resend_api_key",
                ];
                let name = named.into_iter().find(|name| begins_with(problem, name));
                tell(
                    &mut settings,
                    &mut problems,
                    name.unwrap_or("from_email"),
                    problem.clone(),
                );
            }
            for secret in webhook_secrets(&read) {
                if let Err(error) = secret {
                    let words = format!("RESEND_WEBHOOK_SECRET cannot be used: {error}.");
                    tell(&mut settings, &mut problems, "resend_webhook_secret", words);
                }
            }
        }
    }
    Ok(Checked { settings, problems })
}

/// Notes a problem, beside its setting too if it is one of them.
fn tell(settings: &mut [Setting], problems: &mut Vec<String>, name: &str, words: String) {
    if let Some(setting) = settings.iter_mut().find(|setting| setting.name == name) {
        setting.problem = Some(words.clone());
        problems.push(words);
    } else {
        problems.push(format!("{name}: {words}"));
    }
}

/// Whether a problem begins with a setting's name in the environment.
fn begins_with(problem: &str, name: &str) -> bool {
    problem.starts_with(&environment(name))
}

/// A setting's name in the environment.
fn environment(name: &str) -> String {
    let plain = PLAIN_NAMES.iter().find(|(_, setting)| *setting == name);
    plain.map_or_else(
        || format!("TENURE_{}", name.to_uppercase()),
        |(plain, _)| (*plain).to_owned(),
    )
}

fn text(value: Value) -> Option<String> {
    match value {
        Value::String(_, text) => Some(text),
        Value::Num(_, number) => number
            .to_u128()
            .map(|number| number.to_string())
            .or_else(|| number.to_i128().map(|number| number.to_string())),
        Value::Bool(_, yes) => Some(yes.to_string()),
        _ => None,
    }
}

/// Where a value came from, for people.
fn source(name: &str, from: &figment::Metadata, global: &Global) -> String {
    match name {
        "database" if global.database.is_some() => return "--database".to_owned(),
        "data_dir" if global.data_dir.is_some() => return "--data-dir".to_owned(),
        _ => {}
    }
    let file = from.source.as_ref().and_then(|source| source.file_path());
    if let Some(file) = file {
        return file.display().to_string();
    }
    if from.name.contains("environment") {
        return format!("TENURE_{}", name.to_uppercase());
    }
    // Nothing that has a plain name has a default.
    if PLAIN_NAMES.iter().any(|(_, setting)| *setting == name) {
        return environment(name);
    }
    "default".to_owned()
}

fn masked(value: &str, shown: Shown) -> String {
    match shown {
        Shown::Plain => value.to_owned(),
        Shown::Masked => "•••".to_owned(),
        Shown::WithoutPassword => match (value.split_once("://"), value.rsplit_once('@')) {
            (Some((scheme, _)), Some((_, host))) => format!("{scheme}://•••@{host}"),
            _ => value.to_owned(),
        },
    }
}

fn in_words(checked: &Checked) -> String {
    let mut lines: Vec<String> = Vec::new();
    for setting in &checked.settings {
        let value = setting.value.as_deref().unwrap_or("–");
        lines.push(format!("{:<24}{value}  ({})", setting.name, setting.source));
        if let Some(problem) = &setting.problem {
            lines.push(format!("  ! {problem}"));
        }
    }
    lines.push(match checked.problems.len() {
        0 => "Nothing is wrong with them.".to_owned(),
        1 => "One thing is wrong.".to_owned(),
        many => format!("{many} things are wrong."),
    });
    lines.join("\n")
}
