//! The data: a thousand organizations with a thousand time entries each, five members and a
//! session for the owner.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Instant as Stopwatch, SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, Result};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rusqlite::{Connection, params};
use sha2::{Digest as _, Sha256};
use tenure_domain::id::OrganizationId;
use tenure_domain::session::ABSOLUTE_SECONDS;
use tenure_domain::time::Instant;
use tenure_store::Db;
use tenure_store::db::migrate::{MIGRATIONS, migrate};
use tenure_store::db::{Engine, Options, Target};
use uuid::Uuid;

pub(crate) const ORGANIZATIONS: u32 = 1000;
pub(crate) const ENTRIES_EACH: u32 = 1000;
const MEMBERS_EACH: u32 = 5;
const PROJECTS_EACH: u32 = 8;
const CATEGORIES_EACH: u32 = 4;
/// Changes with what is generated, so that an older file is not taken for it.
const GENERATION: u32 = 1;
const BEGAN: i64 = 1_790_000_000_000;

const WORK: [&str; 6] = [
    "Weekly call with the client",
    "Checkout: address form",
    "Review of the pull request",
    "Type and colour study",
    "Import of the old catalogue",
    "Invoices",
];

/// The data set, made if this schema's is not there yet.
pub(crate) struct Dataset {
    pub(crate) database: PathBuf,
}

/// An organization and its owner's session.
pub(crate) struct Tenant {
    pub(crate) organization: Uuid,
    pub(crate) token: String,
}

impl Dataset {
    /// Opens or makes it in `scratch`.
    pub(crate) async fn prepare(scratch: &Path) -> Result<Self> {
        let schema = MIGRATIONS.iter().fold(0_i64, |sum, step| {
            sum.rotate_left(1) ^ step.checksum(Engine::Sqlite)
        });
        fs::create_dir_all(scratch)?;
        let name = format!("entries-{GENERATION}-{:x}.sqlite", schema.cast_unsigned());
        let database = scratch.join(name);
        if !database.exists() {
            let unfinished = database.with_extension("unfinished");
            remove(&unfinished)?;
            let stopwatch = Stopwatch::now();
            eprintln!(
                "makes {} time entries in {ORGANIZATIONS} organizations",
                ORGANIZATIONS * ENTRIES_EACH
            );
            let options = Options::new(Target::Sqlite(unfinished.clone()));
            migrate(&Db::open(&options).await?).await?;
            fill(&unfinished).context("the data set cannot be made")?;
            fs::rename(&unfinished, &database)?;
            eprintln!("made in {:.0} s", stopwatch.elapsed().as_secs_f64());
        }
        let dataset = Self { database };
        dataset.renew_sessions()?;
        Ok(dataset)
    }

    /// Every organization, with a session that is good.
    pub(crate) fn tenants() -> Vec<Tenant> {
        (0..ORGANIZATIONS)
            .map(|number| Tenant {
                organization: id(Kind::Organization, number, 0),
                token: token(number),
            })
            .collect()
    }

    /// Sessions end; the file is kept for longer.
    fn renew_sessions(&self) -> Result<()> {
        let now = i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis())?;
        let connection = Connection::open(&self.database)?;
        connection.execute(
            "UPDATE sessions SET last_seen_at = ?1, expires_at = ?2",
            [now, now + ABSOLUTE_SECONDS * 1000],
        )?;
        // So that nobody has to read the log beside the file.
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
    }
}

fn remove(database: &Path) -> Result<()> {
    for suffix in ["", "-wal", "-shm"] {
        let mut name = database.as_os_str().to_owned();
        name.push(suffix);
        match fs::remove_file(&name) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}

#[derive(Clone, Copy)]
enum Kind {
    Organization = 1,
    User,
    Membership,
    Session,
    Project,
    Category,
    Entry,
}

/// The UUIDv7 of the `number`th of its kind in an organization.
fn id(kind: Kind, organization: u32, number: u32) -> Uuid {
    let mut bits = [kind as u8; 10];
    bits[2..6].copy_from_slice(&organization.to_be_bytes());
    bits[6..10].copy_from_slice(&number.to_be_bytes());
    let at = Instant::from_millis(BEGAN + i64::from(number) * 1000);
    OrganizationId::derived(at, bits).uuid()
}

fn token(organization: u32) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(organization.to_be_bytes()))
}

fn fill(database: &Path) -> Result<()> {
    let mut connection = Connection::open(database)?;
    // Nobody else looks, and a file that is not finished is thrown away.
    connection.pragma_update(None, "synchronous", "OFF")?;
    connection.pragma_update(None, "foreign_keys", false)?;
    connection.pragma_update(None, "cache_size", -262_144)?;
    let transaction = connection.transaction()?;
    for organization in 0..ORGANIZATIONS {
        people(&transaction, organization)?;
        work(&transaction, organization)?;
        entries(&transaction, organization)?;
    }
    transaction.commit()?;
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    Ok(())
}

