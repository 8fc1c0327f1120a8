//! Passwords for commands: asked for on a terminal, read from standard input elsewhere. Never an
//! argument, which everybody on the machine could see.

use std::io::{BufRead as _, IsTerminal as _, Read as _};

use console::Term;

use crate::failure::Failure;

/// More than the longest password that is taken, so that a longer one is refused and not cut.
const MOST_BYTES: u64 = 8192;

/// The password of a new account, or the new one of an old account.
pub fn read_password() -> Result<String, Failure> {
    if std::io::stdin().is_terminal() {
        return asked_for();
    }
    let mut line = String::new();
    std::io::stdin()
        .lock()
        .take(MOST_BYTES)
        .read_line(&mut line)
        .map_err(|error| unreadable(&error))?;
    let password = line.strip_suffix('\n').unwrap_or(&line);
    let password = password.strip_suffix('\r').unwrap_or(password);
    if password.is_empty() {
        return Err(Failure::unusable(
            "password",
            "there is no password on standard input",
            "Give it in one line, or use --send-link.",
        ));
    }
    Ok(password.to_owned())
}

fn asked_for() -> Result<String, Failure> {
    let terminal = Term::stderr();
    let ask = |prompt: &str| {
        terminal
            .write_str(prompt)
            .and_then(|()| terminal.read_secure_line())
            .map_err(|error| unreadable(&error))
    };
    let password = ask("Password: ")?;
    if ask("Once more: ")? != password {
        return Err(Failure::unusable(
            "password",
            "the two passwords differ",
            "Nothing was changed. Try again.",
        ));
    }
    Ok(password)
}

fn unreadable(error: &std::io::Error) -> Failure {
    Failure::unusable(
        "password",
        format!("the password cannot be read: {error}"),
        "Give it in one line on standard input, or use --send-link.",
    )
}
