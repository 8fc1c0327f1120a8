//! The bare candidate: one axum handler with rusqlite inline. It looks up the session and the
//! membership and reads the page with the server's own statements, and writes the same JSON; it has
//! no limits, no request ids, no problems, no signed cursors, no threads of its own.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, Result};
use axum::extract::{Path as UrlPath, Query};
use axum::http::header::COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::get;
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rusqlite::config::DbConfig;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, OptionalExtension as _, Row, named_params};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use tenure_domain::id::{CategoryId, ProjectId, TimeEntryId, UserId};
use tenure_domain::page::Page;
use tenure_domain::permission::{Permission, grants};
use tenure_domain::policy::Policy;
use tenure_domain::role::Role;
use tenure_domain::session::IDLE_SECONDS;
use tenure_domain::time::Instant;
use tenure_domain::time_entry::{Source, TimeEntry};
use uuid::Uuid;

use crate::candidate;

struct Setting {
    database: PathBuf,
    authorize: &'static str,
    page: String,
}

static SETTING: OnceLock<Setting> = OnceLock::new();

thread_local! {
    static CONNECTION: RefCell<Option<Connection>> = const { RefCell::new(None) };
}

/// Serves the page of a database.
pub(crate) async fn serve(database: PathBuf) -> Result<()> {
    let select = statement("time_entries::SELECT")?;
    let authorize = statement("memberships::AUTHORIZE")?;
    SETTING.get_or_init(|| Setting {
        database,
        authorize,
        page: format!("{select} ORDER BY started_at DESC, id DESC LIMIT $2"),
    });
    let router = Router::new().route(
        "/api/v1/organizations/{organizationId}/time-entries",
        get(page),
    );
    candidate::serve(router).await
}

/// The server's own statement.
fn statement(name: &str) -> Result<&'static str> {
    tenure_store::statements()
        .find(|statement| statement.name.ends_with(name))
        .map(|statement| statement.sql)
        .with_context(|| format!("the store has no statement {name}"))
}

#[derive(Deserialize)]
struct Params {
    limit: usize,
}

async fn page(
    UrlPath(organization): UrlPath<Uuid>,
    Query(Params { limit }): Query<Params>,
    headers: HeaderMap,
) -> Result<Json<Page<TimeEntry>>, StatusCode> {
    let token = headers
        .get(COOKIE)
        .and_then(|cookie| cookie.to_str().ok()?.strip_prefix("tenure="))
        .ok_or(StatusCode::UNAUTHORIZED)?;
    let hash = Sha256::digest(token);
    let entries = with_connection(|connection, setting| {
        let Some(role) = role(connection, setting, hash.as_slice(), organization)? else {
            return Ok(None);
        };
        if !grants(role, Policy::default(), Permission::ReadAllTimeEntries) {
            return Ok(None);
        }
        entries(connection, setting, organization, limit + 1).map(Some)
    });
    let mut entries = entries
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?
        .ok_or(StatusCode::NOT_FOUND)?;
    let more = entries.len() > limit;
    entries.truncate(limit);
    let place = entries.last().map(|entry| (entry.started_at, entry.id));
    let place = serde_json::to_vec(&place).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(Json(Page {
        page: entries,
        is_done: !more,
        continue_cursor: URL_SAFE_NO_PAD.encode(place),
    }))
}

fn role(
    connection: &Connection,
    setting: &Setting,
    hash: &[u8],
    organization: Uuid,
) -> Result<Option<Role>> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis();
    let now = i64::try_from(now)?;
    let mut statement = connection.prepare_cached(setting.authorize)?;
    let role = statement
        .query_row(
            named_params! {
                "$1": hash, "$2": now, "$3": now - IDLE_SECONDS * 1000, "$4": organization.as_bytes()
            },
            |row| Ok(row.get_ref("role")?.as_str_or_null()?.and_then(|role| role.parse().ok())),
        )
        .optional()?;
    Ok(role.flatten())
}

fn entries(
    connection: &Connection,
    setting: &Setting,
    organization: Uuid,
    rows: usize,
) -> Result<Vec<TimeEntry>> {
    let mut statement = connection.prepare_cached(&setting.page)?;
    let rows = statement.query_map(
        named_params! { "$1": organization.as_bytes(), "$2": i64::try_from(rows)? },
        entry,
    )?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn entry(row: &Row<'_>) -> rusqlite::Result<TimeEntry> {
    let uuid = |column: usize| -> rusqlite::Result<Option<Uuid>> {
        let bytes = row.get_ref(column)?.as_blob_or_null()?;
        Ok(bytes.and_then(|bytes| Uuid::from_slice(bytes).ok()))
    };
    let required = |column: usize| uuid(column).map(Option::unwrap_or_default);
    let instant = |column: usize| row.get(column).map(Instant::from_millis);
    let source = match row.get_ref(8)? {
        ValueRef::Text(text) => Source::ALL
            .into_iter()
            .find(|source| source.as_str().as_bytes() == text),
        _ => None,
    };
    Ok(TimeEntry {
        id: TimeEntryId::from_uuid(required(0)?),
        user_id: UserId::from_uuid(required(1)?),
        project_id: uuid(2)?.map(ProjectId::from_uuid),
        task_id: None,
        category_id: uuid(3)?.map(CategoryId::from_uuid),
        description: row.get(4)?,
        started_at: instant(5)?,
        stopped_at: row.get::<_, Option<i64>>(6)?.map(Instant::from_millis),
        seconds: row.get(7)?,
        source: source.unwrap_or(Source::Manual),
        created_at: instant(9)?,
        updated_at: instant(10)?,
    })
}

/// This thread's connection, opened as the server opens its readers'.
fn with_connection<T>(work: impl FnOnce(&Connection, &Setting) -> Result<T>) -> Result<T> {
    let setting = SETTING.get().context("the server has started")?;
    CONNECTION.with_borrow_mut(|connection| {
        let connection = match connection {
            Some(connection) => connection,
            none => none.insert(open(&setting.database)?),
        };
        work(connection, setting)
    })
}

fn open(database: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(database, flags)?;
    connection.pragma_update(None, "cache_size", -65_536)?;
    connection.pragma_update(None, "mmap_size", 1_073_741_824)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(connection)
}
