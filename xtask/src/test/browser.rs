use std::path::PathBuf;

use anyhow::{Context as _, Result};

use crate::server::{Server, free_port};
use crate::{debian, process, web};

/// Known to the server and to the stand-in for the provider, and to nobody else.
const WEBHOOK_SECRET: &str = "whsec_c3RhbmQtaW4tZm9yLXRoZS1wcm92aWRlcg==";
const BROWSERS: &[&str] = &["chromium", "chromium-browser", "google-chrome"];

pub(super) fn run() -> Result<()> {
    web::build()?;
    // With the tests' targets, so that features resolve as they did for the tests, and nothing
    // but the program is built anew.
    process::run(process::cargo().args(["build", "--workspace", "--bins", "--tests"]))?;
    let chromium = chromium()?;

    let mut demo = Server::start("demo", &["--demo"])?;
    let user = demo.wait_for("how to sign in", |log| credentials(log, "sign in as "))?;
    let member = demo.wait_for("how a member signs in", |log| credentials(log, "or as "))?;
    let mut empty = Server::start("empty", &[])?;
    let link = empty.wait_for("the set-up link", set_up_link)?;
    // Its mail goes to the stand-in that the test opens on this port.
    let provider = free_port()?;
    let mut mail = Server::start_with(
        "mail",
        &["--demo"],
        &[
            ("RESEND_API_KEY", "re_stand_in"),
            ("RESEND_BASE_URL", &format!("http://127.0.0.1:{provider}")),
            ("RESEND_WEBHOOK_SECRET", WEBHOOK_SECRET),
            ("FROM_EMAIL", "Tenure <tenure@example.com>"),
        ],
    )?;
    let sender = mail.wait_for("how to sign in", |log| credentials(log, "sign in as "))?;

    process::run(
        web::npm()
            .args(["run", "--silent", "e2e"])
            .env("TENURE_URL", &demo.url)
            .env("TENURE_E2E_EMAIL", user.0)
            .env("TENURE_E2E_PASSWORD", user.1)
            .env("TENURE_E2E_MEMBER_EMAIL", member.0)
            .env("TENURE_E2E_MEMBER_PASSWORD", member.1)
            .env("TENURE_SETUP_URL", &empty.url)
            .env("TENURE_SETUP_LINK", link)
            .env("TENURE_MAIL_URL", &mail.url)
            .env("TENURE_MAIL_EMAIL", sender.0)
            .env("TENURE_MAIL_PASSWORD", sender.1)
            .env("TENURE_MAIL_PROVIDER_PORT", provider.to_string())
            .env("TENURE_MAIL_WEBHOOK_SECRET", WEBHOOK_SECRET)
            .env("TENURE_E2E_CHROMIUM", chromium),
    )
    .inspect_err(|_| {
        for server in [&demo, &empty, &mail] {
            println!("--- {}", server.printed());
        }
    })
}

fn chromium() -> Result<PathBuf> {
    let find = || BROWSERS.iter().find_map(|name| process::find(name));
    if let Some(path) = find() {
        return Ok(path);
    }
    debian::install("Chromium", &["chromium"])?;
    find().context("Chromium was installed but is not in PATH")
}

/// `… sign in as EMAIL with PASSWORD`, or what else stands before the address.
fn credentials(log: &str, before: &str) -> Option<(String, String)> {
    let (_, rest) = log.split_once(before)?;
    let (line, _) = rest.split_once('\n')?;
    let (email, password) = line.split_once(" with ")?;
    Some((email.trim().to_owned(), password.trim().to_owned()))
}

fn set_up_link(log: &str) -> Option<String> {
    // The last line may be half written.
    let (complete, _) = log.rsplit_once('\n')?;
    complete
        .split_whitespace()
        .find(|word| word.contains("/set-up#"))
        .map(ToOwned::to_owned)
}

#[cfg(test)]
mod tests {
    use super::{credentials, set_up_link};

    #[test]
    fn what_the_server_prints_is_found() {
        let log = "listening\nThe demo is ready: sign in as demo@tenure.example with a pass word\n";
        let expected = ("demo@tenure.example".to_owned(), "a pass word".to_owned());
        assert_eq!(credentials(log, "sign in as "), Some(expected));
        assert_eq!(
            credentials("sign in as demo@tenure.example with half", "sign in as "),
            None
        );

        let log = "open http://127.0.0.1:1/set-up#abc to begin\n";
        let link = "http://127.0.0.1:1/set-up#abc".to_owned();
        assert_eq!(set_up_link(log), Some(link));
        assert_eq!(set_up_link("open http://127.0.0.1:1/set-up#ab"), None);
    }
}
