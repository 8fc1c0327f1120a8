//! One transaction of an undo.

use tenure_legacy::shape::LegacyTable;
use tenure_store::legacy_documents::{self, State};
use tenure_store::legacy_placement::{self, Kind, MovedRow};
use tenure_store::repairs::{self, Image};
use tenure_store::{Tx, legacy_undo};

use super::survey::Foreign;
use super::{Run, Since};
use crate::Error;
use crate::operations::legacy::settling::{kind, settle};
use crate::operations::legacy::unkept::Unkept;
use crate::operations::legacy::verify::compare::{forgive, row_difference};

/// What a transaction came to.
#[derive(Default)]
pub(super) struct Batch {
    /// Where the next one goes on; none if there is nothing left.
    pub(super) last: Option<String>,
    /// Documents that wait for a home again.
    pub(super) documents: u64,
    /// Documents that stay placed.
    pub(super) kept: u64,
    /// Rows that went.
    pub(super) rows: u64,
}

/// Rows go in this order: what refers before what is referred to.
const CHILDREN_FIRST: [Kind; 11] = [
    Kind::TimeEntry,
    Kind::Import,
    Kind::Category,
    Kind::Project,
    Kind::Client,
    Kind::Invitation,
    Kind::Credential,
    Kind::Settings,
    Kind::Membership,
    Kind::Organization,
    Kind::User,
];

/// What happens to a row, or to one with those that were made along with it.
enum Verdict {
    Keep,
    Remove(Vec<Image>),
}

/// A row as it was placed, and as it is.
struct Pair {
    expected: MovedRow,
    found: Option<MovedRow>,
}

/// Undoes the next placed documents of a table.
pub(super) async fn undo_placed(
    tx: &mut Tx,
    run: &Run,
    table: &str,
    after: &str,
) -> Result<Batch, Unkept> {
    let documents =
        legacy_documents::page_in_state(tx, State::Placed, table, after, run.size).await?;
    let mut batch = Batch {
        last: documents.last().map(|last| last.id.clone()),
        ..Batch::default()
    };
    let (Some(last), Some(legacy_table)) = (batch.last.clone(), LegacyTable::named(table)) else {
        return Ok(batch);
    };
    let mut rows =
        legacy_placement::of_documents(tx, kind(legacy_table), table, after, &last).await?;
    let (mut removed, mut images, mut reset) = (Vec::new(), Vec::new(), Vec::new());
    for document in documents {
        let settled = settle(tx, &run.evidence, table, &document).await?;
        let mut unit = Vec::new();
        if let Some(expected) = settled.row {
            let found = rows.remove(&document.id);
            unit.push(Pair { expected, found });
        }
        for expected in settled.along {
            let found = legacy_placement::find(tx, &expected).await?;
            unit.push(Pair { expected, found });
        }
        match verdict(tx, run, &unit).await? {
            Verdict::Keep => batch.kept += 1,
            Verdict::Remove(before) => {
                images.extend(before);
                removed.extend(unit.into_iter().filter_map(|pair| pair.found));
                reset.push(document.id);
            }
        }
    }
    batch.documents = legacy_documents::reset(tx, table, State::Placed, &reset).await?;
    if batch.documents != reset.len() as u64 {
        return Err(Unkept::Stale(format!("{table} were settled by others")));
    }
    batch.rows = remove(tx, run, removed, images).await?;
    Ok(batch)
}

/// Removes rows that no document carries.
pub(super) async fn remove_made(
    tx: &mut Tx,
    run: &Run,
    rows: &[MovedRow],
    after: &str,
) -> Result<Batch, Unkept> {
    let (slice, last) = next(rows, after, run.size);
    let (mut removed, mut images) = (Vec::new(), Vec::new());
    for expected in slice {
        let Some(found) = legacy_placement::find(tx, expected).await? else {
            continue;
        };
        let unit = [Pair {
            expected: expected.clone(),
            found: Some(found.clone()),
        }];
        if let Verdict::Remove(before) = verdict(tx, run, &unit).await? {
            images.extend(before);
            removed.push(found);
        }
    }
    Ok(Batch {
        last,
        rows: remove(tx, run, removed, images).await?,
        ..Batch::default()
    })
}

/// Removes rows of people.
pub(super) async fn drop_foreign(
    tx: &mut Tx,
    run: &Run,
    rows: &[Foreign],
    after: &str,
) -> Result<Batch, Unkept> {
    let (slice, last) = next(rows, after, run.size);
    let (mut images, mut removed) = (Vec::new(), 0);
    for row in slice {
        let (table, column) = (&row.table, &row.column);
        images.extend(legacy_undo::images(tx, table, column, row.to, row.id).await?);
        removed += legacy_undo::remove(tx, table, column, row.to, row.id).await?;
    }
    if removed != images.len() as u64 {
        return Err(Unkept::Stale("rows were changed meanwhile".to_owned()));
    }
    journal(tx, run, removed, &images).await?;
    Ok(Batch {
        last,
        rows: removed,
        ..Batch::default()
    })
}

