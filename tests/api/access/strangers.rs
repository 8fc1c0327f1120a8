//! Another organization's owner, with this organization's ids: in the path, in queries, in bodies.

use serde_json::{Value, json};
use tenure_api::routes::{Needs, Route, table};
use tenure_testkit::{Actor, Answer, Team, TestApp, each_engine};

use super::fixture::{Ids, SECRET, World, operation, path};

each_engine! {
    async fn a_stranger_finds_nothing_under_another_organizations_ids(app: TestApp) {
        let mut victim = Victim::in_a_world(app).await;
        let before = victim.everything().await;
        for route in table() {
            let body = victim.world.body(&route, &victim.own, victim.world.caller("stranger"));
            if route.path.contains("{organizationId}") {
                let answer = victim.call(&route, &path(&route, &victim.ids), body.clone()).await;
                refused(&route, &victim.ids, &answer);
                assert_eq!(answer.code(), "organization_not_found", "{}", route.function);
            }
            // A link lets in whoever has it: that is what it is for.
            let others = |name: &&str| !matches!(*name, "organizationId" | "token");
            for name in names_in_path(&route).filter(others) {
                let foreign = path(&route, &victim.own)
                    .replace(victim.own.get(name, &route), victim.ids.get(name, &route));
                let answer = victim.call(&route, &foreign, body.clone()).await;
                if route.needs == Needs::Operator {
                    assert_eq!(answer.code(), "operator_required", "{}", route.function);
                    no_leak(&route, &victim.ids, &answer);
                    continue;
                }
                refused(&route, &victim.ids, &answer);
                assert_eq!(answer.status, 404, "{}: {}", route.function, answer.body);
            }
        }
        assert_eq!(victim.everything().await, before, "something of the organization changed");
    }

    async fn a_foreign_id_in_a_query_finds_nothing(app: TestApp) {
        let mut victim = Victim::in_a_world(app).await;
        let mut asked = 0;
        for route in table() {
            for name in ids_in_query(&route) {
                asked += 1;
                let query = format!(
                    "{}?{name}={}",
                    path(&route, &victim.own),
                    victim.ids.get(&name, &route)
                );
                let answer = victim.call(&route, &query, None).await;
                let nothing = answer.body["page"] == json!([]) || answer.body["entries"] == json!(0);
                assert!(nothing, "{} with {name}: {}", route.function, answer.body);
                no_leak(&route, &victim.ids, &answer);
            }
        }
        assert!(asked >= 7, "only {asked} queries take an id");
    }

    async fn a_foreign_id_in_a_body_is_linked_to_nothing(app: TestApp) {
        let mut victim = Victim::in_a_world(app).await;
        let before = victim.everything().await;
        let mut asked = 0;
        for route in table() {
            for name in ids_in_body(&route) {
                asked += 1;
                let own = victim.world.body(&route, &victim.own, victim.world.caller("stranger"));
                let mut body = own.expect("a body");
                body[&name] = json!(victim.ids.get(&name, &route));
                let answer = victim.call(&route, &path(&route, &victim.own), Some(body)).await;
                refused(&route, &victim.ids, &answer);
                if let Needs::Permission(_) = route.needs {
                    assert_eq!(answer.status, 422, "{}: {}", route.function, answer.body);
                    let problem = &answer.body["fields"][0];
                    assert_eq!((&problem["field"], &problem["code"]), (&json!(name), &json!("unknown")));
                } else {
                    assert_eq!(answer.status, 404, "{}: {}", route.function, answer.body);
                }
            }
        }
        assert!(asked >= 10, "only {asked} fields take an id");
        assert_eq!(victim.everything().await, before, "something of the organization changed");
    }
}

/// The organization that is looked for, and the stranger's own things.
struct Victim {
    world: World,
    stranger: usize,
    owner: Actor,
    ids: Ids,
    own: Ids,
}

impl Victim {
    async fn in_a_world(app: TestApp) -> Self {
        let mut world = World::of(app).await;
        let owner = world.caller("owner").actor.clone();
        let stranger = world.caller("stranger").actor.clone();
        let (acme, rival): (Team, Team) = (world.acme.clone(), world.rival.clone());
        let ids = world.things(&acme, &owner, &owner).await;
        let own = world.things(&rival, &stranger, &stranger).await;
        let index = world
            .callers
            .iter()
            .position(|caller| caller.name == "stranger");
        Self {
            world,
            stranger: index.expect("a stranger"),
            owner,
            ids,
            own,
        }
    }

    async fn call(&mut self, route: &Route, path: &str, body: Option<Value>) -> Answer {
        self.world.call(self.stranger, route, path, body).await
    }

    /// All that the organization holds, as its owner sees it.
    async fn everything(&self) -> Vec<Value> {
        let mut all = Vec::new();
        for list in [
            "clients",
            "projects",
            "tasks",
            "categories",
            "time-entries",
            "members",
            "invitations",
            "reports/summary",
            "",
        ] {
            all.push(self.owner.get(&self.world.acme.path(list)).await.body);
        }
        let sessions = self.owner.get("/auth/sessions").await;
        all.push(sessions.body);
        all
    }
}

fn refused(route: &Route, ids: &Ids, answer: &Answer) {
    let what = format!("{}: {} {}", route.function, answer.status, answer.body);
    // 403 would tell that the thing exists.
    assert!(matches!(answer.status, 404 | 422), "{what}");
    no_leak(route, ids, answer);
}

fn no_leak(route: &Route, ids: &Ids, answer: &Answer) {
    let body = answer.body.to_string();
    let leaked = ids
        .all()
        .chain([SECRET])
        .find(|secret| body.contains(secret));
    assert_eq!(leaked, None, "{} gives away: {body}", route.function);
}

fn names_in_path(route: &Route) -> impl Iterator<Item = &str> {
    route
        .path
        .split('/')
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
}

fn ids_in_query(route: &Route) -> Vec<String> {
    let operation = operation(route);
    let parameters = operation["parameters"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let in_query = parameters
        .iter()
        .filter(|parameter| parameter["in"] == "query");
    let names = in_query.filter_map(|parameter| parameter["name"].as_str());
    names
        .filter(|name| name.ends_with("Id"))
        .map(str::to_owned)
        .collect()
}

fn ids_in_body(route: &Route) -> Vec<String> {
    let document = serde_json::to_value(tenure_api::openapi_document()).expect("a document");
    let schema =
        operation(route)["requestBody"]["content"]["application/json"]["schema"]["$ref"].clone();
    let Some(pointer) = schema
        .as_str()
        .and_then(|reference| reference.strip_prefix('#'))
    else {
        return Vec::new();
    };
    let schema = document.pointer(pointer).expect("a schema");
    let properties = schema["properties"]
        .as_object()
        .cloned()
        .unwrap_or_default();
    properties
        .into_iter()
        .map(|(name, _)| name)
        .filter(|name| name.ends_with("Id"))
        .collect()
}
