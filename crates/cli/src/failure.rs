//! Failures: what happened, where, and what to do, on standard error; exit status 2, or 1 for a
//! refusal.

use std::io::Write as _;
use std::process::ExitCode;

use serde_json::json;

/// How a failed command ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The command did its work and refuses, or found something: exit status 1.
    Refused,
    /// Bad usage, input or environment: exit status 2.
    Unusable,
}

/// Why a command failed.
#[derive(Debug)]
pub struct Failure {
    kind: Kind,
    code: &'static str,
    message: String,
    hint: Option<String>,
}

impl Failure {
    /// Bad usage, input or environment.
    pub fn unusable(
        code: &'static str,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) -> Self {
        Self {
            kind: Kind::Unusable,
            code,
            message: message.into(),
            hint: Some(hint.into()),
        }
    }

    /// A refusal.
    pub fn refused(
        code: &'static str,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) -> Self {
        Self {
            kind: Kind::Refused,
            code,
            message: message.into(),
            hint: Some(hint.into()),
        }
    }

    /// Tells of the failure and gives the exit status.
    pub fn report(&self, as_json: bool) -> ExitCode {
        let text = if as_json {
            json!({"error": {"code": self.code, "message": self.message, "hint": self.hint}})
                .to_string()
        } else {
            match &self.hint {
                Some(hint) => format!("error: {}\n{hint}", self.message),
                None => format!("error: {}", self.message),
            }
        };
        // If standard error is gone there is nobody to tell; the exit status still says it.
        let _gone = writeln!(std::io::stderr(), "{text}");
        ExitCode::from(match self.kind {
            Kind::Refused => 1,
            Kind::Unusable => 2,
        })
    }
}

impl From<tenure_store::Error> for Failure {
    fn from(error: tenure_store::Error) -> Self {
        use tenure_store::Error as E;
        let (code, hint) = match &error {
            E::UnknownUrl { .. } => ("database_url", None),
            E::Unreachable { .. } => (
                "database_unreachable",
                Some(
                    "Check that the directory exists and is writable, or that PostgreSQL runs and takes this login.",
                ),
            ),
            E::Newer { .. } | E::Altered { .. } | E::Roles { .. } => ("database_version", None),
            E::Scratch { .. } => ("scratch_database", None),
            E::NotWritable(_) => (
                "database_not_writable",
                Some("Check free space and the permissions of the data directory."),
            ),
            E::Busy(_) => (
                "database_busy",
                Some("Another process holds it. Try again, or stop that process."),
            ),
            _ => ("database", Some("Nothing of this step was kept.")),
        };
        Self {
            kind: Kind::Unusable,
            code,
            message: error.to_string(),
            hint: hint.map(str::to_owned),
        }
    }
}

impl From<tenure_app::Error> for Failure {
    fn from(error: tenure_app::Error) -> Self {
        match error {
            tenure_app::Error::Store(error) => error.into(),
            error @ tenure_app::Error::Invalid(_) => Self {
                kind: Kind::Unusable,
                code: error.code().as_str(),
                message: error.to_string(),
                hint: None,
            },
            error => Self {
                kind: Kind::Refused,
                code: error.code().as_str(),
                message: error.to_string(),
                hint: None,
            },
        }
    }
}

/// Usage that clap refuses: exit status 2. Help and version are no failure.
pub fn usage(error: &clap::Error, as_json: bool) -> ExitCode {
    if as_json && error.use_stderr() {
        let text = error.to_string();
        let message = text
            .lines()
            .next()
            .unwrap_or_default()
            .trim_start_matches("error: ");
        return Failure::unusable("usage", message, "See `tenure help`.").report(true);
    }
    // If the stream is gone there is nobody to tell; the exit status still says it.
    let _gone = error.print();
    if error.use_stderr() {
        ExitCode::from(2)
    } else {
        ExitCode::SUCCESS
    }
}
