//! Orphans: the documents without a home, why, and where each might belong.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::{Value, json};
use tenure_domain::id::OrganizationId;
use tenure_legacy::placement::OrphanReason;
use tenure_legacy::shape::{LegacyTable, named_user};
use tenure_store::legacy_documents::{self, State, StoredDocument};
use tenure_store::{Tenancy, Tx, organizations};

use super::evidence::PAGE;
use super::{ORDER, Progress};
use crate::{Error, Tenure};

const REASON: Tenancy = Tenancy::Operator("looks for where orphaned documents belong");
/// The tables whose placed documents tell where somebody's things went.
const SIBLINGS: [LegacyTable; 3] = [
    LegacyTable::Clients,
    LegacyTable::Projects,
    LegacyTable::TimeEntries,
];

/// A document without a home.
#[derive(Debug, Clone, PartialEq)]
pub struct Orphan {
    /// Its table.
    pub table: String,
    /// Its id.
    pub id: String,
    /// Why.
    pub reason: String,
    /// The field that cannot be read, if that is why.
    pub field: Option<String>,
    /// What it says about where it belongs: the fields that name somebody or something.
    pub evidence: BTreeMap<String, Value>,
    /// The slugs of organizations that it may belong to, the likeliest first.
    pub suggestions: Vec<String>,
    /// Why those, or what else to do, in words.
    pub advice: String,
}

impl Orphan {
    /// The orphan for scripts.
    #[must_use]
    pub fn json(&self) -> Value {
        json!({
            "table": self.table, "id": self.id, "reason": self.reason, "field": self.field,
            "evidence": self.evidence, "suggestions": self.suggestions, "advice": self.advice,
        })
    }
}

/// The fields that say where a document belongs.
const TELLING: [&str; 9] = [
    "organizationId",
    "userId",
    "ownerId",
    "createdBy",
    "requestedBy",
    "projectId",
    "clientId",
    "name",
    "email",
];

impl Tenure {
    /// Every document without a home, by table and id.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn legacy_orphans(&self, progress: &dyn Progress) -> Result<Vec<Orphan>, Error> {
        let mut orphans = Vec::new();
        progress.begin("Looks at orphaned documents", None);
        for table in ORDER {
            let mut after = String::new();
            loop {
                let from = after.clone();
                let page = self
                    .db
                    .read(REASON, move |tx| {
                        Box::pin(async move { orphans_after(tx, table, &from).await })
                    })
                    .await?;
                let Some((last, _)) = page.last() else { break };
                after.clone_from(&last.id);
                progress.advance(page.len() as u64);
                orphans.extend(page);
            }
        }
        let missing: BTreeSet<String> = orphans
            .iter()
            .filter_map(|(_, user)| user.clone())
            .collect();
        let went = self.where_siblings_went(missing, progress).await?;
        progress.end();
        let orphans = orphans.into_iter().map(|(mut orphan, user)| {
            if orphan.suggestions.is_empty()
                && let Some(places) = user.and_then(|user| went.get(&user))
            {
                orphan.suggestions.clone_from(places);
                "others that name the same user were placed there".clone_into(&mut orphan.advice);
            }
            orphan
        });
        Ok(orphans.collect())
    }

    /// The organizations in which placed documents live that name one of these users, most first.
    async fn where_siblings_went(
        &self,
        users: BTreeSet<String>,
        progress: &dyn Progress,
    ) -> Result<HashMap<String, Vec<String>>, Error> {
        let mut counts: HashMap<String, BTreeMap<OrganizationId, u64>> = HashMap::new();
        if users.is_empty() {
            return Ok(HashMap::new());
        }
        progress.begin("Looks where their siblings went", None);
        for table in SIBLINGS.map(LegacyTable::as_str) {
            let mut after = String::new();
            loop {
                let from = after.clone();
                let page = self
                    .db
                    .read(REASON, move |tx| {
                        Box::pin(async move {
                            legacy_documents::page_in_state(tx, State::Placed, table, &from, PAGE)
                                .await
                        })
                    })
                    .await?;
                let Some(last) = page.last() else { break };
                after.clone_from(&last.id);
                progress.advance(page.len() as u64);
                for document in page {
                    let user = named_user(&document.json).map(|user| user.to_string());
                    if let (Some(user), Some(home)) = (user, document.outcome.organization_id)
                        && users.contains(&user)
                    {
                        *counts.entry(user).or_default().entry(home).or_default() += 1;
                    }
                }
            }
        }
        let slugs = self
            .db
            .read(REASON, |tx| {
                Box::pin(async move { organizations::slugs(tx).await })
            })
            .await?;
        let slugs: HashMap<OrganizationId, String> = slugs.into_iter().collect();
        let by_count = |places: BTreeMap<OrganizationId, u64>| {
            let mut places: Vec<_> = places.into_iter().collect();
            places.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
            places
                .into_iter()
                .filter_map(|(id, _)| slugs.get(&id).cloned())
                .collect()
        };
        Ok(counts
            .into_iter()
            .map(|(user, places)| (user, by_count(places)))
            .collect())
    }
}

