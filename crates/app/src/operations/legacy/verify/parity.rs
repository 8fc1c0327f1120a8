//! Sums by table, owner and organization, of what the documents say and of what the database holds.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};
use tenure_store::db::Value;
use tenure_store::legacy_placement::MovedRow;

/// The sums of a group of rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sum {
    /// How many rows.
    pub count: u64,
    /// Their seconds.
    pub seconds: i64,
    /// Their hourly rates, in minor units.
    pub minor: i64,
    /// The sum of 64 bits of each row's SHA-256, id and all: the order does not matter, and two of
    /// the same do not cancel out as they would with XOR.
    pub checksum: u64,
}

impl Sum {
    fn add(&mut self, other: Self) {
        self.count += other.count;
        self.seconds += other.seconds;
        self.minor = self.minor.wrapping_add(other.minor);
        self.checksum = self.checksum.wrapping_add(other.checksum);
    }

    fn of(row: &MovedRow) -> Self {
        let (seconds, minor) = match row {
            MovedRow::TimeEntry(entry) => (entry.seconds.unwrap_or(0), 0),
            MovedRow::Project(project) => (0, project.hourly_rate_minor.unwrap_or(0)),
            _ => (0, 0),
        };
        Self {
            count: 1,
            seconds,
            minor,
            checksum: checksum(row),
        }
    }
}

/// What a sum is of: table, owner as the documents name them, organization.
pub type Group = (String, String, String);

/// Both sides, by group.
#[derive(Debug, Default)]
pub(super) struct Parity {
    groups: BTreeMap<Group, (Sum, Sum)>,
}

impl Parity {
    /// Adds what the documents say.
    pub(super) fn expect(&mut self, group: Group, row: &MovedRow) {
        self.groups.entry(group).or_default().0.add(Sum::of(row));
    }

    /// Adds what the database holds.
    pub(super) fn find(&mut self, group: Group, row: &MovedRow) {
        self.groups.entry(group).or_default().1.add(Sum::of(row));
    }

    /// The groups whose two sides differ, in words.
    pub(super) fn differences(&self) -> impl Iterator<Item = String> {
        self.groups
            .iter()
            .filter(|(_, (expected, found))| expected != found)
            .map(|((table, owner, organization), (expected, found))| {
                let whose = if owner.is_empty() {
                    "that name nobody".to_owned()
                } else {
                    format!("of {owner}")
                };
                let place = if organization.is_empty() {
                    String::new()
                } else {
                    format!(" in organization {organization}")
                };
                format!(
                    "{table} {whose}{place}: the documents come to {}, the database holds {}",
                    words(expected),
                    words(found)
                )
            })
    }

    /// The sums of each table.
    pub(super) fn tables(&self) -> BTreeMap<String, (Sum, Sum)> {
        let mut tables: BTreeMap<String, (Sum, Sum)> = BTreeMap::new();
        for ((table, ..), (expected, found)) in &self.groups {
            let sums = tables.entry(table.clone()).or_default();
            sums.0.add(*expected);
            sums.1.add(*found);
        }
        tables
    }

    /// What the database holds.
    pub(super) fn found(&self) -> BTreeMap<Group, Sum> {
        let found = self.groups.iter().filter(|(_, (_, found))| found.count > 0);
        found
            .map(|(group, (_, found))| (group.clone(), *found))
            .collect()
    }

    /// How many groups there are.
    pub(super) fn len(&self) -> usize {
        self.groups.len()
    }
}

fn words(sum: &Sum) -> String {
    let Sum {
        count,
        seconds,
        minor,
        checksum,
    } = sum;
    format!("{count} rows, {seconds} s, {minor} minor units, checksum {checksum:016x}")
}

/// 64 bits of the SHA-256 of a row's columns, each with its kind and length.
fn checksum(row: &MovedRow) -> u64 {
    let mut hash = Sha256::new();
    hash.update(row.table());
    for value in row.values() {
        let (kind, bytes): (u8, Vec<u8>) = match value {
            Value::Null => (0, Vec::new()),
            Value::Integer(number) => (1, number.to_be_bytes().to_vec()),
            Value::Real(number) => (2, number.to_bits().to_be_bytes().to_vec()),
            Value::Bool(yes) => (3, vec![u8::from(yes)]),
            Value::Text(text) => (4, text.as_bytes().to_vec()),
            Value::OwnedText(text) => (4, text.into_bytes()),
            Value::Bytes(bytes) => (5, bytes.to_vec()),
            Value::Uuid(uuid) => (6, uuid.as_bytes().to_vec()),
        };
        hash.update([kind]);
        hash.update((bytes.len() as u64).to_be_bytes());
        hash.update(&bytes);
    }
    hash.finalize()
        .iter()
        .take(8)
        .fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}
