//! A report that can be compared with the database later.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use super::Verification;
use super::parity::Sum;
use crate::Tenure;

/// What a report calls itself, and in which form it is.
const KIND: &str = "tenure.legacy.verify";
const VERSION: u64 = 1;

/// A group of rows in a report.
#[derive(Debug, Clone, Deserialize)]
struct Group {
    table: String,
    owner: String,
    organization: String,
    rows: u64,
    seconds: i64,
    minor: i64,
    checksum: String,
}

/// A report that was written before.
#[derive(Debug, Clone, Deserialize)]
pub struct EarlierReport {
    kind: String,
    version: u64,
    at: String,
    groups: Vec<Group>,
}

impl EarlierReport {
    /// Reads one.
    ///
    /// # Errors
    /// If the text is none, in words.
    pub fn read(text: &str) -> Result<Self, String> {
        let report: Self = serde_json::from_str(text)
            .map_err(|error| format!("it is no report of `tenure legacy verify`: {error}"))?;
        if report.kind != KIND || report.version != VERSION {
            return Err(format!(
                "it is a report of another kind or version: {} {}",
                report.kind, report.version
            ));
        }
        Ok(report)
    }
}

impl Tenure {
    /// The report of what verifying found: each group of rows by table, owner and organization with
    /// its sums and checksum.
    #[must_use]
    pub fn verification_report(&self, verification: &Verification) -> Value {
        let groups = verification.found_groups.iter().map(|(group, sum)| {
            let (table, owner, organization) = group;
            json!({
                "table": table, "owner": owner, "organization": organization,
                "rows": sum.count, "seconds": sum.seconds, "minor": sum.minor,
                "checksum": hex(sum),
            })
        });
        json!({
            "kind": KIND,
            "version": VERSION,
            "at": self.now().to_string(),
            "consistent": verification.is_consistent(),
            "differences": verification.differences,
            "differenceCount": verification.difference_count,
            "tables": verification.found.get("tables"),
            "totals": verification.found.get("totals"),
            "groups": groups.collect::<Vec<_>>(),
        })
    }
}

impl Verification {
    /// Adds what is not as an earlier report has it.
    pub fn compare(&mut self, earlier: &EarlierReport) {
        let mut then = BTreeMap::new();
        for group in &earlier.groups {
            let key = (
                group.table.clone(),
                group.owner.clone(),
                group.organization.clone(),
            );
            then.insert(key, group);
        }
        let at = &earlier.at;
        let none = Sum::default();
        let mut keys: Vec<_> = then
            .keys()
            .chain(self.found_groups.keys())
            .cloned()
            .collect();
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            let now = self.found_groups.get(&key).unwrap_or(&none);
            let (rows, seconds, minor, checksum) = then.get(&key).map_or_else(
                || (0, 0, 0, hex(&none)),
                |group| {
                    (
                        group.rows,
                        group.seconds,
                        group.minor,
                        group.checksum.clone(),
                    )
                },
            );
            let is_same = (rows, seconds, minor) == (now.count, now.seconds, now.minor)
                && checksum == hex(now);
            if is_same {
                continue;
            }
            let (table, owner, organization) = &key;
            self.differences.push(format!(
                "{table} of {owner} in organization {organization}: {rows} rows, {seconds} s, {minor} minor units, \
                 checksum {checksum} in the report of {at}; {} rows, {} s, {} minor units, checksum {} now",
                now.count, now.seconds, now.minor, hex(now)
            ));
            self.difference_count += 1;
        }
    }
}

fn hex(sum: &Sum) -> String {
    format!("{:016x}", sum.checksum)
}
