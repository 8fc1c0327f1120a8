use std::process::Command;

use crate::Error;

/// Who the server runs as where the caller is root, which PostgreSQL refuses to run as.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Account {
    pub user: u32,
    pub group: u32,
}

impl Account {
    /// Nothing where the caller's own account will do.
    pub(crate) fn for_server() -> Result<Option<Self>, Error> {
        if current_user()? != 0 {
            return Ok(None);
        }
        ["postgres", "nobody"]
            .into_iter()
            .find_map(Self::named)
            .map(Some)
            .ok_or(Error::NoAccount)
    }

    fn named(name: &str) -> Option<Self> {
        Some(Self {
            user: id(&["-u", name])?,
            group: id(&["-g", name])?,
        })
    }
}

pub(crate) fn current_user() -> Result<u32, Error> {
    id(&["-u"]).ok_or(Error::NoAccount)
}

/// Asks `id`, which knows accounts that are not in `/etc/passwd` too.
fn id(arguments: &[&str]) -> Option<u32> {
    let output = Command::new("id").args(arguments).output().ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}
