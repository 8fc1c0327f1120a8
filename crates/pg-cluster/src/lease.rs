//! The directory of a cluster, and the lock in it by which its keeper knows its users.

use std::fs::{self, File, OpenOptions};
use std::hash::{BuildHasher, Hash, Hasher, RandomState};
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::{env, process};

use crate::{Error, account, make_private};

/// Not in the build directory: the server's account may be barred from there, and a socket's
/// path has to be short.
pub(crate) fn fresh_directory() -> Result<PathBuf, Error> {
    loop {
        let unguessable = RandomState::new().build_hasher().finish();
        let directory = env::temp_dir().join(format!("tenure-pg-{unguessable:016x}"));
        if directory.exists() {
            continue;
        }
        make_private(&directory)?;
        return Ok(directory);
    }
}

/// The same for everyone of this account that says the same name.
pub(crate) fn shared_directory(name: &str) -> Result<PathBuf, Error> {
    let user = account::current_user()?;
    // A fixed hasher: two processes must agree.
    let mut hasher = std::hash::DefaultHasher::new();
    name.hash(&mut hasher);
    let directory = env::temp_dir().join(format!("tenure-pg-{user}-{:016x}", hasher.finish()));
    if let Ok(metadata) = fs::symlink_metadata(&directory) {
        let server = account::Account::for_server()?.map(|account| account.user);
        let ours = metadata.uid() == user || Some(metadata.uid()) == server;
        if !metadata.is_dir() || !ours {
            return Err(Error::Foreign(directory));
        }
    }
    Ok(directory)
}

/// Takes a user's lock; nothing if the keeper of a cluster that just ended removed it meanwhile.
pub(crate) fn take(directory: &Path) -> Result<Option<File>, Error> {
    let path = directory.join("users");
    let file = match open(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    file.lock_shared()?;
    match fs::metadata(&path) {
        Ok(there) if there.ino() == file.metadata()?.ino() => {}
        _ => return Ok(None),
    }
    fs::write(directory.join("last-user"), process::id().to_string())?;
    Ok(Some(file))
}

pub(crate) fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)
}
