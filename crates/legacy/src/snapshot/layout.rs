//! Which file of a snapshot holds what, by its name alone.
//!
//! After the importer's rules (convex-backend, `crates/application/src/snapshot_import/parse.rs`):
//! `(folder/)*TABLE/documents.jsonl`, beside it `generated_schema.jsonl`; a leading folder is
//! tolerated; tables that begin with `_` belong to the system.

/// What a file of a snapshot is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part<'a> {
    /// The numbers of the tables.
    Tables {
        /// The folders before `_tables`, with the last slash.
        root: &'a str,
    },
    /// A table's documents.
    Documents {
        /// The folders before the table's, with the last slash.
        root: &'a str,
        /// The table.
        table: &'a str,
    },
    /// What a table's documents are encoded by.
    Sidecar {
        /// The folders before the table's, with the last slash.
        root: &'a str,
        /// The table.
        table: &'a str,
    },
    /// A part of a component, which is left alone.
    Component {
        /// The component; components inside it count as it.
        name: &'a str,
    },
    /// Stored files, system tables, read-me files.
    Other,
}

/// What the file of this name is.
#[must_use]
pub(super) fn part(name: &str) -> Part<'_> {
    if let Some(component) = component(name) {
        return Part::Component { name: component };
    }
    let Some((folder, file)) = name.rsplit_once('/') else {
        return Part::Other;
    };
    let (root, table) = folder
        .rsplit_once('/')
        .map_or(("", folder), |(root, table)| (&name[..=root.len()], table));
    match (table, file) {
        ("_tables", "documents.jsonl") => Part::Tables { root },
        ("", _) => Part::Other,
        (system, _) if system.starts_with('_') => Part::Other,
        (table, "documents.jsonl") => Part::Documents { root, table },
        (table, "generated_schema.jsonl") => Part::Sidecar { root, table },
        _ => Part::Other,
    }
}

fn component(name: &str) -> Option<&str> {
    let rest = name
        .strip_prefix("_components/")
        .or_else(|| name.split_once("/_components/").map(|(_, rest)| rest))?;
    rest.split('/')
        .next()
        .filter(|component| !component.is_empty())
}

/// Whether a name of a file in an archive tries to leave the folder it would be unpacked into.
/// Nothing is unpacked here; an archive that tries is not an export.
#[must_use]
pub(super) fn is_unsafe(name: &str) -> bool {
    let drive = name.as_bytes().get(1) == Some(&b':');
    name.starts_with('/')
        || drive
        || name.contains(['\\', '\0'])
        || name.split('/').any(|part| part == "..")
}

/// Whether Convex takes this as a table's name: a letter, then letters, digits and `_`, at most 64.
#[must_use]
pub(super) fn is_table_name(name: &str) -> bool {
    name.len() <= 64
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_apart_by_name() {
        for (name, expected) in [
            ("_tables/documents.jsonl", Part::Tables { root: "" }),
            (
                "snap 1/_tables/documents.jsonl",
                Part::Tables { root: "snap 1/" },
            ),
            (
                "users/documents.jsonl",
                Part::Documents {
                    root: "",
                    table: "users",
                },
            ),
            (
                "a/b/users/documents.jsonl",
                Part::Documents {
                    root: "a/b/",
                    table: "users",
                },
            ),
            (
                "a/users/generated_schema.jsonl",
                Part::Sidecar {
                    root: "a/",
                    table: "users",
                },
            ),
            ("_storage/documents.jsonl", Part::Other),
            ("_storage/kg2abc.png", Part::Other),
            ("_scheduled_functions/documents.jsonl", Part::Other),
            ("README.md", Part::Other),
            ("documents.jsonl", Part::Other),
            ("__MACOSX/a/users/._documents.jsonl", Part::Other),
            (
                "_components/mail/_tables/documents.jsonl",
                Part::Component { name: "mail" },
            ),
            (
                "a/_components/mail/_components/x/users/documents.jsonl",
                Part::Component { name: "mail" },
            ),
        ] {
            assert_eq!(part(name), expected, "{name}");
        }
    }

    #[test]
    fn names_that_leave_the_folder_are_unsafe() {
        for name in [
            "../users/documents.jsonl",
            "a/../b",
            "/users/documents.jsonl",
            "C:/users",
            "a\\b",
            "a\0b",
        ] {
            assert!(is_unsafe(name), "{name}");
        }
        assert!(!is_unsafe("a/..b/users/documents.jsonl"));
    }
}
