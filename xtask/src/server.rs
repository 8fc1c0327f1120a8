//! A `tenure serve` for the browser tests, on a port and with data of its own.

use std::fs::{self, File};
use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};

use crate::repository;

const POLL: Duration = Duration::from_millis(100);
/// Two minutes: a debug build fills the demo on a busy machine.
const POLLS: u32 = 1200;
const LINES_SHOWN: usize = 40;
const ANSWER_WITHIN: Duration = Duration::from_secs(5);
/// What would make the server another one than the test means.
const SETTINGS: &[&str] = &[
    "DATABASE_URL",
    "RESEND_API_KEY",
    "RESEND_BASE_URL",
    "RESEND_WEBHOOK_SECRET",
    "FROM_EMAIL",
    "MAINTENANCE_MODE",
];

/// A running server, ended with this value, or with this process if that is killed.
pub(crate) struct Server {
    pub(crate) url: String,
    log: PathBuf,
    child: Child,
    guard: Child,
}

impl Server {
    /// Starts on an empty data directory `name`, with more arguments for `tenure serve`.
    pub(crate) fn start(name: &str, arguments: &[&str]) -> Result<Self> {
        Self::start_with(name, arguments, &[])
    }

    /// The same, with settings in its environment.
    pub(crate) fn start_with(
        name: &str,
        arguments: &[&str],
        settings: &[(&str, &str)],
    ) -> Result<Self> {
        let directory = repository::scratch()?.join("e2e").join(name);
        match fs::remove_dir_all(&directory) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(error).with_context(|| format!("cannot empty {}", directory.display()));
            }
            _ => fs::create_dir_all(&directory)?,
        }
        let port = free_port()?;
        let log = directory.join("log");
        let output = File::create(&log)?;

        let mut command = Command::new(repository::target().join("debug/tenure"));
        command
            // No tenure.toml of the developer's.
            .current_dir(&directory)
            .args(["serve", "--data-dir", "data", "--listen"])
            .arg(format!("127.0.0.1:{port}"))
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(output.try_clone()?)
            .stderr(output);
        for (name, _) in std::env::vars_os() {
            let name = name.to_string_lossy();
            if name.starts_with("TENURE_") || SETTINGS.contains(&&*name) {
                command.env_remove(&*name);
            }
        }
        let mut child = command
            .envs(settings.iter().copied())
            .spawn()
            .context("cannot start target/debug/tenure")?;
        let guard = guard(child.id()).inspect_err(|_| {
            let _ = child.kill();
        })?;
        let mut server = Self {
            url: format!("http://127.0.0.1:{port}"),
            log,
            child,
            guard,
        };
        server.wait_until("it answers /readyz", |_| is_ready(port).then_some(()))?;
        Ok(server)
    }

    /// Waits for something in what the server prints.
    pub(crate) fn wait_for<T>(
        &mut self,
        what: &str,
        find: impl Fn(&str) -> Option<T>,
    ) -> Result<T> {
        self.wait_until(&format!("it prints {what}"), |log| {
            find(&fs::read_to_string(log).ok()?)
        })
    }

    fn wait_until<T>(&mut self, what: &str, look: impl Fn(&Path) -> Option<T>) -> Result<T> {
        for _ in 0..POLLS {
            if let Some(found) = look(&self.log) {
                return Ok(found);
            }
            if let Some(status) = self.child.try_wait()? {
                bail!(
                    "`tenure serve` ended before {what}: {status}\n{}",
                    self.printed()
                );
            }
            thread::sleep(POLL);
        }
        bail!("waited too long until {what}\n{}", self.printed())
    }

    /// The end of what the server has printed, and where the rest is.
    pub(crate) fn printed(&self) -> String {
        let log = fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        let end = lines.len().saturating_sub(LINES_SHOWN);
        format!("{}:\n{}", self.log.display(), lines[end..].join("\n"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        if let Some(mut stdin) = self.guard.stdin.take() {
            let _ = stdin.write_all(b"ended\n");
        }
        let _ = self.guard.wait();
    }
}

/// A port that nobody listens on.
pub(crate) fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    Ok(listener.local_addr()?.port())
}

/// Ends the server if this process goes without saying so: the pipe then closes without a line.
fn guard(server: u32) -> Result<Child> {
    Command::new("sh")
        .args(["-c", "trap '' INT; read -r _ || kill \"$1\"", "guard"])
        .arg(server.to_string())
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .context("cannot start sh")
}

fn is_ready(port: u16) -> bool {
    let ask = || -> std::io::Result<bool> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
        stream.set_read_timeout(Some(ANSWER_WITHIN))?;
        stream.write_all(
            format!("GET /readyz HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n")
                .as_bytes(),
        )?;
        let mut status = [0; 12];
        stream.read_exact(&mut status)?;
        Ok(status.starts_with(b"HTTP/1.") && status.ends_with(b" 200"))
    };
    ask().unwrap_or(false)
}
