//! Assigning: an operator gives orphaned documents a home. Nothing else ever does.
//!
//! Only who and what came with the snapshot can be given something: the move knows no others. What
//! is given is noted, and the next placing does it.

use std::collections::HashMap;

use serde_json::json;
use tenure_domain::email::EmailAddress;
use tenure_domain::id::RepairId;
use tenure_legacy::convex_id::ConvexId;
use tenure_legacy::placement::{Assigned, OrphanReason};
use tenure_legacy::shape::LegacyTable;
use tenure_store::legacy_assignments::{self, Assignee, Assignment};
use tenure_store::legacy_documents::{self, State, StoredDocument};
use tenure_store::repairs::{self, Image};
use tenure_store::{Tenancy, Tx, organizations, users};

use super::evidence::PAGE;
use super::{MoveError, checked_id};
use crate::{Error, Tenure};

/// The journal's word for it.
const CODE: &str = "legacy.assign";
const REASON: Tenancy = Tenancy::Operator("assigns legacy documents");

/// The tables whose documents have a home of their own.
pub(super) const ASSIGNABLE: [LegacyTable; 6] = [
    LegacyTable::Clients,
    LegacyTable::Projects,
    LegacyTable::Categories,
    LegacyTable::TimeEntries,
    LegacyTable::RunningTimers,
    LegacyTable::Imports,
];

/// Which documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pick {
    /// Those with these ids.
    Documents(Vec<String>),
    /// All that are orphaned for this reason, of one table or of all.
    Orphaned {
        /// The reason.
        reason: String,
        /// The table.
        table: Option<String>,
    },
}

/// To whom, as people name them: by legacy id, address or slug.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recipient {
    /// A user.
    User(String),
    /// An organization.
    Organization(String),
    /// Nobody any more.
    Nobody,
}

/// What assigning came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssignReport {
    /// How many documents were assigned.
    pub documents: u64,
    /// The journal's entry, if there were any.
    pub repair: Option<RepairId>,
}

/// Why nothing was assigned.
enum Refused {
    Move(MoveError),
}

impl<E: Into<MoveError>> From<E> for Refused {
    fn from(error: E) -> Self {
        Self::Move(error.into())
    }
}

impl Tenure {
    /// What operators assigned.
    pub(super) async fn assigned(&self) -> Result<HashMap<ConvexId, Assigned>, Error> {
        let all = self
            .db
            .read(REASON, |tx| {
                Box::pin(async move { legacy_assignments::all(tx).await })
            })
            .await?;
        let assigned = all.into_iter().map(|Assignment { table, id, to }| {
            let to = match to {
                Assignee::User(user) => Assigned::User(checked_id("users", &user)?),
                Assignee::Organization(id) => {
                    Assigned::Organization(checked_id("organizations", &id)?)
                }
            };
            Ok((checked_id(&table, &id)?, to))
        });
        assigned.collect()
    }

    /// Gives documents to somebody; the next placing places them there. All of them, or none.
    ///
    /// # Errors
    /// If one of them cannot be given, or there is no such recipient, or another process is placing.
    pub async fn assign_legacy(
        &self,
        pick: Pick,
        to: Recipient,
    ) -> Result<AssignReport, MoveError> {
        let _held = self.hold_move().await?;
        let now = self.now();
        let new = RepairId::new(now, self.randomness());
        let assigned = self
            .db
            .write(REASON, move |tx| {
                Box::pin(async move {
                    let to = recipient(tx, &to).await?;
                    let documents = picked(tx, &pick).await?;
                    if documents.is_empty() {
                        return Ok(AssignReport {
                            documents: 0,
                            repair: None,
                        });
                    }
                    let before = legacy_assignments::all(tx).await?;
                    let before: HashMap<String, Assignment> = before
                        .into_iter()
                        .map(|one| (one.id.clone(), one))
                        .collect();
                    let after = to.map(|to| {
                        let give = |(table, id): &(String, String)| Assignment {
                            table: table.clone(),
                            id: id.clone(),
                            to: to.clone(),
                        };
                        documents.iter().map(give).collect::<Vec<_>>()
                    });
                    let images = documents.iter().enumerate().filter_map(|(place, (_, id))| {
                        let after = after.as_ref().and_then(|after| after.get(place));
                        image(before.get(id), after)
                    });
                    let images: Vec<Image> = images.collect();
                    match &after {
                        Some(after) => legacy_assignments::put(tx, after, now).await?,
                        None => drop(legacy_assignments::remove(tx, &documents).await?),
                    }
                    let rows = i64::try_from(images.len()).unwrap_or(i64::MAX);
                    let repair = repairs::begin(tx, new, CODE, now).await?;
                    repairs::touch(tx, repair, rows, &images).await?;
                    repairs::close(tx, repair, "{}").await?;
                    Ok::<_, Refused>(AssignReport {
                        documents: documents.len() as u64,
                        repair: Some(repair),
                    })
                })
            })
            .await;
        assigned.map_err(|Refused::Move(error)| error)
    }
}

