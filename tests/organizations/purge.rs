//! What becomes of an organization that nobody restored in time.

use axum::http::Method;
use serde_json::json;
use tenure_app::Tenure;
use tenure_domain::id::{CategoryId, ImportId, InvitationId, MessageId};
use tenure_domain::organization::GRACE_SECONDS;
use tenure_domain::role::Role;
use tenure_domain::time::Clock as _;
use tenure_store::isolation::{Plant, plant};
use tenure_store::tenant_tables::TENANT_TABLES;
use tenure_store::{Error, Tenancy};
use tenure_testkit::{Actor, Ran, SeededRandomness, Team, TestApp, each_engine, tenure};

/// A team with a row in every table, whose owner has just deleted it.
pub(super) async fn deleted_team(app: &TestApp) -> (Team, Actor) {
    let acme = app.team("Acme").await;
    let olaf = app.member(&acme, Role::Owner, "Olaf").await;
    app.member(&acme, Role::Member, "Max").await;
    let (at, randomness) = (app.clock.now(), &SeededRandomness::new(11));
    let planted = Plant {
        organization_id: acme.id,
        category_id: CategoryId::new(at, randomness),
        invitation_id: InvitationId::new(at, randomness),
        import_id: ImportId::new(at, randomness),
        message_id: MessageId::new(at, randomness),
        text: "planted".to_owned(),
        token_hash: [7; 32],
        invited_by: olaf.user_id(),
        at,
    };
    let category = planted.category_id;
    let tests = Tenancy::Operator("tests");
    let done = app.database.db.write(tests, move |tx| {
        Box::pin(async move { plant(tx, &planted).await })
    });
    done.await
        .map_err(|error: Error| error)
        .expect("the rows are planted");
    olaf.patch(&acme.path(""), json!({"slug": "acme-labs"}))
        .await;
    let client = olaf
        .post(&acme.path("clients"), json!({"name": "Globex"}))
        .await
        .id();
    let project = json!({"name": "Site", "clientId": client});
    let project = olaf.post(&acme.path("projects"), project).await.id();
    let task = json!({"name": "Design", "projectId": project});
    let task = olaf.post(&acme.path("tasks"), task).await.id();
    let entry = json!({
        "startedAt": "2026-11-09T08:00:00Z", "stoppedAt": "2026-11-09T09:00:00Z",
        "projectId": project, "taskId": task, "categoryId": category,
    });
    olaf.keyed(&acme.path("time-entries"), "a key", entry).await;
    let active = json!({"organizationId": acme.id});
    olaf.put("/session/active-organization", active).await;
    let confirm = Some(json!({"confirm": "acme-labs"}));
    let deleted = olaf.send(Method::DELETE, &acme.path(""), confirm).await;
    assert_eq!(deleted.status, 200, "{}", deleted.body);
    (acme, olaf)
}

/// How many rows each table holds of a team.
async fn rows(app: &TestApp, team: &Team) -> Vec<(&'static str, i64)> {
    let id = app.database.literal(team.id.uuid());
    let mut rows = Vec::new();
    for table in TENANT_TABLES {
        let count = format!(
            "SELECT COUNT(*) FROM {} WHERE organization_id = {id}",
            table.name
        );
        rows.push((table.name, app.database.number(&count).await));
    }
    let itself = format!("SELECT COUNT(*) FROM organizations WHERE id = {id}");
    rows.push(("organizations", app.database.number(&itself).await));
    rows
}

async fn purge(tenure: &Tenure) -> Vec<String> {
    let purged = tenure.purge_organizations().await.expect("the purge runs");
    purged.into_iter().map(|one| one.name).collect()
}