/// Puts back the documents of a table that nothing was made of.
pub(super) async fn reset_settled(
    tx: &mut Tx,
    run: &Run,
    table: &str,
    state: State,
    after: &str,
) -> Result<Batch, Unkept> {
    let documents = legacy_documents::page_in_state(tx, state, table, after, run.size).await?;
    let ids: Vec<String> = documents.into_iter().map(|document| document.id).collect();
    Ok(Batch {
        last: ids.last().cloned(),
        documents: legacy_documents::reset(tx, table, state, &ids).await?,
        ..Batch::default()
    })
}

/// The rows after a position, and the position behind them.
fn next<'a, T>(rows: &'a [T], after: &str, size: usize) -> (&'a [T], Option<String>) {
    let from = after.parse().unwrap_or(0).min(rows.len());
    let to = (from + size).min(rows.len());
    let slice = rows.get(from..to).unwrap_or_default();
    (slice, (from < to).then(|| to.to_string()))
}

/// Whether a row, with those that were made along with it, goes or stays.
async fn verdict(tx: &mut Tx, run: &Run, unit: &[Pair]) -> Result<Verdict, Unkept> {
    let mut changed = None;
    let mut images = Vec::new();
    for Pair { expected, found } in unit {
        let mut likened = found.clone();
        if let Some(likened) = &mut likened {
            forgive(expected, likened);
        }
        let Some(difference) = row_difference(expected, likened.as_ref()) else {
            continue;
        };
        changed = Some(difference);
        if let Some(found) = found {
            images.extend(image(tx, found).await?);
        }
    }
    if run.since == Since::Keep && changed.is_some() {
        return Ok(Verdict::Keep);
    }
    if run.since == Since::Refuse
        && let Some(difference) = changed
    {
        return Err(Unkept::Stale(difference));
    }
    if let Some(table) = referred_to(tx, run, unit).await? {
        return match run.since {
            Since::Keep => Ok(Verdict::Keep),
            _ => Err(Unkept::Stale(format!("a row of {table} refers to it"))),
        };
    }
    Ok(Verdict::Remove(images))
}

/// The table of a row that refers to one of these and is none of them. The database refuses to
/// remove what is referred to; it is asked beforehand where such a row stays, or would go along.
async fn referred_to(tx: &mut Tx, run: &Run, unit: &[Pair]) -> Result<Option<String>, Error> {
    let rows: Vec<MovedRow> = unit.iter().filter_map(|pair| pair.found.clone()).collect();
    for row in &rows {
        let goes_along = matches!(row.kind(), Kind::User | Kind::Organization);
        if run.since != Since::Keep && !goes_along {
            continue;
        }
        if let Some(table) = legacy_undo::referring(tx, &run.references, row, &rows).await? {
            return Ok(Some(table));
        }
    }
    Ok(None)
}

async fn image(tx: &mut Tx, row: &MovedRow) -> Result<Vec<Image>, Error> {
    let (table, id) = (row.table(), row.id());
    let column = row.columns().first().copied().unwrap_or("id");
    let images = match row.organization_id() {
        Some(home) if row.kind() != Kind::Organization => {
            legacy_undo::images(tx, table, column, home.uuid(), Some(id)).await
        }
        _ => legacy_undo::images(tx, table, column, id, None).await,
    };
    Ok(images?)
}

/// Removes rows, and the traces of those that have such.
async fn remove(
    tx: &mut Tx,
    run: &Run,
    rows: Vec<MovedRow>,
    images: Vec<Image>,
) -> Result<u64, Unkept> {
    for row in &rows {
        if matches!(row.kind(), Kind::User | Kind::Organization) {
            legacy_undo::remove_traces(tx, &run.references, row).await?;
        }
    }
    let all = rows.len() as u64;
    let mut removed = 0;
    for kind in CHILDREN_FIRST {
        let of_kind = rows.iter().filter(|row| row.kind() == kind);
        let of_kind: Vec<MovedRow> = of_kind.cloned().collect();
        removed += legacy_placement::remove(tx, &of_kind).await?;
    }
    if removed != all {
        return Err(Unkept::Stale("rows were changed meanwhile".to_owned()));
    }
    journal(tx, run, removed, &images).await?;
    Ok(removed)
}

async fn journal(tx: &mut Tx, run: &Run, rows: u64, images: &[Image]) -> Result<(), Error> {
    let rows = i64::try_from(rows).unwrap_or(i64::MAX);
    Ok(repairs::touch(tx, run.repair, rows, images).await?)
}
