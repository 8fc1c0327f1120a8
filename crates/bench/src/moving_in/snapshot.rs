//! An invented snapshot: users with a client and four projects each, and time entries among them.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::num::NonZeroU32;
use std::path::Path;

use anyhow::{Context as _, Result};
use serde_json::json;
use tenure_legacy::convex_id::ConvexId;

const PROJECTS_EACH: u32 = 4;
const BEGAN: u32 = 1_700_000_000;

/// A table: its name, and its number in ids.
#[derive(Clone, Copy)]
struct Table(&'static str, u32);

const USERS: Table = Table("users", 10_001);
const CLIENTS: Table = Table("clients", 10_002);
const PROJECTS: Table = Table("projects", 10_003);
const ENTRIES: Table = Table("timeEntries", 10_004);

impl Table {
    fn id(self, number: u32) -> Result<String> {
        let table = NonZeroU32::new(self.1).context("a table's number is not 0")?;
        let mut internal = [0; 16];
        // Ids are not in the order in which documents were made.
        internal[..4].copy_from_slice(&number.wrapping_mul(2_654_435_761).to_be_bytes());
        internal[4..8].copy_from_slice(&number.to_be_bytes());
        Ok(ConvexId::new(table, internal).to_string())
    }

    fn open(self, folder: &Path) -> Result<BufWriter<File>> {
        let folder = folder.join(self.0);
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("generated_schema.jsonl"), "\"uniform\"\n")?;
        Ok(BufWriter::new(File::create(
            folder.join("documents.jsonl"),
        )?))
    }
}

/// Writes it as an unpacked folder, and tells how many documents it has.
pub(super) fn write(folder: &Path, users: u32, entries: u32) -> Result<u64> {
    let users = users.max(1);
    fs::create_dir_all(folder.join("_tables"))?;
    let tables = [USERS, CLIENTS, PROJECTS, ENTRIES];
    let listed = tables.map(|Table(name, number)| json!({"name": name, "id": number}).to_string());
    fs::write(folder.join("_tables/documents.jsonl"), listed.join("\n"))?;

    let (mut of_users, mut of_clients) = (USERS.open(folder)?, CLIENTS.open(folder)?);
    let mut of_projects = PROJECTS.open(folder)?;
    for user in 0..users {
        let (id, client) = (USERS.id(user)?, CLIENTS.id(user)?);
        let made = f64::from(BEGAN) * 1000.0 + f64::from(user) + 0.5;
        let document = json!({"_id": id, "_creationTime": made, "name": format!("User {user}"), "email": format!("user{user}@example.com")});
        writeln!(of_users, "{document}")?;
        let document = json!({"_id": client, "_creationTime": made, "name": format!("Client {user}"), "ownerId": id, "archived": false});
        writeln!(of_clients, "{document}")?;
        for project in 0..PROJECTS_EACH {
            let document = json!({
                "_id": PROJECTS.id(user * PROJECTS_EACH + project)?, "_creationTime": made, "name": format!("Project {project}"),
                "ownerId": id, "clientId": client, "hourlyRate": 80.5, "budgetType": "hours", "archived": false,
            });
            writeln!(of_projects, "{document}")?;
        }
    }
    let mut of_entries = ENTRIES.open(folder)?;
    for entry in 0..entries {
        let user = entry % users;
        let project = user * PROJECTS_EACH + entry / users % PROJECTS_EACH;
        let started = (f64::from(BEGAN) + f64::from(entry) * 60.0) * 1000.0;
        let seconds = f64::from(600 + entry % 7000);
        let document = json!({
            "_id": ENTRIES.id(entry)?, "_creationTime": started + 0.25, "ownerId": USERS.id(user)?, "projectId": PROJECTS.id(project)?,
            "startedAt": started, "stoppedAt": started + seconds * 1000.0, "seconds": seconds,
            "source": "timer", "note": "Weekly call with the client", "isOverrun": false,
        });
        writeln!(of_entries, "{document}")?;
    }
    for mut file in [of_users, of_clients, of_projects, of_entries] {
        file.flush()?;
    }
    Ok(u64::from(users) * u64::from(2 + PROJECTS_EACH) + u64::from(entries))
}
