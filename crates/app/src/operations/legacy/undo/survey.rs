//! Looks at everything that was placed before anything of it is undone: what people changed, and
//! what refers to it that the move did not make.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use tenure_domain::id::OrganizationId;
use tenure_store::Tenancy;
use tenure_store::db::Value;
use tenure_store::db::schema::{self, Reference};
use tenure_store::legacy_documents::State;
use tenure_store::legacy_placement::{self, Kind, MovedRow};
use tenure_store::legacy_undo::{self, is_trace};
use uuid::Uuid;

use super::touched::Touched;
use crate::operations::legacy::Progress;
use crate::operations::legacy::evidence::{Evidence, PAGE};
use crate::operations::legacy::verify::compare::{forgive, row_difference};
use crate::operations::legacy::verify::{Checked, check_page};
use crate::{Error, Tenure};

const REASON: Tenancy = Tenancy::Operator("looks at what was placed before undoing it");
/// How many rows that no document carries are looked up in a transaction.
const MADE: usize = 500;
/// Never deleted, whoever asks.
const AUDIT_LOG: &str = "audit_log";

/// A row that refers to one of the move's, and is not of the move.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Foreign {
    pub(super) table: String,
    pub(super) column: String,
    pub(super) to: Uuid,
    /// None for all of its table that refer so.
    pub(super) id: Option<Uuid>,
}

/// What there is to undo, and what stands in the way.
#[derive(Default)]
pub(super) struct Survey {
    /// How many documents something was made of.
    pub(super) settled: u64,
    /// Rows that no document carries, and that were made with entries.
    pub(super) made: Vec<MovedRow>,
    /// What people did.
    pub(super) touched: Touched,
    /// Rows of people in organizations of the move: those that may be dropped.
    pub(super) foreign: Vec<Foreign>,
    /// What refers to the move and may never be dropped, in words.
    pub(super) lasting: Touched,
    /// Every foreign key.
    pub(super) references: Vec<Reference>,
}

/// The rows of the move that are there.
struct Own {
    ids: HashSet<Uuid>,
    organizations: HashSet<Uuid>,
    users: HashSet<Uuid>,
    /// The references to organizations and users, by one column.
    anchors: Vec<(String, String, Kind)>,
    /// How many rows of the move refer to each by each anchor.
    counts: HashMap<(usize, Uuid), i64>,
}

impl Own {
    fn new(references: &[Reference]) -> Self {
        let anchors = references.iter().filter_map(|reference| {
            let kind = [Kind::Organization, Kind::User]
                .into_iter()
                .find(|kind| kind.table() == reference.to)?;
            match reference.columns.as_slice() {
                [(column, _)] if !is_trace(&reference.table) => {
                    Some((reference.table.clone(), column.clone(), kind))
                }
                _ => None,
            }
        });
        Self {
            ids: HashSet::new(),
            organizations: HashSet::new(),
            users: HashSet::new(),
            anchors: anchors.collect(),
            counts: HashMap::new(),
        }
    }

    fn add(&mut self, row: &MovedRow) {
        match row {
            MovedRow::Organization(row) => drop(self.organizations.insert(row.id.uuid())),
            MovedRow::User(row) => drop(self.users.insert(row.id.uuid())),
            _ => {}
        }
        if row.kind() != Kind::Settings {
            self.ids.insert(row.id());
        }
        for (place, (table, column, _)) in self.anchors.iter().enumerate() {
            if table == row.table()
                && let Some(at) = row.columns().iter().position(|name| name == column)
                && let Some(Value::Uuid(to)) = row.values().into_iter().nth(at)
            {
                *self.counts.entry((place, to)).or_default() += 1;
            }
        }
    }

    fn is_of_the_move(&self, kind: Kind, id: Uuid) -> bool {
        match kind {
            Kind::Organization => self.organizations.contains(&id),
            _ => self.users.contains(&id),
        }
    }
}

impl Tenure {
    /// Looks at all documents and what was made of them, and at everything that refers to that.
    pub(super) async fn survey(
        &self,
        evidence: &Arc<Evidence>,
        progress: &dyn Progress,
    ) -> Result<Survey, Error> {
        let references = self
            .db
            .read(REASON, |tx| {
                Box::pin(async move { schema::references(tx).await })
            })
            .await?;
        let mut own = Own::new(&references);
        let mut survey = Survey {
            references,
            ..Survey::default()
        };
        let (mut along, mut made) = (BTreeMap::new(), BTreeMap::new());
        progress.begin("Looks for what was changed since", Some(evidence.documents));
        for table in &evidence.tables {
            let mut after = String::new();
            loop {
                let (evidence, from, name) = (Arc::clone(evidence), after.clone(), table.clone());
                let page = self
                    .db
                    .read(REASON, move |tx| {
                        Box::pin(async move { check_page(tx, &evidence, &name, &from).await })
                    })
                    .await?;
                let count = page.len();
                let last = page.last().map(|last| last.document.id.clone());
                for checked in page {
                    survey.take(table, &checked, &mut own);
                    let is_placed = checked.document.outcome.state == State::Placed;
                    let rows = checked.expected.along.into_iter().filter(|_| is_placed);
                    along.extend(rows.map(|row| ((row.table(), row.id()), row)));
                    let rows = checked.expected.made.into_iter();
                    made.extend(rows.map(|row| ((row.table(), row.id()), row)));
                }
                progress.advance(count as u64);
                match last {
                    Some(last) if count == PAGE => after = last,
                    _ => break,
                }
            }
        }
        self.look_up(along.into_values().collect(), true, &mut survey, &mut own)
            .await?;
        survey.made = self
            .look_up(made.into_values().collect(), false, &mut survey, &mut own)
            .await?;
        self.foreign(&mut survey, &own).await?;
        progress.end();
        Ok(survey)
    }