each_engine! {
    async fn every_row_of_it_is_deleted_when_its_time_has_come_and_nothing_else(app: TestApp) {
        let (acme, olaf) = deleted_team(&app).await;
        for (table, rows) in rows(&app, &acme).await {
            assert!(rows > 0, "give the team a row in {table}");
        }
        let other = app.team("Other").await;
        let otto = app.member(&other, Role::Owner, "Otto").await;
        otto.post(&other.path("clients"), json!({"name": "Globex"})).await;
        app.clock.advance(GRACE_SECONDS - 1);
        assert!(purge(&app.tenure).await.is_empty());
        assert_eq!(olaf.get(&acme.path("")).await.status, 200);
        let before = rows(&app, &other).await;

        app.clock.advance(1);
        assert_eq!(purge(&app.tenure).await, ["Acme"]);
        for (table, rows) in rows(&app, &acme).await {
            assert_eq!(rows, 0, "{table}");
        }
        assert_eq!(rows(&app, &other).await, before);
        assert_eq!(olaf.get(&acme.path("")).await.code(), "organization_not_found");
        let session = olaf.get("/auth/session").await;
        let personal = &session.body["memberships"][0]["organization"];
        assert_eq!((&session.body["activeOrganizationId"], &personal["kind"]), (&personal["id"], &json!("personal")));
        let again = olaf.post("/organizations", json!({"name": "Acme", "slug": "acme-labs"})).await;
        assert_eq!(again.status, 201, "{}", again.body);
        assert!(purge(&app.tenure).await.is_empty());
    }

    async fn a_purge_that_was_cut_off_is_gone_on_with_and_cannot_be_undone(app: TestApp) {
        let (acme, olaf) = deleted_team(&app).await;
        app.clock.advance(GRACE_SECONDS);
        let (id, now) = (acme.id, app.clock.now());
        let tests = Tenancy::Operator("tests");
        let shut = app.database.db.write(tests, move |tx| {
            Box::pin(async move { tenure_store::purge::shut(tx, id, now).await })
        });
        assert!(shut.await.map_err(|error: Error| error).expect("it is shut"));
        assert_eq!(olaf.post(&acme.path("restore"), json!({})).await.code(), "organization_not_found");
        assert_eq!(purge(&app.tenure).await, ["Acme"]);
    }

    async fn what_is_restored_at_the_last_moment_stays_whole(app: TestApp) {
        let (acme, olaf) = deleted_team(&app).await;
        app.clock.advance(GRACE_SECONDS);
        let path = acme.path("restore");
        let (restored, purged) = tokio::join!(olaf.post(&path, json!({})), purge(&app.tenure));
        let left = rows(&app, &acme).await;
        if restored.status == 200 {
            assert!(left.iter().all(|(_, rows)| *rows > 0), "{left:?}");
            assert_eq!(olaf.get(&acme.path("projects")).await.body["page"].as_array().map(Vec::len), Some(1));
        } else {
            assert_eq!(restored.code(), "organization_not_found");
            assert_eq!(purged, ["Acme"]);
            assert!(left.iter().all(|(_, rows)| *rows == 0), "{left:?}");
        }
    }

    async fn of_two_servers_that_purge_at_once_neither_fails(app: TestApp) {
        let (acme, _) = deleted_team(&app).await;
        app.clock.advance(GRACE_SECONDS);
        let other = app.tenure.clone();
        let purges = [tokio::spawn(async move { purge(&other).await }), {
            let tenure = app.tenure.clone();
            tokio::spawn(async move { purge(&tenure).await })
        }];
        for purged in purges {
            purged.await.expect("no purge fails");
        }
        assert!(rows(&app, &acme).await.iter().all(|(_, rows)| *rows == 0));
    }

    async fn the_command_lists_what_is_due_and_deletes_it_when_told(app: TestApp) {
        let (acme, _) = deleted_team(&app).await;
        let id = app.database.literal(acme.id.uuid());
        let command = |arguments: &[&str]| {
            let mut command = tenure(&["organization", "purge", "--json"]);
            command.args(arguments).args(["--database", &app.database.url]);
            Ran::of(command)
        };
        // The program's clock is the machine's.
        app.database.execute(&format!("UPDATE organizations SET deletion_due = 1 WHERE id = {id}")).await;
        let listed = command(&[]);
        assert_eq!((listed.status, &listed.json()[0]["slug"], &listed.json()[0]["rows"]), (Some(1), &json!("acme-labs"), &json!(0)));
        assert!(rows(&app, &acme).await.iter().all(|(_, rows)| *rows > 0));
        let purged = command(&["--yes"]);
        assert_eq!((purged.status, &purged.json()[0]["slug"]), (Some(0), &json!("acme-labs")));
        assert!(rows(&app, &acme).await.iter().all(|(_, rows)| *rows == 0));
        assert_eq!((command(&[]).status, command(&[]).json()), (Some(0), json!([])));
    }
}