fn image(before: Option<&Assignment>, after: Option<&Assignment>) -> Option<Image> {
    let json = |one: &Assignment| {
        let (user, organization) = match &one.to {
            Assignee::User(user) => (Some(user), None),
            Assignee::Organization(organization) => (None, Some(organization)),
        };
        json!({
            "table_name": one.table, "id": one.id,
            "user_document": user, "organization_document": organization,
        })
        .to_string()
    };
    let (before, after) = (before.map(json), after.map(json));
    (before.is_some() || after.is_some()).then(|| Image {
        table: "legacy_assignments".to_owned(),
        before,
        after,
    })
}

/// The legacy id of whom a recipient names; none for nobody.
async fn recipient(tx: &mut Tx, to: &Recipient) -> Result<Option<Assignee>, MoveError> {
    let nobody = |what: &str, name: &str| {
        MoveError::NoRecipient(format!(
            "no {what} that came with the snapshot has the legacy id, address or slug `{name}`"
        ))
    };
    match to {
        Recipient::Nobody => Ok(None),
        Recipient::User(name) => {
            let user = user_document(tx, name).await?;
            let user = user.ok_or_else(|| nobody("user", name))?;
            Ok(Some(Assignee::User(user)))
        }
        Recipient::Organization(name) => {
            let organization = organization_document(tx, name).await?;
            organization
                .map(Some)
                .ok_or_else(|| nobody("organization", name))
        }
    }
}

async fn user_document(tx: &mut Tx, name: &str) -> Result<Option<String>, Error> {
    let table = LegacyTable::Users.as_str();
    if is_usable(legacy_documents::find(tx, table, name).await?) {
        return Ok(Some(name.to_owned()));
    }
    let Ok(address) = EmailAddress::parse(name) else {
        return Ok(None);
    };
    match users::find_by_email(tx, &address).await? {
        Some(user) => Ok(legacy_documents::of_row(tx, table, user.id.uuid()).await?),
        None => Ok(None),
    }
}

async fn organization_document(tx: &mut Tx, name: &str) -> Result<Option<Assignee>, Error> {
    let table = LegacyTable::Organizations.as_str();
    if is_usable(legacy_documents::find(tx, table, name).await?) {
        return Ok(Some(Assignee::Organization(name.to_owned())));
    }
    let slugs = organizations::slugs(tx).await?;
    let Some((id, _)) = slugs.into_iter().find(|(_, slug)| *slug == name) else {
        return Ok(None);
    };
    if let Some(document) = legacy_documents::of_row(tx, table, id.uuid()).await? {
        return Ok(Some(Assignee::Organization(document)));
    }
    // A workspace that the move made is its user's.
    let Some(user) = legacy_assignments::personal_of(tx, id).await? else {
        return Ok(None);
    };
    let users = LegacyTable::Users.as_str();
    let user = legacy_documents::of_row(tx, users, user.uuid()).await?;
    Ok(user.map(Assignee::User))
}

fn is_usable(document: Option<StoredDocument>) -> bool {
    document.is_some_and(|document| document.outcome.state != State::Orphaned)
}

/// The documents that are meant, each with its table; all of them may be assigned.
async fn picked(tx: &mut Tx, pick: &Pick) -> Result<Vec<(String, String)>, MoveError> {
    match pick {
        Pick::Documents(ids) => {
            let (mut documents, mut problems) = (Vec::new(), Vec::new());
            for id in ids {
                match assignable(tx, id).await? {
                    Ok(table) => documents.push((table.to_owned(), id.clone())),
                    Err(problem) => problems.push(format!("{id}: {problem}")),
                }
            }
            if problems.is_empty() {
                Ok(documents)
            } else {
                Err(MoveError::NotAssignable(problems))
            }
        }
        Pick::Orphaned { reason, table } => {
            let mut documents = Vec::new();
            let tables = ASSIGNABLE.map(LegacyTable::as_str).into_iter();
            for name in tables.filter(|name| table.as_ref().is_none_or(|table| table == name)) {
                let mut after = String::new();
                loop {
                    let page =
                        legacy_documents::page_in_state(tx, State::Orphaned, name, &after, PAGE)
                            .await?;
                    let Some(last) = page.last() else { break };
                    after.clone_from(&last.id);
                    let of_reason = page.into_iter().filter(|one| {
                        one.outcome.reason.as_ref() == Some(reason)
                            && *reason != OrphanReason::Invalid.as_str()
                    });
                    documents.extend(of_reason.map(|one| (name.to_owned(), one.id)));
                }
            }
            Ok(documents)
        }
    }
}

/// The table of a document that may be assigned; or why it may not.
async fn assignable(tx: &mut Tx, id: &str) -> Result<Result<&'static str, String>, Error> {
    for table in ASSIGNABLE.map(LegacyTable::as_str) {
        let Some(document) = legacy_documents::find(tx, table, id).await? else {
            continue;
        };
        let outcome = document.outcome;
        return Ok(match (outcome.state, outcome.reason.as_deref()) {
            (State::Orphaned, Some(reason)) if reason == OrphanReason::Invalid.as_str() => Err(
                format!("a document of {table} that cannot be read has no place anywhere"),
            ),
            (State::Orphaned | State::Imported, _) => Ok(table),
            (state, _) => Err(format!(
                "a document of {table} that is {} has no need of a home",
                state.as_str()
            )),
        });
    }
    Ok(Err("no document of clients, projects, categories, timeEntries, runningTimers or imports has this id".to_owned()))
}
