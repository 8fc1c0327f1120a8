//! `tenure mail`

use std::fmt::Write as _;
use std::process::ExitCode;

use clap::Subcommand;
use serde::Serialize;
use serde_json::json;
use tenure_app::auth::OperatorAccess;
use tenure_app::mail::{MailStatus, Message};
use tenure_domain::message::MessageState;

use crate::context::{application, open};
use crate::failure::Failure;
use crate::output::print;
use crate::settings::Settings;

/// What can be done with the outbox.
#[derive(Debug, Subcommand)]
pub enum Mail {
    /// How mail leaves, what waits, and what did not arrive and why
    ///
    /// Exit status 1 if mail cannot leave.
    Status,
    /// Send a test message over the way that all mail takes
    Test {
        /// The address to write to
        #[arg(long, value_name = "ADDRESS")]
        to: String,
    },
    /// Send everything again that was given up, and what waits at once
    Retry,
}

impl Mail {
    /// Does it.
    pub async fn run(self, settings: &Settings, json: bool) -> Result<ExitCode, Failure> {
        let app = application(open(settings).await?, settings, settings.listen);
        match self {
            Self::Status => {
                let operator = OperatorAccess::by_command("mail status");
                let status = app.mail_status(operator).await?;
                show(json, &status, || status_in_words(&status))?;
                Ok(exit(status.transport.problem.is_none()))
            }
            Self::Test { to } => {
                let operator = OperatorAccess::by_command("mail test");
                let queued = app.send_trial_mail(operator, &to).await?;
                let message = app.send_now(operator, queued.id).await?;
                show(json, &message, || test_in_words(&message))?;
                Ok(exit(message.state == MessageState::Sent))
            }
            Self::Retry => {
                let operator = OperatorAccess::by_command("mail retry");
                let queued = app.send_failed_again(operator).await?;
                show(json, &json!({ "queued": queued }), || {
                    format!("{queued} messages are queued; a running server sends them.")
                })?;
                Ok(ExitCode::SUCCESS)
            }
        }
    }
}

fn exit(fine: bool) -> ExitCode {
    if fine {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    }
}

/// Prints a value for scripts, or in words for people.
fn show(
    json: bool,
    value: &impl Serialize,
    in_words: impl FnOnce() -> String,
) -> Result<(), Failure> {
    if !json {
        return print(&in_words());
    }
    let text = serde_json::to_string_pretty(value).map_err(|error| {
        Failure::unusable("output", error.to_string(), "This is a mistake in tenure.")
    })?;
    print(&text)
}

fn status_in_words(status: &MailStatus) -> String {
    let transport = &status.transport;
    let mut text = format!("Mail leaves by {}", transport.kind.name());
    // Writing to a `String` cannot fail.
    if let Some(sender) = &transport.sender {
        let _ = write!(text, ", from {sender}");
    }
    if let Some(problem) = &transport.problem {
        let _ = write!(text, "\n{problem}");
    }
    let counts = serde_json::to_value(status.counts).unwrap_or_default();
    for (state, count) in counts.as_object().into_iter().flatten() {
        if *count != 0 {
            let _ = write!(text, "\n  {state:<12}{count}");
        }
    }
    if let Some(oldest) = status.oldest_queued_at {
        let _ = write!(text, "\nThe oldest waits since {oldest}.");
    }
    for failure in &status.failures {
        let _ = write!(
            text,
            "\n{} {}: {} (such as {})",
            failure.count,
            failure.state.as_str(),
            failure.reason,
            failure.example_message_id
        );
    }
    if status.suppressed > 0 {
        let _ = write!(text, "\n{} addresses get nothing.", status.suppressed);
    }
    text
}

fn test_in_words(message: &Message) -> String {
    let to = &message.recipient;
    match (message.state, &message.reason) {
        (MessageState::Sent, _) => format!("Sent to {to}: look whether it arrives."),
        (MessageState::Kept, _) => format!(
            "There is no way to send mail, so the message to {to} is kept: operators read it on the Mail page. Set RESEND_API_KEY or TENURE_SMTP_URL, with FROM_EMAIL."
        ),
        (state, Some(reason)) => format!("Not sent to {to}, but {}: {reason}", state.as_str()),
        (state, None) => format!(
            "Not sent to {to} yet, but {}: see `tenure mail status`.",
            state.as_str()
        ),
    }
}
