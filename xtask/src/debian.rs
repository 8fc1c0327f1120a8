//! Brings what tests need from Debian's packages, where that is allowed without asking.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

use anyhow::{Context as _, Result, bail};

use crate::process;

/// Installing the server would otherwise also create and start a database of the machine's own.
const NO_MAIN_CLUSTER: &str = "/etc/postgresql-common/createcluster.d/tenure-tests.conf";

/// Installs packages if this is root on a Debian; else says what to install.
pub(crate) fn install(what: &str, packages: &[&str]) -> Result<()> {
    let line = format!(
        "apt-get install --no-install-recommends {}",
        packages.join(" ")
    );
    let root = process::output(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0");
    if !root || process::find("apt-get").is_none() {
        bail!("{what} is missing, and this account may not install it. On Debian, as root: {line}");
    }
    println!("{what} is missing; installing it from Debian's packages");
    let _without_cluster = packages
        .contains(&"postgresql")
        .then(|| DropIn::write(NO_MAIN_CLUSTER, "create_main_cluster = false\n"))
        .transpose()?;
    process::run(apt().arg("update"))?;
    process::run(
        apt()
            .args(["install", "--yes", "--no-install-recommends"])
            .args(packages),
    )
    .with_context(|| format!("{what} is missing, and installing it failed"))
}

fn apt() -> Command {
    let mut command = Command::new("apt-get");
    command
        .arg("--quiet")
        .env("DEBIAN_FRONTEND", "noninteractive");
    if env::var_os("CI").is_some() {
        // Another installation may be at work on a machine that has just started.
        command.args(["--option", "DPkg::Lock::Timeout=300"]);
    }
    command
}

/// A file of configuration that is there only for a while.
struct DropIn(&'static str);

impl DropIn {
    fn write(path: &'static str, text: &str) -> Result<Self> {
        if let Some(parent) = Path::new(path).parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, text).with_context(|| format!("cannot write {path}"))?;
        Ok(Self(path))
    }
}

impl Drop for DropIn {
    fn drop(&mut self) {
        let _ = fs::remove_file(self.0);
    }
}