    /// Looks up rows that no document carries, and gives those that are there as they were made.
    /// One that is not was made again by nobody, or by another document.
    async fn look_up(
        &self,
        rows: Vec<MovedRow>,
        must_be_there: bool,
        survey: &mut Survey,
        own: &mut Own,
    ) -> Result<Vec<MovedRow>, Error> {
        let mut there = Vec::new();
        for rows in rows.chunks(MADE) {
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
            for (expected, found) in rows.iter().zip(found) {
                if found.is_some() || must_be_there {
                    survey.compare(
                        "made with the move,",
                        &expected.id().to_string(),
                        expected,
                        found.as_ref(),
                    );
                }
                if let Some(found) = &found {
                    own.add(found);
                    there.push(expected.clone());
                }
            }
        }
        Ok(there)
    }

    /// Finds what refers to organizations and users of the move and is not of it. Whatever is in an
    /// organization refers to that, so nothing else has to be looked at.
    async fn foreign(&self, survey: &mut Survey, own: &Own) -> Result<(), Error> {
        let mut seen = HashSet::new();
        for (place, (table, column, kind)) in own.anchors.iter().enumerate() {
            let (name, by) = (table.clone(), column.clone());
            let counts = self
                .db
                .read(REASON, move |tx| {
                    Box::pin(async move { legacy_undo::counts(tx, &name, &by).await })
                })
                .await?;
            for (to, count) in counts {
                let of_move = own.counts.get(&(place, to)).copied().unwrap_or(0);
                if !own.is_of_the_move(*kind, to) || count <= of_move {
                    continue;
                }
                let (name, by) = (table.clone(), column.clone());
                let candidates = self
                    .db
                    .read(REASON, move |tx| {
                        Box::pin(async move { legacy_undo::candidates(tx, &name, &by, to).await })
                    })
                    .await?;
                for candidate in candidates {
                    let id = candidate.id;
                    if id.is_some_and(|id| own.ids.contains(&id)) {
                        continue;
                    }
                    let foreign = Foreign {
                        table: table.clone(),
                        column: column.clone(),
                        to,
                        id,
                    };
                    if seen.insert((table.clone(), id, id.is_none().then_some(to))) {
                        survey.found(foreign, candidate.organization_id, own);
                    }
                }
            }
        }
        Ok(())
    }
}

impl Survey {
    fn take(&mut self, table: &str, checked: &Checked, own: &mut Own) {
        let outcome = &checked.document.outcome;
        self.settled += u64::from(outcome.state != State::Imported);
        if outcome.state != State::Placed {
            return;
        }
        let Some(expected) = &checked.expected.row else {
            // The same as an entry, which is looked at itself.
            return;
        };
        let found = checked.found.as_ref();
        self.compare(table, &checked.document.id, expected, found);
        if let Some(found) = found {
            own.add(found);
        }
    }

    fn compare(&mut self, what: &str, id: &str, expected: &MovedRow, found: Option<&MovedRow>) {
        let mut found = found.cloned();
        if let Some(found) = &mut found {
            forgive(expected, found);
        }
        if let Some(difference) = row_difference(expected, found.as_ref()) {
            self.touched.add(format!("{what} {id}: {difference}"));
        }
    }

    fn found(&mut self, foreign: Foreign, home: Option<OrganizationId>, own: &Own) {
        let what = foreign.id.map_or_else(
            || format!("a row of {}", foreign.table),
            |id| format!("{} {id}", foreign.table),
        );
        let place = home.map(|home| format!(" in organization {home}"));
        let words = format!(
            "{what}{}: it was made since, and refers to {} by its {}",
            place.unwrap_or_default(),
            foreign.to,
            foreign.column
        );
        let is_elsewhere = match home {
            Some(home) => !own.organizations.contains(&home.uuid()),
            None => foreign.table == Kind::Organization.table(),
        };
        if is_elsewhere || foreign.table == AUDIT_LOG {
            self.lasting.add(words.clone());
        } else {
            self.foreign.push(foreign);
        }
        self.touched.add(words);
    }
}
