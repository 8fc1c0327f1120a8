//! All that is needed to decide on every legacy document, gathered from all of them.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use sha2::{Digest, Sha256};
use tenure_domain::id::{OrganizationId, UserId};
use tenure_legacy::convex_id::ConvexId;
use tenure_legacy::placement::{Home, Index, IndexBuilder, Taken};
use tenure_legacy::shape::{self, Invitation, InvitationStatus, LegacyTable};
use tenure_store::legacy_documents::{self, StoredDocument};
use tenure_store::settings::{self, Key};
use tenure_store::{Tenancy, Tx, organizations, users};

use super::ids::{Ids, REFERRED};
use super::{ORDER, Progress, checked_id};
use crate::{Error, Tenure};

/// How many documents are read at once: about a megabyte of them.
pub(super) const PAGE: usize = 1000;
/// The same where only ids are read.
const AGES: usize = 10_000;
/// Why all tenants are looked at, for the log.
const REASON: Tenancy = Tenancy::Operator("gathers what the legacy documents say");

/// What decisions and rows rest on.
pub(super) struct Evidence {
    /// What becomes of each document.
    pub(super) index: Index,
    /// The ids of rows.
    pub(super) ids: Ids,
    /// How many imports there had been when this was gathered.
    pub(super) imports: Option<String>,
    /// How many documents there are.
    pub(super) documents: u64,
    /// Every table that has documents, those that are placed first and in their order.
    pub(super) tables: Vec<String>,
    /// Whether an operator gave documents a home.
    pub(super) has_assigned: bool,
    tokens: Tokens,
}

impl Evidence {
    /// What is stored of an invitation's token. Of several invitations with one token only one may
    /// be opened with it: the others could lead somewhere else.
    pub(super) fn token_hash(&self, id: ConvexId, token: &str) -> [u8; 32] {
        let hash = sha256(token);
        match self.tokens.keepers.get(&hash) {
            Some((_, _, keeper)) if *keeper != id => sha256(&format!("invitations/{id}/{token}")),
            _ => hash,
        }
    }
}

