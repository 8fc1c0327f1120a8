//! `tenure demo`: an empty instance filled with invented people and their work.

use serde_json::{Value, json};
use tenure_app::operations::demo::Demo;
use tenure_domain::time::Clock as _;
use tenure_testkit::{Actor, TestApp, each_engine};

/// A filled instance.
struct Filled {
    app: TestApp,
    demo: Demo,
}

impl Filled {
    async fn on(engine: tenure_testkit::Engine) -> Self {
        let app = TestApp::on(engine).await;
        let demo = app.tenure.fill_demo().await.unwrap().expect("a demo");
        Self { app, demo }
    }

    /// Somebody of the demo, signed in as anybody would.
    async fn sign_in(&self, email: &str) -> Actor {
        let mut actor = self.app.anonymous();
        let form = json!({"email": email, "password": self.demo.password});
        actor.begin("/auth/sign-in", form).await;
        actor
    }

    async fn demo_user(&self) -> Actor {
        self.sign_in("demo@tenure.example").await
    }

    /// The path of something in the demo user's organization of this name.
    fn path(&self, organization: &str, rest: &str) -> String {
        let found = self
            .demo
            .organizations
            .iter()
            .find(|one| one.name == organization);
        format!(
            "/organizations/{}/{rest}",
            found.expect("the organization").id
        )
    }
}

/// Everything that a list holds, over all its pages.
async fn all(actor: &Actor, path: &str) -> Vec<Value> {
    let mut rows = Vec::new();
    let mut cursor = String::new();
    loop {
        let mut answer = actor.get(&format!("{path}?limit=200{cursor}")).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        if let Value::Array(page) = answer.body["page"].take() {
            rows.extend(page);
        }
        if answer.body["isDone"] == true {
            return rows;
        }
        cursor = format!(
            "&cursor={}",
            answer.body["continueCursor"].as_str().unwrap()
        );
    }
}

