//! What commands print.

use std::io::{self, Write as _};

use crate::failure::Failure;

/// Prints lines on standard output. A reader that has gone away (`| head`) is no failure.
pub fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match writeln!(out, "{text}").and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::unusable(
            "output",
            error.to_string(),
            "Check where standard output goes.",
        )),
        _ => Ok(()),
    }
}

/// Prints what a script reads.
pub fn print_json(value: &impl serde::Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(value).map_err(|error| {
        Failure::unusable("output", error.to_string(), "This is a mistake in tenure.")
    })?;
    print(&text)
}

/// Prints a line on standard error: what people should know, and scripts need not.
pub fn warn(text: &str) {
    // If standard error is gone there is nobody to tell.
    let _gone = writeln!(io::stderr(), "{text}");
}