fn people(connection: &Connection, organization: u32) -> Result<()> {
    let organization_id = id(Kind::Organization, organization, 0);
    let owner = id(Kind::User, organization, 0);
    connection
        .prepare_cached(
            "INSERT INTO organizations (id, slug, name, kind, currency, created_by, created_at, updated_at)
             VALUES (?1, ?2, ?3, 'team', 'EUR', ?4, ?5, ?5)",
        )?
        .execute(params![
            organization_id.as_bytes(),
            format!("team-{organization}"),
            format!("Team {organization}"),
            owner.as_bytes(),
            BEGAN
        ])?;
    for member in 0..MEMBERS_EACH {
        let user = id(Kind::User, organization, member);
        let email = format!("user{member}@team{organization}.example");
        connection
            .prepare_cached(
                "INSERT INTO users (id, name, email, email_key, is_operator, is_placeholder, created_at, updated_at)
                 VALUES (?1, ?2, ?3, ?3, ?4, 0, ?5, ?5)",
            )?
            .execute(params![
                user.as_bytes(),
                format!("User {member} of {organization}"),
                email,
                organization == 0 && member == 0,
                BEGAN
            ])?;
        connection
            .prepare_cached(
                "INSERT INTO memberships (organization_id, id, user_id, role, is_active, accepted_at, created_at, updated_at)
                 VALUES (?1, ?2, ?3, ?4, 1, ?5, ?5, ?5)",
            )?
            .execute(params![
                organization_id.as_bytes(),
                id(Kind::Membership, organization, member).as_bytes(),
                user.as_bytes(),
                if member == 0 { "owner" } else { "member" },
                BEGAN
            ])?;
    }
    connection
        .prepare_cached(
            "INSERT INTO sessions (id, token_hash, user_id, created_at, last_seen_at, expires_at, user_agent)
             VALUES (?1, ?2, ?3, ?4, ?4, ?4, 'bench')",
        )?
        .execute(params![
            id(Kind::Session, organization, 0).as_bytes(),
            Sha256::digest(token(organization)).as_slice(),
            owner.as_bytes(),
            BEGAN
        ])?;
    Ok(())
}

fn work(connection: &Connection, organization: u32) -> Result<()> {
    let organization_id = id(Kind::Organization, organization, 0);
    for number in 0..PROJECTS_EACH {
        connection
            .prepare_cached(
                "INSERT INTO projects (organization_id, id, name, name_key, is_archived, created_at, updated_at)
                 VALUES (?1, ?2, ?3, ?4, 0, ?5, ?5)",
            )?
            .execute(params![
                organization_id.as_bytes(),
                id(Kind::Project, organization, number).as_bytes(),
                format!("Project {number}"),
                format!("project {number}"),
                BEGAN
            ])?;
    }
    for number in 0..CATEGORIES_EACH {
        connection
            .prepare_cached(
                "INSERT INTO categories (organization_id, id, name, name_key, is_default, created_at, updated_at)
                 VALUES (?1, ?2, ?3, ?4, 0, ?5, ?5)",
            )?
            .execute(params![
                organization_id.as_bytes(),
                id(Kind::Category, organization, number).as_bytes(),
                format!("Category {number}"),
                format!("category {number}"),
                BEGAN
            ])?;
    }
    Ok(())
}

fn entries(connection: &Connection, organization: u32) -> Result<()> {
    let organization_id = id(Kind::Organization, organization, 0);
    let mut insert = connection.prepare_cached(
        "INSERT INTO time_entries (organization_id, started_at, id, user_id, project_id, category_id,
             description, description_key, stopped_at, seconds, source, is_overrun, created_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 'timer', 0, ?2, ?9)",
    )?;
    for number in 0..ENTRIES_EACH {
        let started = BEGAN + i64::from(number) * 2_345_678;
        let seconds = 600 + i64::from(number % 97) * 60;
        let description = format!("{} #{number}", WORK[number as usize % WORK.len()]);
        insert.execute(params![
            organization_id.as_bytes(),
            started,
            id(Kind::Entry, organization, number).as_bytes(),
            id(Kind::User, organization, number % MEMBERS_EACH).as_bytes(),
            id(Kind::Project, organization, number % PROJECTS_EACH).as_bytes(),
            id(Kind::Category, organization, number % CATEGORIES_EACH).as_bytes(),
            description,
            description.to_lowercase(),
            started + seconds * 1000,
            seconds,
        ])?;
    }
    Ok(())
}
