//! The people of a legacy database sign in with the passwords they had, and see what was theirs.

use serde_json::{Value, json};
use tenure_app::operations::legacy::Silent;
use tenure_testkit::{Actor, TestApp, each_engine};

use super::sample::{expectation, move_in};

/// All rows of a list, page by page.
async fn all(actor: &Actor, path: &str, filter: &str) -> Vec<Value> {
    let (mut rows, mut cursor) = (Vec::new(), None::<String>);
    loop {
        let after = cursor
            .map(|cursor| format!("&cursor={cursor}"))
            .unwrap_or_default();
        let answer = actor.get(&format!("{path}?limit=200{filter}{after}")).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        rows.extend(answer.body["page"].as_array().unwrap().clone());
        if answer.body["isDone"] == true {
            return rows;
        }
        cursor = answer.body["continueCursor"].as_str().map(str::to_owned);
    }
}

async fn sees_what_was_theirs(app: &TestApp, user: &Value) {
    let mut actor = app.anonymous();
    let form = json!({"email": user["email"], "password": user["password"]});
    actor.begin("/auth/sign-in", form.clone()).await;
    let workspace = &user["personalWorkspace"];
    let clients = all(&actor, &actor.personal_path("clients"), "&archived=all").await;
    assert_eq!(clients.len(), workspace["clients"]);
    let projects = all(&actor, &actor.personal_path("projects"), "&archived=all").await;
    assert_eq!(projects.len(), workspace["projects"]);
    let rates: i64 = projects
        .iter()
        .filter_map(|project| project["hourlyRate"]["minor"].as_i64())
        .sum();
    assert_eq!(rates, workspace["hourlyRateMinor"]);
    let entries = all(&actor, &actor.personal_path("time-entries"), "").await;
    assert_eq!(entries.len(), workspace["entries"]);
    let seconds: i64 = entries
        .iter()
        .filter_map(|entry| entry["seconds"].as_i64())
        .sum();
    assert_eq!(seconds, workspace["seconds"]);
    let running = entries
        .iter()
        .filter(|entry| entry["stoppedAt"].is_null())
        .count();
    assert_eq!(running, workspace["running"]);
    // Once more, with the secret in its new form.
    app.anonymous().begin("/auth/sign-in", form).await;
}

each_engine! {
    async fn they_sign_in_with_the_password_they_had_and_see_what_was_theirs(app: TestApp) {
        move_in(&app, "legacy-small").await;
        let legacy = "SELECT COUNT(*) FROM credentials WHERE kind = 'legacyPassword'";
        let before = app.database.number(legacy).await;
        let expected = expectation("legacy-small");
        let users: Vec<&Value> = expected["users"].as_object().unwrap().values().collect();
        let zero = users.iter().find(|user| user["password"] == "correct horse 0").unwrap();
        sees_what_was_theirs(&app, zero).await;
        assert_eq!(app.database.number(legacy).await, before - 1, "it is hashed anew");
        let renewed = app.database.query("SELECT secret FROM credentials WHERE kind = 'password'").await;
        assert!(renewed[0][0].starts_with("$argon2id$"), "{renewed:?}");
        for user in users.iter().filter(|user| user["password"] != "correct horse 0").take(3) {
            sees_what_was_theirs(&app, user).await;
        }
        // What people did with it since is no difference.
        let verification = app.tenure.verify_legacy(&Silent).await.unwrap();
        assert!(verification.is_consistent(), "{:?}", verification.differences);
    }

    async fn everybody_with_a_password_in_the_snapshot_has_it_here(app: TestApp) {
        move_in(&app, "mid-traps").await;
        let expected = expectation("mid-traps");
        let with_password = expected["users"].as_object().unwrap().values()
            .filter(|user| !user["password"].is_null()).count();
        let sql = "SELECT COUNT(DISTINCT user_id) FROM credentials WHERE kind = 'legacyPassword'";
        assert_eq!(app.database.number(sql).await, i64::try_from(with_password).unwrap());
        let zero = expected["users"].as_object().unwrap().values()
            .find(|user| user["password"] == "correct horse 18").unwrap();
        sees_what_was_theirs(&app, zero).await;
        let mut wrong = app.anonymous();
        let answer = wrong.post("/auth/sign-in", json!({"email": zero["email"], "password": "correct horse 17"})).await;
        assert_eq!(answer.code(), "invalid_credentials");
        wrong.cookie = None;
    }

    async fn a_user_whose_address_an_operator_has_comes_in_without_it(app: TestApp) {
        let expected = expectation("legacy-small");
        let (id, user) = expected["users"].as_object().unwrap().iter()
            .find(|(_, user)| user["password"] == "correct horse 0").unwrap();
        let mut operator = app.operator().await;
        // The operator has the address of somebody in the snapshot, in another case.
        let email = user["email"].as_str().unwrap();
        app.database.execute(&format!(
            "UPDATE users SET email = '{0}', email_key = '{0}' WHERE is_operator", email.to_lowercase()
        )).await;
        move_in(&app, "legacy-small").await;
        let verification = app.tenure.verify_legacy(&Silent).await.unwrap();
        assert!(verification.is_consistent(), "{:?}", verification.differences);
        let json = verification.json();
        assert_eq!(json["usersWithoutTheirAddress"], json!([id]));
        assert_eq!(json["users"][id]["email"], Value::Null);
        assert_eq!(json["users"][id]["emailInSnapshot"], user["email"]);
        assert_eq!(json["totals"]["users"], 12, "the operator is not of the snapshot");
        let form = json!({"email": email, "password": tenure_testkit::PASSWORD});
        operator.begin("/auth/sign-in", form).await;
    }

    async fn a_slug_that_is_taken_here_stays_here(app: TestApp) {
        let kept = app.team("Kontakt").await;
        move_in(&app, "mid-traps").await;
        let taken = app.database.query("SELECT slug FROM organizations").await;
        let mut slugs: Vec<&String> = taken.iter().map(|row| &row[0]).collect();
        slugs.sort_unstable();
        slugs.dedup();
        assert_eq!(slugs.len(), taken.len());
        let verification = app.tenure.verify_legacy(&Silent).await.unwrap();
        assert!(verification.is_consistent(), "{:?}", verification.differences);
        assert_eq!(verification.json()["totals"]["organizations"], 38, "{} is not counted", kept.id);
    }
}
