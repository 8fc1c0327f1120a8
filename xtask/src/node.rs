//! Node and npm: the web app needs them, and only a person can choose where they come from.

use std::process::Command;

use anyhow::{Result, bail};

use crate::process;

/// The bundler's own demand.
const OLDEST: (u32, u32) = (20, 19);

/// Fails with what to do unless there is a Node that can build the web app.
pub(crate) fn check() -> Result<()> {
    let (major, minor) = OLDEST;
    let wanted = format!("Tenure's web app needs Node {major}.{minor} or newer, with npm");
    let Some(version) = process::output(Command::new("node").arg("--version")) else {
        bail!(
            "{wanted}; there is no `node` in PATH. Install it from https://nodejs.org or your system's packages"
        );
    };
    match parse(&version) {
        Some(found) if found >= OLDEST => {}
        _ => bail!("{wanted}; `node --version` says {}", version.trim()),
    }
    if process::find("npm").is_none() {
        bail!("{wanted}; there is no `npm` in PATH. Some systems have it in a package of its own");
    }
    Ok(())
}

/// `v20.20.2`
fn parse(version: &str) -> Option<(u32, u32)> {
    let mut numbers = version.trim().strip_prefix('v')?.split('.');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn version_is_read() {
        assert_eq!(parse("v20.20.2\n"), Some((20, 20)));
        assert_eq!(parse("v22.1.0-nightly"), Some((22, 1)));
        assert_eq!(parse("20"), None);
    }
}
