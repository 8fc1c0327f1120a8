//! What became of the documents of a table, in numbers.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use tenure_legacy::shape::LegacyTable;
use tenure_store::legacy_documents::{Outcome, State};

/// The numbers of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TableCounts {
    /// All documents.
    pub total: u64,
    /// Those that wait for `legacy place`.
    pub imported: u64,
    /// Those that live on as a row.
    pub placed: u64,
    /// Those that another one counts for.
    pub superseded: u64,
    /// Those without a home, by reason.
    pub orphaned: BTreeMap<String, u64>,
    /// Those of a table that is not placed.
    pub kept: u64,
    /// How many have a remark of each kind.
    pub notes: BTreeMap<String, u64>,
}

/// The numbers of all tables.
pub type Tables = BTreeMap<String, TableCounts>;

/// No documents of any table that is placed.
#[must_use]
pub fn no_documents() -> Tables {
    LegacyTable::ALL
        .into_iter()
        .map(|table| (table.as_str().to_owned(), TableCounts::default()))
        .collect()
}

impl TableCounts {
    /// Counts a document.
    pub fn count(&mut self, outcome: &Outcome) {
        self.total += 1;
        match outcome.state {
            State::Imported => self.imported += 1,
            State::Placed => self.placed += 1,
            State::Superseded => self.superseded += 1,
            State::Kept => self.kept += 1,
            State::Orphaned => {
                let reason = outcome.reason.clone().unwrap_or_default();
                *self.orphaned.entry(reason).or_default() += 1;
            }
        }
        for kind in note_kinds(outcome) {
            *self.notes.entry(kind).or_default() += 1;
        }
    }

    /// How many have no home.
    #[must_use]
    pub fn orphans(&self) -> u64 {
        self.orphaned.values().sum()
    }

    /// As `plan`, `place` and `verify` print it.
    #[must_use]
    pub fn json(&self, is_placed: bool) -> Value {
        if !is_placed {
            return json!({"total": self.total, "kept": true});
        }
        let mut json = json!({
            "total": self.total,
            "placed": self.placed,
            "superseded": self.superseded,
            "orphaned": self.orphaned,
            "notes": self.notes,
        });
        if self.imported > 0 {
            json["imported"] = self.imported.into();
        }
        json
    }
}

/// All tables as `plan`, `place` and `verify` print them.
#[must_use]
pub fn tables_json(tables: &Tables) -> Value {
    let tables = tables.iter().map(|(name, counts)| {
        (
            name.clone(),
            counts.json(LegacyTable::named(name).is_some()),
        )
    });
    Value::Object(tables.collect())
}

/// The kinds of remarks about a document, each once.
pub(super) fn note_kinds(outcome: &Outcome) -> BTreeSet<String> {
    let notes: Vec<String> = serde_json::from_str(&outcome.notes).unwrap_or_default();
    notes
        .into_iter()
        .map(|note| match note.split_once(':') {
            Some((kind, _)) => kind.to_owned(),
            None => note,
        })
        .collect()
}
