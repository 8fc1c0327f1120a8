//! What the proof came to.

use std::collections::BTreeMap;

use serde::Serialize;

/// What was tried, and what leaked.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// How many registered routes were tried: all of them, unless something leaked and then
    /// another one could not be tried.
    pub routes: usize,
    /// How many requests were judged. The same requests with ids that nobody has, which they are
    /// compared with, are not counted.
    pub attempts: usize,
    /// How many tables were tried as the runtime role; none on SQLite, which has no roles.
    pub tables: usize,
    /// How many statements were tried on them.
    pub table_attempts: usize,
    /// What leaked.
    pub leaks: Vec<Leak>,
    /// Why not everything was tried, if something had leaked by then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incomplete: Option<String>,
    /// The requests judged, by route.
    #[serde(skip)]
    pub attempts_by_route: BTreeMap<String, usize>,
}

/// Something of the victim's that somebody else could see, change or know of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Leak {
    /// The route, as in `GET /timers`, or the table, as in `table clients`.
    pub route: String,
    /// Who asked.
    pub caller: Caller,
    /// What of the victim's was put where, as in `path projectId`.
    pub swapped: Vec<String>,
    /// In which way it leaked.
    pub kind: LeakKind,
    /// What was seen.
    pub detail: String,
}

/// Who asks for what is not theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Caller {
    /// The owner of another organization: nobody in another one may do more.
    Owner,
    /// Somebody who is not signed in.
    Anonymous,
    /// The database role that requests work as.
    RuntimeRole,
}

/// The ways in which something leaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum LeakKind {
    /// The answer holds something of the victim's that the request did not.
    Shown,
    /// A request whose path or body names something of the victim's was carried out.
    Accepted,
    /// The answer differs from that for an id which nobody has, and so tells that it exists.
    Distinguishable,
    /// The victim sees something else afterwards.
    Changed,
    /// A statement reached the victim's rows.
    Reached,
}

impl LeakKind {
    /// What it means, for people.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Shown => "the answer shows what is another organization's",
            Self::Accepted => "a request that names another organization's was carried out",
            Self::Distinguishable => "the answer tells that another organization's exists",
            Self::Changed => "another organization sees a change",
            Self::Reached => "a statement reached another organization's rows",
        }
    }
}

impl Caller {
    /// What it is called, for people.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Owner => "owner of another organization",
            Self::Anonymous => "not signed in",
            Self::RuntimeRole => "runtime role",
        }
    }
}
