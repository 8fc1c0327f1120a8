//! Candidates: each a process of its own on a port of its own.

use std::io::{BufRead as _, BufReader};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result};
use axum::Router;
use tokio::net::TcpListener;

use crate::machine::{self, Memory};

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `tenure serve`.
    Tenure,
    /// axum and rusqlite.
    Bare,
    /// axum and a fixed body.
    Fixed,
}

impl Kind {
    pub(crate) const ALL: [Self; 3] = [Self::Tenure, Self::Bare, Self::Fixed];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Tenure => "`tenure serve`",
            Self::Bare => "bare axum + rusqlite",
            Self::Fixed => "fixed bytes",
        }
    }
}

/// A candidate that runs; it ends with this value.
pub(crate) struct Candidate {
    pub(crate) kind: Kind,
    pub(crate) address: SocketAddr,
    child: Child,
}

impl Candidate {
    /// Starts a program and waits until it prints where it is.
    pub(crate) fn start(kind: Kind, mut command: Command, core: Option<&str>) -> Result<Self> {
        if let Some(core) = core {
            command = machine::pinned(&command, core);
        }
        command.stdin(Stdio::null()).stdout(Stdio::piped());
        let mut child = command
            .spawn()
            .with_context(|| format!("cannot start {command:?}"))?;
        let output = child.stdout.take().context("its output is a pipe")?;
        let mut printed = String::new();
        let mut lines = BufReader::new(output);
        while lines.read_line(&mut printed)? > 0 {
            if let Some(address) = address_in(&printed) {
                return Ok(Self {
                    kind,
                    address,
                    child,
                });
            }
        }
        let _ended = child.wait();
        anyhow::bail!("{} ended: {printed}", kind.name())
    }

    /// What it holds in memory now.
    pub(crate) fn memory(&self) -> Result<Memory> {
        Memory::of(self.child.id())
    }

    /// The processor time it has had.
    pub(crate) fn processor_time(&self) -> Result<Duration> {
        machine::processor_time(self.child.id())
    }
}

impl Drop for Candidate {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _ended = self.child.wait();
    }
}

fn address_in(printed: &str) -> Option<SocketAddr> {
    let (_, rest) = printed.split_once("http://")?;
    rest.split_whitespace().next()?.parse().ok()
}

/// This program as another candidate.
pub(crate) fn own(name: &str, argument: &Path) -> Result<Command> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg(name).arg(argument);
    Ok(command)
}

/// The server over a database, with nobody's settings.
pub(crate) fn tenure(program: &Path, database: &Path, scratch: &Path) -> Command {
    let mut command = Command::new(program);
    command
        .env_clear()
        .current_dir(scratch)
        .args(["serve", "--listen", "127.0.0.1:0", "--data-dir"])
        .arg(scratch)
        .arg("--database")
        .arg(format!("sqlite:{}", database.display()));
    command
}

/// Serves a router on a free port and prints which.
pub(crate) async fn serve(router: Router) -> Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    println!("http://{}", listener.local_addr()?);
    axum::serve(listener, router).await?;
    Ok(())
}