/// The next orphans of a table, each with the user that it misses.
async fn orphans_after(
    tx: &mut Tx,
    table: LegacyTable,
    after: &str,
) -> Result<Vec<(Orphan, Option<String>)>, Error> {
    let name = table.as_str();
    let page = legacy_documents::page_in_state(tx, State::Orphaned, name, after, PAGE).await?;
    let slugs: HashMap<OrganizationId, String> = if page.is_empty() {
        HashMap::new()
    } else {
        organizations::slugs(tx).await?.into_iter().collect()
    };
    let mut orphans = Vec::with_capacity(page.len());
    for document in page {
        let said: Value = serde_json::from_str(&document.json).unwrap_or_default();
        let home = parent_home(tx, table, &said).await?;
        let suggestion = home.and_then(|home| slugs.get(&home).cloned());
        orphans.push(orphan(table, document, &said, suggestion));
    }
    Ok(orphans)
}

fn orphan(
    table: LegacyTable,
    document: StoredDocument,
    said: &Value,
    parent: Option<String>,
) -> (Orphan, Option<String>) {
    let reason = document.outcome.reason.unwrap_or_default();
    let evidence = TELLING.into_iter().filter_map(|field| {
        let value = said.get(field).filter(|value| !value.is_null())?;
        Some((field.to_owned(), value.clone()))
    });
    let is_assignable = super::assign::ASSIGNABLE.contains(&table);
    let is = |other: OrphanReason| reason == other.as_str();
    let advice = if is(OrphanReason::Invalid) {
        "it cannot be read: correct it where it comes from, and take it in again"
    } else if !is_assignable {
        "whom or what it belongs to is not in the snapshot: take that in, and place again"
    } else if parent.is_some() {
        "what it belongs to was placed there"
    } else {
        "nothing says where it belongs: assign it to a user or an organization"
    };
    let misses = is(OrphanReason::OwnerMissing) && is_assignable;
    let user = named_user(&document.json).filter(|_| misses);
    let can_be_placed = is_assignable && !is(OrphanReason::Invalid);
    let orphan = Orphan {
        table: table.as_str().to_owned(),
        id: document.id,
        field: document.outcome.field,
        evidence: evidence.collect(),
        suggestions: parent.filter(|_| can_be_placed).into_iter().collect(),
        advice: advice.to_owned(),
        reason,
    };
    (orphan, user.map(|user| user.to_string()))
}

/// Where the document was placed that this one belongs to.
async fn parent_home(
    tx: &mut Tx,
    table: LegacyTable,
    said: &Value,
) -> Result<Option<OrganizationId>, Error> {
    let (parents, field) = match table {
        LegacyTable::Projects => (LegacyTable::Clients, "clientId"),
        LegacyTable::TimeEntries | LegacyTable::RunningTimers => {
            (LegacyTable::Projects, "projectId")
        }
        _ => return Ok(None),
    };
    let Some(id) = said.get(field).and_then(Value::as_str) else {
        return Ok(None);
    };
    let parent = legacy_documents::find(tx, parents.as_str(), id).await?;
    Ok(parent.and_then(|parent| parent.outcome.organization_id))
}
