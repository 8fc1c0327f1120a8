//! Taking an organization away: a ZIP of CSV and JSON lines.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use serde_json::{Value, json};
use tenure_domain::role::Role;
use tenure_store::export::datasets;
use tenure_testkit::{Answer, Team, TestApp, each_engine};
use zip::ZipArchive;

use super::purge::deleted_team;

/// The files of an export, by name.
fn files(answer: &Answer) -> BTreeMap<String, String> {
    assert_eq!(answer.status, 200, "{}", answer.body);
    let mut archive = ZipArchive::new(Cursor::new(answer.bytes.clone())).expect("a ZIP");
    let mut files = BTreeMap::new();
    for number in 0..archive.len() {
        let mut file = archive.by_index(number).expect("a file");
        let mut text = String::new();
        file.read_to_string(&mut text).expect("a text");
        files.insert(file.name().expect("a name").into_owned(), text);
    }
    files
}

fn lines(text: &str) -> Vec<Value> {
    text.lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect()
}

/// A CSV file as JSON lines would have it, if all were text.
fn table(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().collect::<Result<_, _>>().expect("CSV")
}

fn as_text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

async fn export(app: &TestApp, team: &Team) -> Answer {
    let owner = app.member(team, Role::Owner, "Exporter").await;
    owner.get(&team.path("export")).await
}

each_engine! {
    async fn every_kind_of_rows_is_in_it_twice_with_the_same_information(app: TestApp) {
        let (acme, olaf) = deleted_team(&app).await;
        let answer = olaf.get(&acme.path("export")).await;
        let header = |name: &str| answer.headers[name].to_str().expect("a text").to_owned();
        assert_eq!(header("content-type"), "application/zip");
        assert_eq!(header("content-disposition"), "attachment; filename=\"acme-labs-2026-11-10.zip\"");
        assert_eq!(header("content-length"), answer.bytes.len().to_string());
        let files = files(&answer);
        assert!(files["README.txt"].contains("RFC 3339"));
        let organization: Value = serde_json::from_str(&files["organization.json"]).expect("JSON");
        assert_eq!((&organization["id"], &organization["slug"]), (&json!(acme.id), &json!("acme-labs")));
        for dataset in datasets() {
            let rows = lines(&files[&format!("{}.jsonl", dataset.file)]);
            assert!(!rows.is_empty(), "{} is empty", dataset.file);
            let as_csv = table(&files[&format!("{}.csv", dataset.file)]);
            assert_eq!(rows.len(), as_csv.len(), "{}", dataset.file);
            for (row, csv) in rows.iter().zip(as_csv) {
                let row = row.as_object().expect("an object");
                assert_eq!(row.len(), dataset.columns.len(), "{}", dataset.file);
                for (name, value) in row.iter().filter(|(_, value)| !value.is_object()) {
                    assert_eq!(csv[name], as_text(value), "{}.{name}", dataset.file);
                }
            }
        }
        let entries = lines(&files["time-entries.jsonl"]);
        assert_eq!((&entries[0]["startedAt"], &entries[0]["seconds"]), (&json!("2026-11-09T08:00:00.000Z"), &json!(3600)));
        let all: String = files.values().map(String::as_str).collect();
        assert!(!all.contains("tokenHash") && !all.contains("olaf@example.com"));
    }

    async fn what_people_wrote_comes_back_as_they_wrote_it(app: TestApp) {
        let acme = app.team("Acme").await;
        let mia = app.member(&acme, Role::Manager, "Mia").await;
        let names = ["=1+1", "a,b;c", "two\nlines", "\"quoted\"", "\u{5d0}\u{202e}\u{1f680}", "<b>&amp;</b>"];
        for name in names {
            let made = mia.post(&acme.path("clients"), json!({"name": "Client", "note": name})).await;
            assert_eq!(made.status, 201, "{}", made.body);
            // Ids are in the order of time.
            app.clock.advance(1);
        }
        let files = files(&export(&app, &acme).await);
        let notes: Vec<String> = table(&files["clients.csv"]).into_iter().map(|row| row["note"].clone()).collect();
        assert_eq!(notes, names);
        let notes: Vec<Value> = lines(&files["clients.jsonl"]).into_iter().map(|row| row["note"].clone()).collect();
        assert_eq!(notes, names);
    }

    async fn more_rows_than_are_read_at_once_are_all_in_it_in_order(app: TestApp) {
        const ENTRIES: usize = 2500;
        let acme = app.team("Acme").await;
        let max = app.member(&acme, Role::Member, "Max").await;
        let (team, user) = (app.database.literal(acme.id.uuid()), app.database.literal(max.user_id().uuid()));
        // Three entries begin at the same moment: the key's second part tells them apart.
        let rows: Vec<String> = (0..ENTRIES)
            .map(|number| {
                let id = app.database.literal(uuid::Uuid::from_u128(number as u128));
                format!("({team}, {}, {id}, {user}, 'x', 'x', {}, 0, 'manual', FALSE, 0, 0)", number / 3, number / 3)
            })
            .collect();
        app.database.execute(&format!(
            "INSERT INTO time_entries (organization_id, started_at, id, user_id, description, description_key, stopped_at, seconds, source, is_overrun, created_at, updated_at)
             VALUES {}", rows.join(", ")
        )).await;
        let files = files(&export(&app, &acme).await);
        let ids: Vec<Value> = lines(&files["time-entries.jsonl"]).into_iter().map(|row| row["id"].clone()).collect();
        let expected: Vec<Value> = (0..ENTRIES).map(|number| json!(uuid::Uuid::from_u128(number as u128).to_string())).collect();
        assert_eq!(ids, expected);
        assert_eq!(table(&files["time-entries.csv"]).len(), ENTRIES);
    }

    async fn owners_and_admins_take_it_away_and_others_do_not(app: TestApp) {
        let acme = app.team("Acme").await;
        let ada = app.member(&acme, Role::Admin, "Ada").await;
        let mia = app.member(&acme, Role::Manager, "Mia").await;
        assert_eq!(ada.get(&acme.path("export")).await.status, 200);
        let refused = mia.get(&acme.path("export")).await;
        assert_eq!((refused.code(), &refused.body["permission"]), ("access_denied", &json!("organization.export")));
    }
}
