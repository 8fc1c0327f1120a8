//! Lists: pages and their cursors, the same for every resource.

use serde_json::{Value, json};
use tenure_domain::role::Role;
use tenure_testkit::{Actor, Answer, Team, TestApp, each_engine};

/// The names on a page.
pub(super) fn names(answer: &Answer) -> Vec<String> {
    let rows = answer.body["page"].as_array().expect("a page");
    rows.iter()
        .map(|row| row["name"].as_str().expect("a name").to_owned())
        .collect()
}

/// Every row of a list, page by page.
pub(super) async fn walk(actor: &Actor, path: &str, limit: usize) -> Vec<Value> {
    let first = if path.contains('?') {
        format!("{path}&limit={limit}")
    } else {
        format!("{path}?limit={limit}")
    };
    let (mut next, mut rows) = (first.clone(), Vec::new());
    loop {
        let answer = actor.get(&next).await;
        assert_eq!(answer.status, 200, "{next}: {}", answer.body);
        let page = answer.body["page"].as_array().expect("a page");
        assert!(page.len() <= limit);
        rows.extend(page.iter().cloned());
        let cursor = answer.body["continueCursor"].as_str().expect("a cursor");
        assert_ne!(cursor, "");
        if answer.body["isDone"] == true {
            return rows;
        }
        assert_eq!(page.len(), limit, "only the last page is short");
        next = format!("{first}&cursor={cursor}");
    }
}

const LISTS: [&str; 5] = [
    "clients",
    "projects",
    "categories",
    "members",
    "time-entries",
];

async fn filled(app: &TestApp, name: &str) -> (Team, Actor) {
    let team = app.team(name).await;
    let mia = app
        .member(&team, Role::Manager, &format!("Mia {name}"))
        .await;
    for number in 0..3 {
        mia.post(&team.path("clients"), json!({"name": format!("C{number}")}))
            .await;
        mia.post(
            &team.path("projects"),
            json!({"name": format!("P{number}")}),
        )
        .await;
        app.category(&team, &format!("K{number}")).await;
        app.member(&team, Role::Viewer, &format!("Vic {name} {number}"))
            .await;
        mia.post(
            &team.path("time-entries"),
            json!({
                "startedAt": "2026-11-10T09:00:00Z", "stoppedAt": "2026-11-10T10:00:00Z",
            }),
        )
        .await;
    }
    (team, mia)
}

each_engine! {
    async fn every_list_walks_by_its_cursors(app: TestApp) {
        let (acme, mia) = filled(&app, "Acme").await;
        for list in LISTS {
            let rows = walk(&mia, &acme.path(list), 2).await;
            let whole = mia.get(&acme.path(list)).await;
            assert_eq!(json!(rows), whole.body["page"], "{list}");
            assert_eq!(whole.body["isDone"], true);
            let cursor = whole.body["continueCursor"].as_str().expect("a cursor");
            let after = mia.get(&acme.path(&format!("{list}?cursor={cursor}"))).await;
            assert_eq!((&after.body["page"], &after.body["isDone"]), (&json!([]), &json!(true)), "{list}");
        }
    }

    async fn a_cursor_is_good_for_its_own_list_alone(app: TestApp) {
        let (acme, mia) = filled(&app, "Acme").await;
        let (rival, _) = filled(&app, "Rival").await;
        app.join(&rival, Role::Manager, mia.user_id()).await;
        let mut cursors = Vec::new();
        for list in LISTS {
            let page = mia.get(&acme.path(&format!("{list}?limit=1"))).await;
            cursors.push((list, page.body["continueCursor"].as_str().expect("a cursor").to_owned()));
        }
        for (of, cursor) in &cursors {
            for list in LISTS {
                let answer = mia.get(&acme.path(&format!("{list}?cursor={cursor}"))).await;
                let expected = if list == *of { (200, "") } else { (400, "bad_cursor") };
                assert_eq!((answer.status, answer.code()), expected, "{of}'s cursor on {list}");
            }
            let elsewhere = mia.get(&rival.path(&format!("{of}?cursor={cursor}"))).await;
            assert_eq!(elsewhere.code(), "bad_cursor", "{of}'s cursor in another organization");
        }
        let other_filters = [
            ("clients", "search=c"), ("clients", "archived=all"), ("projects", "search=p"),
            ("time-entries", "running=false"), ("time-entries", "from=2026-01-01T00:00:00Z"),
        ];
        for (list, filter) in other_filters {
            let (_, cursor) = cursors.iter().find(|(of, _)| *of == list).expect("a cursor");
            let answer = mia.get(&acme.path(&format!("{list}?{filter}&cursor={cursor}"))).await;
            assert_eq!(answer.code(), "bad_cursor", "{list} with {filter}");
        }
    }

    async fn a_cursor_that_was_made_up_is_refused(app: TestApp) {
        let (acme, mia) = filled(&app, "Acme").await;
        let page = mia.get(&acme.path("clients?limit=1")).await;
        let cursor = page.body["continueCursor"].as_str().expect("a cursor");
        let (place, mac) = cursor.split_once('.').expect("two parts");
        let cut = &mac[1..];
        for made_up in ["", "x", ".", "bnVsbA.", &format!("{place}."), &format!("{place}.{cut}"), &format!("WyJhIl0.{mac}"), &format!("{cursor}x")] {
            let answer = mia.get(&acme.path(&format!("clients?cursor={made_up}"))).await;
            assert_eq!((answer.status, answer.code()), (400, "bad_cursor"), "{made_up}");
        }
    }

    async fn the_limit_is_one_to_two_hundred_and_fifty_if_absent(app: TestApp) {
        let (acme, mia) = filled(&app, "Acme").await;
        for number in 0..60 {
            mia.post(&acme.path("clients"), json!({"name": format!("C{number}")})).await;
        }
        assert_eq!(names(&mia.get(&acme.path("clients")).await).len(), 50);
        assert_eq!(names(&mia.get(&acme.path("clients?limit=200")).await).len(), 63);
        for list in LISTS {
            for limit in [0, 201, 300] {
                let answer = mia.get(&acme.path(&format!("{list}?limit={limit}"))).await;
                assert_eq!((answer.status, answer.code()), (400, "malformed_request"), "{list} {limit}");
            }
            assert_eq!(mia.get(&acme.path(&format!("{list}?limit=1"))).await.status, 200);
        }
    }
}
