//! A throwaway PostgreSQL cluster for tests.
//!
//! [`Cluster::start`] gives one of the caller's own; [`Cluster::shared`] joins the one that other
//! processes of the same test run use, and starts it if there is none. Either way the server ends
//! when its last user does, however that one ends: see `keeper.sh`.
//!
//! The tests' login is `tenure_owner`, which is no superuser and so is held by row-level security
//! as a real installation's is. It may create databases and roles.

mod account;
mod binaries;
mod error;
mod lease;

use std::fs::{self, File};
use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::fs::{DirBuilderExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use account::Account;
pub use binaries::Binaries;
pub use error::Error;

/// The role that owns what tests create.
pub const OWNER: &str = "tenure_owner";
const SUPERUSER: &str = "postgres";
const KEEPER: &str = include_str!("keeper.sh");

/// How long a shared cluster stays up without a user.
const LINGER_SECONDS: u32 = 20;
const POLL: Duration = Duration::from_millis(20);
const POLLS_UNTIL_READY: u32 = 60 * 50;
/// A port that was free may be taken before the server binds it.
const ATTEMPTS: u32 = 3;

/// A running server, stopped when this and every other user's is dropped.
#[derive(Debug)]
pub struct Cluster {
    directory: PathBuf,
    port: u16,
    /// Its lock is what keeps the server up.
    lease: Option<File>,
    /// Set where the server is this process's alone, to wait for its end.
    keeper: Option<Child>,
}

impl Cluster {
    /// Starts a cluster nobody else uses.
    pub fn start() -> Result<Self, Error> {
        let directory = lease::fresh_directory()?;
        let lease = lease::take(&directory)?.ok_or_else(|| Error::Vanished(directory.clone()))?;
        let (port, keeper) = bring_up(&directory, 0).inspect_err(|_| {
            let _ = fs::remove_dir_all(&directory);
        })?;
        Ok(Self {
            directory,
            port,
            lease: Some(lease),
            keeper: Some(keeper),
        })
    }

    /// Joins the cluster that goes by `name`, and starts it first if there is none.
    pub fn shared(name: &str) -> Result<Self, Error> {
        let directory = lease::shared_directory(name)?;
        let lease = loop {
            make_private(&directory)?;
            if let Some(lease) = lease::take(&directory)? {
                break lease;
            }
        };
        // One process starts the server, the others wait here for it.
        let starting = lease::open(&directory.join("starting"))?;
        starting.lock()?;
        let port_file = directory.join("port");
        let running = fs::read_to_string(&port_file)
            .ok()
            .and_then(|text| text.parse().ok())
            .filter(|port| TcpStream::connect((Ipv4Addr::LOCALHOST, *port)).is_ok());
        let port = if let Some(port) = running {
            port
        } else {
            let (port, _keeper) = bring_up(&directory, LINGER_SECONDS)?;
            fs::write(&port_file, port.to_string())?;
            port
        };
        Ok(Self {
            directory,
            port,
            lease: Some(lease),
            keeper: None,
        })
    }

    /// Connects as [`OWNER`] to the database `postgres`, in which it owns nothing.
    #[must_use]
    pub fn url(&self) -> String {
        format!("postgres://{OWNER}@127.0.0.1:{}/postgres", self.port)
    }

    /// Connects as the superuser; for what an installation's administrator does.
    #[must_use]
    pub fn superuser_url(&self) -> String {
        format!("postgres://{SUPERUSER}@127.0.0.1:{}/postgres", self.port)
    }

    /// Where the data and the socket live.
    #[must_use]
    pub fn directory(&self) -> &Path {
        &self.directory
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.lease.take());
        if let Some(mut keeper) = self.keeper.take() {
            let _ = keeper.wait();
        }
    }
}

/// Makes the cluster's files and starts its server, with a keeper that ends it.
fn bring_up(directory: &Path, linger: u32) -> Result<(u16, Child), Error> {
    let binaries = Binaries::find().ok_or(Error::NotInstalled)?;
    let account = Account::for_server()?;
    if let Some(account) = &account {
        chown(directory, Some(account.user), Some(account.group))?;
        chown(
            directory.join("users"),
            Some(account.user),
            Some(account.group),
        )?;
    }
    let mut attempt = 1;
    loop {
        // A killed machine or a failed attempt may have left some.
        let data = directory.join("data");
        if data.exists() {
            fs::remove_dir_all(&data)?;
        }
        if let Err(error) = fs::remove_file(directory.join("ended"))
            && error.kind() != ErrorKind::NotFound
        {
            return Err(error.into());
        }
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
            .local_addr()?
            .port();
        let keeper = start_keeper(directory, &binaries, account.as_ref(), port, linger)?;
        match wait_until_ready(directory, keeper) {
            Ok(keeper) => return Ok((port, keeper)),
            Err(_) if attempt < ATTEMPTS => attempt += 1,
            Err(error) => return Err(error),
        }
    }
}

fn start_keeper(
    directory: &Path,
    binaries: &Binaries,
    account: Option<&Account>,
    port: u16,
    linger: u32,
) -> Result<Child, Error> {
    Ok(command(directory, "sh", account)
        .args(["-c", KEEPER, "keeper"])
        .arg(binaries.directory())
        .arg(directory)
        .arg(port.to_string())
        .arg(linger.to_string())
        .arg(OWNER)
        .args(["--username", SUPERUSER])
        .args(["--auth", "trust", "--encoding", "UTF8", "--no-sync"])
        .args(binaries.locale())
        // Out of the terminal's group: an interrupt ends the users, and the lock then tells the keeper.
        .process_group(0)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?)
}

/// `postmaster.pid` has the server's state in its eighth line, as `pg_ctl` reads it.
fn wait_until_ready(directory: &Path, keeper: Child) -> Result<Child, Error> {
    for _ in 0..POLLS_UNTIL_READY {
        let state = fs::read_to_string(directory.join("data/postmaster.pid"));
        if state.is_ok_and(|state| state.lines().nth(7).map(str::trim) == Some("ready")) {
            return Ok(keeper);
        }
        if directory.join("ended").exists() {
            break;
        }
        thread::sleep(POLL);
    }
    end_group(keeper);
    let printed = fs::read_to_string(directory.join("log")).unwrap_or_default();
    Err(Error::Failed(printed))
}

/// Ends a keeper together with its server, whose signals only the shell's `kill` can send.
fn end_group(mut keeper: Child) {
    let _ = Command::new("kill")
        .args(["-KILL", "--", &format!("-{}", keeper.id())])
        .status();
    let _ = keeper.wait();
}

fn command(directory: &Path, program: &str, account: Option<&Account>) -> Command {
    let mut command = Command::new(program);
    // The caller's directory may be closed to the server's account.
    command.current_dir(directory);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("PG") {
            command.env_remove(name);
        }
    }
    if let Some(account) = account {
        command.uid(account.user).gid(account.group);
    }
    command
}

fn make_private(directory: &Path) -> Result<(), Error> {
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(directory)?;
    Ok(())
}