each_engine! {
    async fn the_demo_user_signs_in_to_three_organizations(filled: Filled) {
        let robin = filled.demo_user().await;
        let session = robin.get("/auth/session").await.body;
        assert_eq!(session["user"]["email"], "demo@tenure.example");
        assert_eq!(session["user"]["isOperator"], true);
        assert_eq!(session["instance"]["claimed"], true);
        let memberships: Vec<(&str, &str, &str)> = session["memberships"]
            .as_array()
            .unwrap()
            .iter()
            .map(|membership| {
                let organization = &membership["organization"];
                (
                    organization["name"].as_str().unwrap(),
                    organization["kind"].as_str().unwrap(),
                    membership["role"].as_str().unwrap(),
                )
            })
            .collect();
        assert_eq!(memberships, [
            ("Robin Vale", "personal", "owner"),
            ("Harbor & Pine", "team", "owner"),
            ("Lumen Collective", "team", "member"),
        ]);
        assert_eq!(
            session["activeOrganizationId"],
            json!(filled.demo.organizations[0].id),
            "the studio is where the demo begins"
        );
        assert!(filled.app.tenure.set_up_link().await.unwrap().is_none());
    }

    async fn ten_weeks_of_believable_work_end_now(filled: Filled) {
        let robin = filled.demo_user().await;
        let entries = all(&robin, &filled.path("Harbor & Pine", "time-entries")).await;
        assert!((700..2000).contains(&entries.len()), "{}", entries.len());
        assert!(entries.len() < filled.demo.time_entries);

        let now = filled.app.clock.now();
        let oldest = now.plus_seconds(-71 * 24 * 3600).to_string();
        let newest = now.plus_seconds(-3600).to_string();
        assert!(entries.iter().all(|entry| entry["startedAt"].as_str().unwrap() >= oldest.as_str()));
        assert!(entries[0]["startedAt"].as_str().unwrap() > newest.as_str());
        assert!(entries.iter().all(|entry| {
            entry["projectId"].is_string()
                && entry["categoryId"].is_string()
                && entry["description"] != ""
                && entry["seconds"].as_i64().is_none_or(|seconds| (60..4 * 3600).contains(&seconds))
        }));

        let running: Vec<&Value> = entries.iter().filter(|entry| entry["stoppedAt"].is_null()).collect();
        assert_eq!(running.len(), 1, "one colleague's timer runs");
        assert_ne!(running[0]["userId"], json!(robin.user_id()));
        for organization in ["Harbor & Pine", "Lumen Collective", "Robin Vale"] {
            let timer = robin.get(&filled.path(organization, "timer")).await;
            assert_eq!((timer.status, &timer.body["entry"]), (200, &Value::Null));
        }
    }

    async fn nobody_is_at_two_places_at_once(filled: Filled) {
        let robin = filled.demo_user().await;
        let mut spans = Vec::new();
        for organization in ["Harbor & Pine", "Lumen Collective", "Robin Vale"] {
            for entry in all(&robin, &filled.path(organization, "time-entries")).await {
                if entry["userId"] == json!(robin.user_id()) {
                    let text = |field: &str| entry[field].as_str().unwrap().to_owned();
                    spans.push((text("startedAt"), text("stoppedAt")));
                }
            }
        }
        spans.sort();
        assert!(spans.len() > 200, "{}", spans.len());
        for pair in spans.windows(2) {
            assert!(pair[0].1 <= pair[1].0, "{pair:?} overlap");
        }
    }

    async fn projects_have_rates_and_budgets_that_the_work_is_on_its_way_to(filled: Filled) {
        let robin = filled.demo_user().await;
        let projects = all(&robin, &filled.path("Harbor & Pine", "projects")).await;
        let totals = robin.get(&filled.path("Harbor & Pine", "reports/summary")).await;
        let seconds = |project: &Value| {
            let lines = totals.body["byProject"].as_array().unwrap();
            let line = lines.iter().find(|line| line["projectId"] == project["id"]);
            line.map_or(0, |line| line["seconds"].as_i64().unwrap())
        };
        let mut kinds = Vec::new();
        for project in &projects {
            let budget = &project["budget"];
            let spent = match budget["kind"].as_str() {
                Some("hours") => seconds(project) * 100 / budget["seconds"].as_i64().unwrap(),
                Some("amount") => {
                    let rate = project["hourlyRate"]["minor"].as_i64().unwrap();
                    seconds(project) * rate / 36 / budget["amount"]["minor"].as_i64().unwrap()
                }
                _ => continue,
            };
            assert!((40..130).contains(&spent), "{}: {spent} %", project["name"]);
            kinds.push(budget["kind"].as_str().unwrap());
        }
        assert!(kinds.contains(&"hours") && kinds.contains(&"amount"), "{kinds:?}");
        let clients = all(&robin, &filled.path("Harbor & Pine", "clients")).await;
        assert_eq!(clients.len(), 3, "and one that is put away");
        let members = all(&robin, &filled.path("Harbor & Pine", "members")).await;
        assert_eq!(members.len(), 6);
    }

    async fn projects_have_tasks_that_the_work_is_part_of(filled: Filled) {
        let robin = filled.demo_user().await;
        let tasks = all(&robin, &filled.path("Harbor & Pine", "tasks")).await;
        assert!(tasks.iter().any(|task| task["isDone"] == true), "{tasks:?}");
        assert!(tasks.iter().any(|task| task["isDone"] == false), "{tasks:?}");
        let entries = all(&robin, &filled.path("Harbor & Pine", "time-entries")).await;
        let on_tasks: Vec<&Value> = entries.iter().filter(|entry| entry["taskId"].is_string()).collect();
        assert!(on_tasks.len() > 100 && on_tasks.len() < entries.len(), "{} of {}", on_tasks.len(), entries.len());
        for entry in on_tasks {
            let task = tasks.iter().find(|task| task["id"] == entry["taskId"]).expect("a task of the organization");
            assert_eq!(task["projectId"], entry["projectId"]);
        }
    }

    async fn colleagues_see_what_their_roles_allow(filled: Filled) {
        let aiko = filled.sign_in("aiko@harbor-pine.example").await;
        let own = all(&aiko, &filled.path("Harbor & Pine", "time-entries")).await;
        assert!(own.len() > 100);
        assert!(own.iter().all(|entry| entry["userId"] == json!(aiko.user_id())));
        let elsewhere = aiko.get(&filled.path("Lumen Collective", "time-entries")).await;
        assert_eq!((elsewhere.status, elsewhere.code()), (404, "organization_not_found"));

        let petra = filled.sign_in("petra@brightwater.example").await;
        let denied = petra.get(&filled.path("Harbor & Pine", "time-entries")).await;
        assert_eq!((denied.status, denied.code()), (403, "access_denied"));
        let seen = petra.get(&filled.path("Harbor & Pine", "projects")).await;
        assert_eq!(seen.status, 200);

        let robin = filled.demo_user().await;
        let as_member = all(&robin, &filled.path("Lumen Collective", "time-entries")).await;
        assert!(as_member.iter().all(|entry| entry["userId"] == json!(robin.user_id())));
    }

    async fn an_instance_that_holds_anything_is_left_alone(filled: Filled) {
        assert!(filled.app.tenure.fill_demo().await.unwrap().is_none());
        let other = TestApp::on(filled.app.database.db.engine()).await;
        other.operator().await;
        assert!(other.tenure.fill_demo().await.unwrap().is_none());
    }

    async fn the_same_clock_and_randomness_give_the_same_demo(filled: Filled) {
        let again = Filled::on(filled.app.database.db.engine()).await;
        assert_eq!(
            serde_json::to_value(&again.demo).unwrap(),
            serde_json::to_value(&filled.demo).unwrap()
        );
    }
}
