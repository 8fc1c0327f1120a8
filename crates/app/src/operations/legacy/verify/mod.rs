//! Verifying: what the move placed is read back from the database and compared with what the
//! documents say, row for row and in sums.

pub(super) mod compare;
mod parity;
mod report;
mod tally;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Map, Value};
use tenure_domain::id::OrganizationId;
use tenure_legacy::shape::LegacyTable;
use tenure_store::legacy_documents::{self, State, StoredDocument};
use tenure_store::legacy_placement::{self, Kind, MovedRow};
use tenure_store::{Tenancy, Tx};
use uuid::Uuid;

use self::compare::{forgive, json_differences, outcome_difference, row_difference};
use self::parity::Parity;
pub use self::parity::{Group, Sum};
pub use self::report::EarlierReport;
use self::tally::{Of, Tally};
use super::evidence::{Evidence, PAGE};
use super::rows::{Settled, entry_id};
use super::settling::{kind, owner, settle};
use super::{Progress, checked_id};
use crate::{Error, Tenure};

/// How many rows that no document carries are looked up in a transaction.
const MADE: usize = 500;
/// How many differences are named; beyond, they are counted.
const NAMED: usize = 1000;
const REASON: Tenancy = Tenancy::Operator("verifies what was placed");

/// What verifying found.
#[derive(Debug, Clone)]
pub struct Verification {
    /// The differences that are named.
    pub differences: Vec<String>,
    /// How many there are.
    pub difference_count: u64,
    /// What the database holds: `tables`, `totals`, `usersWithoutTheirAddress`, `users`,
    /// `organizations`.
    pub found: Map<String, Value>,
    /// By table, what the documents come to and what the database holds.
    pub sums: BTreeMap<String, (Sum, Sum)>,
    /// What the database holds by table, owner and organization.
    pub found_groups: BTreeMap<Group, Sum>,
    /// How many groups of table, owner and organization were compared.
    pub groups: usize,
}

impl Verification {
    /// Whether everything is as the documents say.
    #[must_use]
    pub const fn is_consistent(&self) -> bool {
        self.difference_count == 0
    }

    /// The report for scripts.
    #[must_use]
    pub fn json(&self) -> Value {
        let mut json = Map::new();
        json.insert("consistent".to_owned(), self.is_consistent().into());
        json.extend(self.found.clone());
        if !self.is_consistent() {
            json.insert("differences".to_owned(), self.differences.clone().into());
            json.insert("differenceCount".to_owned(), self.difference_count.into());
        }
        Value::Object(json)
    }
}

#[derive(Default)]
struct Differences {
    named: Vec<String>,
    count: u64,
}

impl Differences {
    fn add(&mut self, difference: String) {
        self.count += 1;
        if self.named.len() < NAMED {
            self.named.push(difference);
        }
    }
}

/// A document, what it comes to, and the row it lives on as.
pub(super) struct Checked {
    pub(super) document: StoredDocument,
    pub(super) expected: Settled,
    pub(super) found: Option<MovedRow>,
    /// The entry's row that the document would have if it had one of its own.
    own_entry: Option<Uuid>,
}

struct Verifying {
    expected: Tally,
    found: Tally,
    parity: Parity,
    differences: Differences,
    made: BTreeMap<(&'static str, Uuid), MovedRow>,
}

impl Tenure {
    /// Compares what was placed with what the documents say.
    ///
    /// # Errors
    /// If the database fails; a difference is no error.
    pub async fn verify_legacy(&self, progress: &dyn Progress) -> Result<Verification, Error> {
        let evidence = self.evidence(progress).await?;
        let mut verifying = Verifying {
            expected: Tally::new(),
            found: Tally::new(),
            parity: Parity::default(),
            differences: Differences::default(),
            made: BTreeMap::new(),
        };
        progress.begin("Compares documents and rows", Some(evidence.documents));
        for table in &evidence.tables {
            let mut after = String::new();
            loop {
                let (evidence, from, name) = (Arc::clone(&evidence), after.clone(), table.clone());
                let page = self
                    .db
                    .read(REASON, move |tx| {
                        Box::pin(async move { check_page(tx, &evidence, &name, &from).await })
                    })
                    .await?;
                let count = page.len();
                let last = page.last().map(|last| last.document.id.clone());
                for checked in page {
                    verifying.take(table, checked);
                }
                progress.advance(count as u64);
                match last {
                    Some(last) if count == PAGE => after = last,
                    _ => break,
                }
            }
        }
        self.check_made(&mut verifying).await?;
        progress.end();
        Ok(verifying.finish())
    }

