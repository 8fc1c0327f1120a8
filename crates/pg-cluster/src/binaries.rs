use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// From this version on a cluster can take its order of letters from ICU.
const FIRST_WITH_ICU: u32 = 15;

/// Where PostgreSQL's server programs are.
#[derive(Debug)]
pub struct Binaries {
    directory: PathBuf,
}

impl Binaries {
    /// Looks in Debian's place, newest version first, which is not in `PATH`, then in `PATH`.
    #[must_use]
    pub fn find() -> Option<Self> {
        let path = env::var_os("PATH").unwrap_or_default();
        if !env::split_paths(&path).any(|directory| directory.join("flock").is_file()) {
            return None;
        }
        let mut versions: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
            .into_iter()
            .flatten()
            .flatten()
            .filter_map(|entry| {
                let version = entry.file_name().to_str()?.parse().ok()?;
                Some((version, entry.path().join("bin")))
            })
            .collect();
        versions.sort_by_key(|(version, _)| std::cmp::Reverse(*version));
        versions
            .into_iter()
            .map(|(_, directory)| directory)
            .chain(env::split_paths(&path))
            .find(|directory| {
                ["initdb", "postgres"]
                    .iter()
                    .all(|program| directory.join(program).is_file())
            })
            .map(|directory| Self { directory })
    }

    /// Where all of them are.
    #[must_use]
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// A language's order, as on a real server, wherever it can be had: what a query relies on
    /// byte order for must then say so, or the contract with SQLite shows it.
    pub(crate) fn locale(&self) -> &'static [&'static str] {
        if self.major().is_some_and(|major| major >= FIRST_WITH_ICU) {
            &["--locale=C", "--locale-provider=icu", "--icu-locale=en-US"]
        } else {
            &["--locale=C"]
        }
    }

    /// `postgres (PostgreSQL) 15.18 (Debian …)`, or `17beta1` in its third word.
    fn major(&self) -> Option<u32> {
        let output = Command::new(self.directory.join("postgres"))
            .arg("--version")
            .output()
            .ok()?;
        let text = String::from_utf8(output.stdout).ok()?;
        let version = text.split_whitespace().nth(2)?;
        let digits = version.find(|c: char| !c.is_ascii_digit());
        version[..digits.unwrap_or(version.len())].parse().ok()
    }
}
