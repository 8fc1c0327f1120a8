//! Taking an organization away: everything it holds, as one ZIP of CSV and JSON lines.
//!
//! It is read in one transaction, so that its files agree with each other, a page at a time into a
//! file without a name, and only then sent: a slow reader holds up no database connection, and no
//! more than a page is in memory. Few are made at once, since each keeps a reader busy meanwhile.

use std::fs::File;
use std::io::{BufWriter, Seek as _, SeekFrom, Write};

use serde_json::{Map, Value as Json};
use tenure_domain::permission::ExportOrganization;
use tenure_domain::time::Instant;
use tenure_store::Tx;
use tenure_store::export::{self, Cell, Dataset, ExportedRow, datasets};
use tenure_store::scope::Scope;
use tenure_store::tenant_tables::{Column, ORGANIZATION};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::{Error, Tenure};

/// How many rows are in memory.
const PAGE: usize = 1000;
/// How many exports are made at once.
pub(crate) const AT_ONCE: usize = 2;

const README: &str = "\
Everything that this organization holds, as it was at one moment.

organization.json   the organization itself
NAME.csv            the rows of one kind, UTF-8, with a line of names first
NAME.jsonl          the same rows, one JSON object a line

Times are RFC 3339 in UTC, money is in minor units (cents), durations are in seconds. An empty cell
of a CSV file is no value or an empty text; JSON lines tell them apart. Cells are written as they
are: a text that begins with =, + or @ is kept so that nothing is lost, and a spreadsheet may take it
for a formula. `people` are those whom the other files name by `userId`. Passwords, invitations'
links and people's addresses are not in here.
";

/// An export, ready to be sent.
#[derive(Debug)]
pub struct Exported {
    /// The name of the file.
    pub name: String,
    /// The ZIP, from its beginning.
    pub file: File,
    /// How many bytes it is.
    pub bytes: u64,
}

impl Tenure {
    /// Everything of an organization, as a ZIP.
    ///
    /// # Errors
    /// [`Error::Overloaded`] if others are being made, or if the database or the disk fails.
    pub async fn export_organization(
        &self,
        scope: Scope<ExportOrganization>,
    ) -> Result<Exported, Error> {
        let turn = self.exports.clone().try_acquire_owned();
        let _turn = turn.map_err(|_| Error::Overloaded)?;
        let now = self.now();
        self.db
            .read(scope.tenancy(), move |tx| {
                Box::pin(async move { write(tx, &scope, now).await })
            })
            .await
    }
}

fn failed(error: impl std::fmt::Display) -> Error {
    Error::Internal(format!("an export cannot be written: {error}"))
}

async fn write(
    tx: &mut Tx,
    scope: &Scope<ExportOrganization>,
    now: Instant,
) -> Result<Exported, Error> {
    let file = tempfile::tempfile().map_err(failed)?;
    let mut zip = ZipWriter::new(BufWriter::new(file));
    begin(&mut zip, "README.txt")?;
    zip.write_all(README.as_bytes()).map_err(failed)?;
    let cells = export::organization(tx, scope).await?;
    let slug = slug(&cells);
    begin(&mut zip, "organization.json")?;
    let organization = object(ORGANIZATION, &cells);
    serde_json::to_writer_pretty(&mut zip, &organization).map_err(failed)?;
    for dataset in datasets() {
        begin(&mut zip, &format!("{}.csv", dataset.file))?;
        let head: Vec<String> = dataset
            .columns
            .iter()
            .map(|(name, _)| camel(name))
            .collect();
        let mut csv = csv::Writer::from_writer(&mut zip);
        csv.write_record(&head).map_err(failed)?;
        each_row(tx, scope, &dataset, |row| {
            csv.write_record(row.cells.iter().map(text)).map_err(failed)
        })
        .await?;
        csv.flush().map_err(failed)?;
        drop(csv);
        begin(&mut zip, &format!("{}.jsonl", dataset.file))?;
        each_row(tx, scope, &dataset, |row| {
            let line = object(dataset.columns, &row.cells);
            serde_json::to_writer(&mut zip, &line).map_err(failed)?;
            zip.write_all(b"\n").map_err(failed)
        })
        .await?;
    }
    let written = zip.finish().map_err(failed)?;
    let mut file = written.into_inner().map_err(failed)?;
    let bytes = file.seek(SeekFrom::End(0)).map_err(failed)?;
    file.rewind().map_err(failed)?;
    let at = now.to_string();
    let day = at.split('T').next().unwrap_or_default();
    let name = format!("{slug}-{day}.zip");
    Ok(Exported { name, file, bytes })
}

fn begin(zip: &mut ZipWriter<BufWriter<File>>, name: &str) -> Result<(), Error> {
    // Sizes that only ZIP64 can hold are allowed: nobody knows how long a file becomes.
    let options = SimpleFileOptions::default().large_file(true);
    zip.start_file(name, options).map_err(failed)
}

async fn each_row(
    tx: &mut Tx,
    scope: &Scope<ExportOrganization>,
    dataset: &Dataset,
    mut take: impl FnMut(&ExportedRow) -> Result<(), Error> + Send,
) -> Result<(), Error> {
    let mut last: Option<ExportedRow> = None;
    loop {
        let mut page = export::rows(tx, scope, dataset, last.as_ref(), PAGE).await?;
        page.iter().try_for_each(&mut take)?;
        let is_last = page.len() < PAGE;
        last = page.pop();
        if is_last {
            return Ok(());
        }
    }
}

fn slug(organization: &[Cell]) -> String {
    let mut cells = ORGANIZATION.iter().zip(organization);
    let found = cells.find(|((name, _), _)| *name == "slug");
    found.map_or_else(String::new, |(_, cell)| text(cell))
}

/// A column's name as JSON writes it: `started_at` gives `startedAt`.
fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let mut camel = words.next().unwrap_or_default().to_owned();
    for word in words {
        let (first, rest) = word.split_at(word.len().min(1));
        camel.push_str(&first.to_uppercase());
        camel.push_str(rest);
    }
    camel
}

fn text(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Id(id) => id.to_string(),
        Cell::Text(text) | Cell::Json(text) => text.clone(),
        Cell::Flag(yes) => yes.to_string(),
        Cell::Integer(number) => number.to_string(),
        Cell::Time(at) => at.to_string(),
    }
}

fn json(cell: &Cell) -> Json {
    match cell {
        Cell::Empty => Json::Null,
        Cell::Flag(yes) => Json::from(*yes),
        Cell::Integer(number) => Json::from(*number),
        // What is no JSON any more is given as the text it is.
        Cell::Json(text) => {
            serde_json::from_str(text).unwrap_or_else(|_| Json::from(text.as_str()))
        }
        Cell::Id(_) | Cell::Text(_) | Cell::Time(_) => Json::from(text(cell)),
    }
}

fn object(columns: &[Column], cells: &[Cell]) -> Json {
    let fields = columns.iter().zip(cells);
    let fields = fields.map(|((name, _), cell)| (camel(name), json(cell)));
    Json::Object(fields.collect::<Map<_, _>>())
}