    /// Looks up the rows that no document carries.
    async fn check_made(&self, verifying: &mut Verifying) -> Result<(), Error> {
        let made: Vec<MovedRow> = std::mem::take(&mut verifying.made).into_values().collect();
        for rows in made.chunks(MADE) {
            let expected = rows.to_vec();
            let found = self
                .db
                .read(REASON, move |tx| {
                    Box::pin(async move {
                        let mut found = Vec::with_capacity(expected.len());
                        for row in &expected {
                            found.push(legacy_placement::find(tx, row).await?);
                        }
                        Ok::<_, Error>(found)
                    })
                })
                .await?;
            for (expected, mut found) in rows.iter().zip(found) {
                if let Some(found) = &mut found {
                    forgive(expected, found);
                    verifying.found.made(found);
                }
                verifying.expected.made(expected);
                if let Some(difference) = row_difference(expected, found.as_ref()) {
                    let id = expected.id();
                    verifying
                        .differences
                        .add(format!("made with the move, {id}: {difference}"));
                }
            }
        }
        Ok(())
    }
}

/// The next documents of a table, with what they come to and the rows that are there.
pub(super) async fn check_page(
    tx: &mut Tx,
    evidence: &Evidence,
    table: &str,
    after: &str,
) -> Result<Vec<Checked>, Error> {
    let documents = legacy_documents::page(tx, table, after, PAGE).await?;
    let legacy_table = LegacyTable::named(table);
    let mut rows = match (legacy_table.map(kind), documents.last()) {
        (Some(kind), Some(last)) => {
            legacy_placement::of_documents(tx, kind, table, after, &last.id).await?
        }
        _ => std::collections::HashMap::new(),
    };
    let mut page = Vec::with_capacity(documents.len());
    for document in documents {
        let expected = settle(tx, evidence, table, &document).await?;
        let own_entry = legacy_table
            .filter(|table| kind(*table) == Kind::TimeEntry)
            .map(|table| {
                let id = checked_id(table.as_str(), &document.id)?;
                Ok::<_, Error>(entry_id(table, id, document.creation_time))
            })
            .transpose()?;
        page.push(Checked {
            found: rows.remove(&document.id),
            document,
            expected,
            own_entry,
        });
    }
    Ok(page)
}

impl Verifying {
    fn take(&mut self, table: &str, checked: Checked) {
        let Checked {
            document,
            expected,
            found,
            own_entry,
        } = checked;
        self.expected.document(table, &expected.outcome);
        self.found.document(table, &document.outcome);
        let mut differences = Vec::new();
        differences.extend(outcome_difference(&expected.outcome, &document.outcome));
        let of = |outcome| Of {
            id: &document.id,
            json: &document.json,
            outcome,
            rule: expected.rule,
        };
        let owner = owner(table, &document);
        let group = |row: &MovedRow| {
            let organization = row.organization_id();
            (table.to_owned(), owner.clone(), place(organization))
        };
        if let Some(row) = &expected.row {
            self.expected.row(of(&expected.outcome), row);
            self.parity.expect(group(row), row);
        } else if expected.outcome.state == State::Placed {
            self.expected.same_as();
        }
        // A timer may live on as the row of an entry, which is counted there.
        let is_anothers = |row: &MovedRow| own_entry.is_some_and(|own| own != row.id());
        let found = found.map(|mut row| {
            if let Some(expected) = &expected.row {
                forgive(expected, &mut row);
            }
            row
        });
        match &found {
            Some(row) if is_anothers(row) => self.found.same_as(),
            Some(row) => {
                self.found.row(of(&document.outcome), row);
                self.parity.find(group(row), row);
            }
            None if document.outcome.state == State::Placed && expected.row.is_none() => {
                differences.push("the entry that it is the same as is gone".to_owned());
            }
            None => {}
        }
        if let Some(row) = &expected.row
            && document.outcome.state == State::Placed
        {
            differences.extend(row_difference(row, found.as_ref()));
        }
        for difference in differences {
            let id = &document.id;
            self.differences.add(format!("{table} {id}: {difference}"));
        }
        for row in expected.along.into_iter().chain(expected.made) {
            self.made.insert((row.table(), row.id()), row);
        }
    }

    fn finish(mut self) -> Verification {
        let found = self.found.json();
        for group in self.parity.differences() {
            self.differences.add(group);
        }
        let mut differences = Vec::new();
        let expected = Value::Object(self.expected.json());
        json_differences(
            "",
            &expected,
            &Value::Object(found.clone()),
            &mut differences,
        );
        for difference in differences {
            self.differences.add(difference);
        }
        Verification {
            differences: self.differences.named,
            difference_count: self.differences.count,
            found,
            sums: self.parity.tables(),
            found_groups: self.parity.found(),
            groups: self.parity.len(),
        }
    }
}

fn place(organization: Option<OrganizationId>) -> String {
    organization.map_or_else(String::new, |id| id.to_string())
}
