//! What a plan or a placing did, document by document: for a report that people keep.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use tenure_domain::id::OrganizationId;
use tenure_store::legacy_documents::{Outcome, State};
use tenure_store::legacy_placement::MovedRow;

/// A document that was settled.
pub(super) struct Settling {
    pub(super) table: String,
    pub(super) id: String,
    /// Whom it names; empty if nobody.
    pub(super) owner: String,
    pub(super) outcome: Outcome,
}

/// What became of one owner's documents of one table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Owned {
    /// How many were placed, by organization; what is in none belongs to the user alone.
    placed: BTreeMap<Option<OrganizationId>, u64>,
    orphaned: BTreeMap<String, u64>,
    superseded: u64,
}

/// The particulars of a run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Particulars {
    owners: BTreeMap<String, BTreeMap<String, Owned>>,
    slugs: BTreeMap<OrganizationId, String>,
    orphans: Vec<Value>,
    noted: Vec<Value>,
}

impl Particulars {
    /// Takes over what a batch settled, and the slugs of the organizations it made.
    pub(super) fn take(&mut self, settled: Vec<Settling>, slugs: Vec<(OrganizationId, String)>) {
        self.slugs.extend(slugs);
        for document in settled {
            let Settling {
                table,
                id,
                owner,
                outcome,
            } = document;
            if outcome.state == State::Orphaned {
                self.orphans.push(json!({
                    "table": table, "id": id, "owner": owner,
                    "reason": outcome.reason, "field": outcome.field,
                }));
            }
            if outcome.notes != "[]" {
                let notes: Value = serde_json::from_str(&outcome.notes).unwrap_or_default();
                self.noted
                    .push(json!({"table": table, "id": id, "owner": owner, "notes": notes}));
            }
            if outcome.state == State::Kept {
                continue;
            }
            let owned = self
                .owners
                .entry(owner)
                .or_default()
                .entry(table)
                .or_default();
            match outcome.state {
                State::Placed => {
                    *owned.placed.entry(outcome.organization_id).or_default() += 1;
                }
                State::Superseded => owned.superseded += 1,
                _ => {
                    let reason = outcome.reason.unwrap_or_default();
                    *owned.orphaned.entry(reason).or_default() += 1;
                }
            }
        }
    }

    /// The organization as people name it.
    fn place(&self, organization: Option<OrganizationId>) -> String {
        organization.map_or_else(
            || "the user alone".to_owned(),
            |id| {
                self.slugs
                    .get(&id)
                    .cloned()
                    .unwrap_or_else(|| id.to_string())
            },
        )
    }

    /// The particulars for scripts: by owner and table, then each document that is orphaned or noted.
    #[must_use]
    pub fn json(&self) -> Value {
        let owners = self.owners.iter().map(|(owner, tables)| {
            let tables = tables.iter().map(|(table, owned)| {
                let placed = owned.placed.iter();
                let placed: BTreeMap<String, u64> = placed
                    .map(|(home, count)| (self.place(*home), *count))
                    .collect();
                let counts = json!({
                    "placed": placed, "orphaned": owned.orphaned, "superseded": owned.superseded,
                });
                (table.clone(), counts)
            });
            (owner.clone(), Value::Object(tables.collect()))
        });
        json!({
            "owners": Value::Object(owners.collect()),
            "orphans": self.orphans,
            "noted": self.noted,
        })
    }

    /// A line for each owner and table, for people.
    pub fn lines(&self) -> impl Iterator<Item = String> {
        self.owners.iter().flat_map(move |(owner, tables)| {
            tables.iter().map(move |(table, owned)| {
                let mut words: Vec<String> = owned
                    .placed
                    .iter()
                    .map(|(home, count)| format!("{count} to {}", self.place(*home)))
                    .collect();
                if owned.superseded > 0 {
                    words.push(format!("{} superseded", owned.superseded));
                }
                let orphans = owned.orphaned.iter();
                words.extend(orphans.map(|(reason, count)| format!("{count} orphaned ({reason})")));
                let owner = if owner.is_empty() { "nobody" } else { owner };
                format!("{owner}  {table}: {}", words.join(", "))
            })
        })
    }
}

/// The slugs of organizations among rows.
pub(super) fn slugs(rows: &[MovedRow]) -> Vec<(OrganizationId, String)> {
    let slugs = rows.iter().filter_map(|row| match row {
        MovedRow::Organization(row) => Some((row.id, row.slug.clone())),
        _ => None,
    });
    slugs.collect()
}
