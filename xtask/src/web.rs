//! The web app: its packages, its build, its scripts.

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::{node, process, repository};

/// What a build reads none of.
const NOT_SOURCES: &[&str] = &[
    "node_modules",
    "dist",
    "e2e",
    "test-results",
    "playwright-report",
];

/// Installs what the lock file says, unless that is there already.
pub(crate) fn install() -> Result<()> {
    node::check()?;
    let lock = repository::web().join("package-lock.json");
    let text = fs::read(&lock).with_context(|| format!("cannot read {}", lock.display()))?;
    let wanted = fingerprint(&[text]);
    // Inside what it vouches for, so that both go together.
    let stamp = repository::web().join("node_modules/.tenure-lock");
    if is_stamped(&stamp, &wanted) {
        return Ok(());
    }
    process::run(npm().args(["ci", "--no-audit", "--no-fund"]))?;
    fs::write(stamp, wanted)?;
    Ok(())
}

/// Builds `web/dist`, unless it is of these sources already.
pub(crate) fn build() -> Result<()> {
    install()?;
    let wanted = fingerprint(&sources(&repository::web())?);
    let stamp = repository::scratch()?.join("web-build");
    let page = repository::web().join("dist/index.html");
    if page.is_file() && is_stamped(&stamp, &wanted) {
        return Ok(());
    }
    script("build")?;
    if !page.is_file() {
        bail!("`npm run build` ended well but made no {}", page.display());
    }
    fs::write(stamp, wanted)?;
    Ok(())
}

/// Runs one of the scripts in `web/package.json`.
pub(crate) fn script(name: &str) -> Result<()> {
    process::run(npm().args(["run", "--silent", name]))
}

pub(crate) fn npm() -> Command {
    let mut command = Command::new("npm");
    command.current_dir(repository::web());
    command
}

fn is_stamped(stamp: &Path, wanted: &str) -> bool {
    fs::read_to_string(stamp).is_ok_and(|found| found == wanted)
}

/// Enough to see a change; nothing here is secret.
fn fingerprint(parts: &[Vec<u8>]) -> String {
    let mut hasher = DefaultHasher::new();
    parts.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// Names and contents, in a fixed order.
fn sources(web: &Path) -> Result<Vec<Vec<u8>>> {
    let mut parts = Vec::new();
    let mut waiting: Vec<PathBuf> = entries(web)?
        .into_iter()
        .filter(|path| !NOT_SOURCES.iter().any(|name| path.ends_with(name)))
        .collect();
    while let Some(path) = waiting.pop() {
        parts.push(path.to_string_lossy().into_owned().into_bytes());
        if path.is_dir() {
            waiting.extend(entries(&path)?);
        } else {
            parts.push(fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?);
        }
    }
    Ok(parts)
}

fn entries(directory: &Path) -> Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(directory)
        .with_context(|| format!("cannot read {}", directory.display()))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<std::io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}
