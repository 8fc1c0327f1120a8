//! `Idempotency-Key` on creates.

use axum::body::Body;
use axum::http::Request;
use serde_json::json;
use tenure_domain::role::Role;
use tenure_testkit::{Actor, Answer, TestApp, each_engine};

async fn create(actor: &Actor, path: &str, key: &str, name: &str) -> Answer {
    let request = Request::post(format!("/api/v1{path}"))
        .header("cookie", actor.cookie.clone().unwrap_or_default())
        .header("content-type", "application/json")
        .header("idempotency-key", key)
        .body(Body::from(json!({"name": name}).to_string()));
    actor.send_raw(request.expect("a request")).await
}

async fn names(actor: &Actor, path: &str) -> usize {
    actor.get(path).await.body["page"]
        .as_array()
        .expect("a page")
        .len()
}

each_engine! {
    async fn asking_again_with_the_same_key_gives_the_first_answer_and_makes_nothing(app: TestApp) {
        let ann = app.user("Ann").await;
        let path = ann.personal_path("clients");
        let first = create(&ann, &path, "key-1", "Globex").await;
        let again = create(&ann, &path, "key-1", "Globex").await;
        assert_eq!(first.status, 201);
        assert_eq!(again.snapshot(), first.snapshot());
        assert_eq!(names(&ann, &path).await, 1);
    }

    async fn of_many_requests_with_one_key_at_the_same_time_one_makes_something(app: TestApp) {
        let ann = app.user("Ann").await;
        let path = ann.personal_path("projects");
        let tasks: Vec<_> = (0..12)
            .map(|_| {
                let (ann, path) = (ann.clone(), path.clone());
                tokio::spawn(async move { create(&ann, &path, "same", "Website").await })
            })
            .collect();
        let mut ids = std::collections::BTreeSet::new();
        for task in tasks {
            ids.insert(task.await.expect("an answer").id());
        }
        assert_eq!(ids.len(), 1);
        assert_eq!(names(&ann, &path).await, 1);
    }

    async fn the_key_with_another_request_is_refused(app: TestApp) {
        let ann = app.user("Ann").await;
        let path = ann.personal_path("clients");
        create(&ann, &path, "key-1", "Globex").await;
        let other = create(&ann, &path, "key-1", "Initech").await;
        assert_eq!((other.status, other.code()), (422, "idempotency_key_reused"));
        assert_eq!(create(&ann, &path, "", "Initech").await.code(), "malformed_request");
        assert_eq!(names(&ann, &path).await, 1);
    }

    async fn a_key_belongs_to_who_used_it_and_where_and_for_a_day(app: TestApp) {
        let acme = app.team("Acme").await;
        let mia = app.member(&acme, Role::Manager, "Mia").await;
        let max = app.member(&acme, Role::Manager, "Max").await;
        let path = acme.path("clients");
        create(&mia, &path, "key-1", "Globex").await;
        create(&max, &path, "key-1", "Globex").await;
        create(&mia, &mia.personal_path("clients"), "key-1", "Globex").await;
        assert_eq!(names(&mia, &path).await, 2);
        app.clock.advance(24 * 3600 + 1);
        create(&mia, &path, "key-1", "Globex").await;
        assert_eq!(names(&mia, &path).await, 3);
    }

    async fn a_refused_create_leaves_its_key_free(app: TestApp) {
        let ann = app.user("Ann").await;
        let path = ann.personal_path("clients");
        assert_eq!(create(&ann, &path, "key-1", "").await.status, 422);
        assert_eq!(create(&ann, &path, "key-1", "Globex").await.status, 201);
    }
}