fn sha256(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

/// Which invitation keeps a token that several have: the newest of those that are pending.
#[derive(Default)]
struct Tokens {
    keepers: HashMap<[u8; 32], (bool, i64, ConvexId)>,
}

impl Tokens {
    fn add(&mut self, id: ConvexId, json: &str) {
        if let Ok(invitation) = shape::read::<Invitation>(json) {
            let is_pending = invitation.value.status == InvitationStatus::Pending;
            let candidate = (is_pending, invitation.value.created_at, id);
            let keeper = self
                .keepers
                .entry(sha256(invitation.value.token.expose()))
                .or_insert(candidate);
            *keeper = candidate.max(*keeper);
        }
    }
}

impl Tenure {
    /// Gathers the evidence from all legacy documents, which pass through: memory holds what the
    /// index keeps.
    pub(super) async fn evidence(&self, progress: &dyn Progress) -> Result<Arc<Evidence>, Error> {
        let (imports, time, counts) = self
            .db
            .read(REASON, |tx| {
                Box::pin(async move {
                    let imports = settings::find(tx, Key::LegacyImports).await?;
                    let time = settings::find(tx, Key::LegacyMoveTime).await?;
                    let counts = legacy_documents::counts(tx).await?;
                    Ok::<_, Error>((imports, time, counts))
                })
            })
            .await?;
        let now = time.and_then(|time| time.parse().ok());
        let now = now.unwrap_or_else(|| self.now().as_millis());
        let mut sizes: HashMap<String, u64> = HashMap::new();
        for (table, _, count) in counts {
            *sizes.entry(table).or_default() += count.unsigned_abs();
        }
        let ids = self.ids().await?;
        let mut builder = IndexBuilder::new(now, self.taken(&ids).await?);
        let assigned = self.assigned().await?;
        let has_assigned = !assigned.is_empty();
        for (id, to) in assigned {
            builder.assign(id, to);
        }
        let mut tokens = Tokens::default();
        // Nothing depends on what the two others say.
        let telling = LegacyTable::ALL
            .into_iter()
            .filter(|table| !matches!(table, LegacyTable::AuthAccounts | LegacyTable::Imports));
        let total = telling
            .clone()
            .filter_map(|table| sizes.get(table.as_str()));
        progress.begin("Reads legacy documents", Some(total.sum()));
        for table in telling {
            self.each_page(table.as_str(), progress, |id, document| {
                builder.add(table.as_str(), id, &document.json);
                if table == LegacyTable::Invitations {
                    tokens.add(id, &document.json);
                }
            })
            .await?;
        }
        progress.end();
        let mut tables: Vec<String> = sizes
            .keys()
            .filter(|table| LegacyTable::named(table).is_none())
            .cloned()
            .collect();
        tables.sort_unstable();
        tables.splice(0..0, ORDER.map(|table| table.as_str().to_owned()));
        Ok(Arc::new(Evidence {
            index: builder.finish(),
            ids,
            imports,
            documents: sizes.values().sum(),
            tables,
            has_assigned,
            tokens,
        }))
    }

    async fn each_page(
        &self,
        table: &'static str,
        progress: &dyn Progress,
        mut take: impl FnMut(ConvexId, &StoredDocument),
    ) -> Result<(), Error> {
        let mut after = String::new();
        loop {
            let from = after.clone();
            let page = self
                .db
                .read(REASON, move |tx| {
                    Box::pin(async move { legacy_documents::page(tx, table, &from, PAGE).await })
                })
                .await?;
            for document in &page {
                take(checked_id(table, &document.id)?, document);
            }
            progress.advance(page.len() as u64);
            match page.last() {
                Some(last) if page.len() == PAGE => after.clone_from(&last.id),
                _ => return Ok(()),
            }
        }
    }

    async fn ids(&self) -> Result<Ids, Error> {
        let mut ids = Ids::default();
        for table in REFERRED.map(LegacyTable::as_str) {
            let mut after = String::new();
            loop {
                let from = after.clone();
                let page = self
                    .db
                    .read(REASON, move |tx| {
                        Box::pin(
                            async move { legacy_documents::ages(tx, table, &from, AGES).await },
                        )
                    })
                    .await?;
                for (id, creation_time) in &page {
                    ids.note(checked_id(table, id)?, *creation_time);
                }
                match page.last() {
                    Some((last, _)) if page.len() == AGES => after.clone_from(last),
                    _ => break,
                }
            }
        }
        Ok(ids)
    }

    /// What the instance holds that this move did not bring, and the slugs that it did.
    async fn taken(&self, ids: &Ids) -> Result<Taken, Error> {
        let (addresses, slugs) = self
            .db
            .read(REASON, |tx| Box::pin(addresses_and_slugs(tx)))
            .await?;
        let own_users: HashSet<UserId> = ids.documents().map(|id| ids.user(id)).collect();
        let homes = |id| [Home::Organization(id), Home::NewPersonal(id)];
        let own_homes: HashMap<OrganizationId, Home> = ids
            .documents()
            .flat_map(homes)
            .map(|home| (ids.organization(home), home))
            .collect();
        let mut taken = Taken::default();
        taken.email_keys.extend(
            addresses
                .into_iter()
                .filter(|(user, _)| !own_users.contains(user))
                .map(|(_, key)| key),
        );
        for (organization, slug) in slugs {
            match own_homes.get(&organization) {
                Some(home) => drop(taken.given_slugs.insert(*home, slug)),
                None => drop(taken.slugs.insert(slug)),
            }
        }
        Ok(taken)
    }
}

type AddressesAndSlugs = (Vec<(UserId, String)>, Vec<(OrganizationId, String)>);

async fn addresses_and_slugs(tx: &mut Tx) -> Result<AddressesAndSlugs, Error> {
    Ok((users::addresses(tx).await?, organizations::slugs(tx).await?))
}
