//! `/organizations/{organizationId}/tasks`, and time that is tracked on them.

use serde_json::{Value, json};
use tenure_domain::role::Role;
use tenure_testkit::{Actor, Team, TestApp, each_engine};

async fn made(actor: &Actor, acme: &Team, rest: &str, body: Value) -> String {
    let answer = actor.post(&acme.path(rest), body).await;
    assert_eq!(answer.status, 201, "{rest}: {}", answer.body);
    answer.id()
}

/// A project with a task.
async fn planned(actor: &Actor, acme: &Team, name: &str) -> (String, String) {
    let project = made(actor, acme, "projects", json!({"name": name})).await;
    let task = made(
        actor,
        acme,
        "tasks",
        json!({"name": "Design", "projectId": project}),
    )
    .await;
    (project, task)
}

fn hour(project: &str, task: &str) -> Value {
    json!({
        "startedAt": "2026-11-10T09:00:00Z", "stoppedAt": "2026-11-10T10:00:00Z",
        "projectId": project, "taskId": task,
    })
}

each_engine! {
    async fn a_task_is_made_listed_by_its_project_done_and_deleted(app: TestApp) {
        let acme = app.team("Acme").await;
        let mia = app.member(&acme, Role::Manager, "Mia").await;
        let (project, task) = planned(&mia, &acme, "Website").await;
        planned(&mia, &acme, "Shop").await;
        let path = acme.path(&format!("tasks/{task}"));
        let of_project = mia.get(&acme.path(&format!("tasks?projectId={project}"))).await;
        assert_eq!(of_project.body["page"].as_array().map(Vec::len), Some(1));
        assert_eq!(of_project.body["page"][0], mia.get(&path).await.body);
        let done = mia.patch(&path, json!({"isDone": true, "name": "Drafts"})).await;
        assert_eq!((done.status, &done.body["isDone"], &done.body["name"]), (200, &json!(true), &json!("Drafts")));
        let open = mia.get(&acme.path(&format!("tasks?projectId={project}&isDone=false"))).await;
        assert_eq!(open.body["page"], json!([]));
        assert_eq!(mia.delete(&path).await.status, 204);
        assert_eq!(mia.get(&path).await.code(), "not_found");
    }

    async fn time_is_tracked_on_a_task_of_its_project_and_on_no_other(app: TestApp) {
        let acme = app.team("Acme").await;
        let mia = app.member(&acme, Role::Manager, "Mia").await;
        let (website, design) = planned(&mia, &acme, "Website").await;
        let (shop, shelves) = planned(&mia, &acme, "Shop").await;
        let entry = made(&mia, &acme, "time-entries", hour(&website, &design)).await;
        let path = acme.path(&format!("time-entries/{entry}"));
        for (method, body) in [("post", hour(&website, &shelves)), ("patch", json!({"taskId": shelves}))] {
            let refused = match method {
                "post" => mia.post(&acme.path("time-entries"), body).await,
                _ => mia.patch(&path, body).await,
            };
            assert_eq!((refused.status, refused.body["fields"][0]["field"].as_str()), (422, Some("taskId")), "{method}");
        }
        let moved = mia.patch(&path, json!({"projectId": shop})).await;
        assert_eq!((&moved.body["projectId"], &moved.body["taskId"]), (&json!(shop), &Value::Null));
        let moved = mia.patch(&path, json!({"projectId": website, "taskId": design})).await;
        assert_eq!(moved.body["taskId"], json!(design));
        let listed = mia.get(&acme.path(&format!("time-entries?taskId={design}"))).await;
        assert_eq!(listed.body["page"][0]["id"], json!(entry));
        let started = mia.post(&acme.path("timer/start"), json!({"projectId": shop, "taskId": shelves})).await;
        assert_eq!(started.body["entry"]["taskId"], json!(shelves), "{}", started.body);
        let used = mia.delete(&acme.path(&format!("tasks/{design}"))).await;
        assert_eq!((used.status, used.code()), (409, "still_in_use"));
    }

    async fn members_manage_tasks_where_the_organization_lets_them(app: TestApp) {
        let acme = app.team("Acme").await;
        let olaf = app.member(&acme, Role::Owner, "Olaf").await;
        let max = app.member(&acme, Role::Member, "Max").await;
        let vera = app.member(&acme, Role::Viewer, "Vera").await;
        let (project, _) = planned(&olaf, &acme, "Website").await;
        let form = json!({"name": "Texts", "projectId": project});
        let refused = max.post(&acme.path("tasks"), form.clone()).await;
        assert_eq!((refused.status, refused.code()), (403, "access_denied"));
        assert_eq!(refused.body["setting"], "tasksManagedBy");
        assert!(refused.body["detail"].as_str().is_some_and(|detail| detail.contains("tasksManagedBy is managers")), "{}", refused.body);
        olaf.patch(&acme.path(""), json!({"tasksManagedBy": "members"})).await;
        let task = made(&max, &acme, "tasks", form.clone()).await;
        assert_eq!(max.patch(&acme.path(&format!("tasks/{task}")), json!({"isDone": true})).await.status, 200);
        assert_eq!(vera.post(&acme.path("tasks"), form).await.code(), "access_denied");
        assert_eq!(vera.get(&acme.path(&format!("tasks/{task}"))).await.status, 200);
    }
}
