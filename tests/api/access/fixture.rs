//! Two organizations, everybody who could ask, and a valid request for every route.

use axum::http::Method;
use serde_json::{Value, json};
use tenure_api::routes::Route;
use tenure_app::auth::OperatorAccess;
use tenure_domain::role::Role;
use tenure_testkit::{Actor, Answer, PASSWORD, Team, TestApp};

/// A text in everything that the first organization holds, by which a leak shows.
pub(super) const SECRET: &str = "Opaque Ltd";

/// What the snapshot calls who runs the instance.
const OPERATOR: &str = "operator";

/// Somebody who asks.
pub(super) struct Caller {
    /// What the snapshot calls them.
    pub name: &'static str,
    /// Their role in the organization, if they have an active membership.
    pub role: Option<Role>,
    pub actor: Actor,
    email: String,
}

impl Caller {
    fn new(name: &'static str, role: Option<Role>, actor: Actor) -> Self {
        let email = format!("{name}@example.com");
        Self {
            name,
            role,
            actor,
            email,
        }
    }

    pub(super) fn is_anonymous(&self) -> bool {
        self.actor.cookie.is_none()
    }

    pub(super) fn is_operator(&self) -> bool {
        self.name == OPERATOR
    }

    /// Signs in again, if the route has ended the session: one may only try so often.
    async fn come_back(&mut self) {
        if self.is_anonymous() {
            return;
        }
        let session = self.actor.get("/auth/session").await;
        if session.body["user"].is_null() {
            let form = json!({"email": self.email, "password": PASSWORD});
            self.actor.begin("/auth/sign-in", form).await;
        }
    }
}

/// Two organizations and everybody who could ask.
pub(super) struct World {
    pub app: TestApp,
    pub acme: Team,
    pub rival: Team,
    pub callers: Vec<Caller>,
    requests: usize,
}

/// The ids of one organization's things, by the names they have in paths, queries and bodies.
pub(super) struct Ids(Vec<(&'static str, String)>);

impl Ids {
    pub(super) fn get(&self, name: &str, route: &Route) -> &str {
        let found = self.0.iter().find(|(known, _)| *known == name);
        found.map_or_else(
            || {
                panic!(
                    "the access tests have no `{name}`, which {} takes: make one in World::things (tests/api/access/fixture.rs)",
                    route.function
                )
            },
            |(_, id)| id.as_str(),
        )
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(_, id)| id.as_str())
    }
}

impl World {
    pub(super) async fn of(app: TestApp) -> Self {
        let acme = app.team(SECRET).await;
        let rival = app.team("Rival").await;
        let mut callers = vec![Caller::new("anonymous", None, app.anonymous())];
        for role in Role::ALL {
            let actor = app.member(&acme, role, role.as_str()).await;
            callers.push(Caller::new(role.as_str(), Some(role), actor));
        }
        let former = app.former_member(&acme, Role::Owner, "deactivated").await;
        callers.push(Caller::new("deactivated", None, former));
        let stranger = app.member(&rival, Role::Owner, "stranger").await;
        // So that an owner may leave or be demoted: somebody else is left.
        app.colleague(&acme, Role::Owner, "Second").await;
        app.colleague(&rival, Role::Owner, "Second").await;
        callers.push(Caller::new("stranger", None, stranger));
        callers.push(Caller::new(
            OPERATOR,
            None,
            app.further_operator(OPERATOR).await,
        ));
        Self {
            app,
            acme,
            rival,
            callers,
            requests: 0,
        }
    }

    pub(super) fn caller(&self, name: &str) -> &Caller {
        let found = self.callers.iter().find(|caller| caller.name == name);
        found.unwrap_or_else(|| panic!("no caller {name}"))
    }

    /// Fresh things in a team, made by its owner, with `user`'s own entry and session among them;
    /// whatever an earlier request did to others does not matter.
    pub(super) async fn things(&mut self, team: &Team, owner: &Actor, user: &Actor) -> Ids {
        self.requests += 1;
        let name = format!("{SECRET} {}", self.requests);
        let made = async |rest: &str, body: Value| {
            let answer = owner.post(&team.path(rest), body).await;
            assert_eq!(answer.status, 201, "{rest}: {}", answer.body);
            answer.id()
        };
        let client = made("clients", json!({"name": name})).await;
        let project = made("projects", json!({"name": name})).await;
        let task = made("tasks", json!({"name": name, "projectId": project})).await;
        let category = self.app.category(team, &name).await;
        let entry = made(
            "time-entries",
            json!({
                "startedAt": "2026-11-10T09:00:00Z", "stoppedAt": "2026-11-10T10:00:00Z",
                "description": name, "userId": user.user_id(),
            }),
        )
        .await;
        let email = format!("invitee-{}@example.com", self.requests);
        let (invitation, token) = self.app.invitation(team, owner.user_id(), &email).await;
        let sessions = user.get("/auth/sessions").await;
        let session = sessions.body["page"][0]["id"].as_str().expect("a session");
        let colleague = self.app.colleague(team, Role::Viewer, &name).await;
        let (placeholder, _) = self.app.placeholder(team, &name).await;
        let trial = OperatorAccess::by_command("tests");
        let message = self
            .app
            .tenure
            .send_trial_mail(trial, "ivy@example.com")
            .await;
        Ids(vec![
            ("messageId", message.expect("a message").id.to_string()),
            ("address", "ivy@example.com".to_owned()),
            ("placeholderId", placeholder.to_string()),
            ("organizationId", team.id.to_string()),
            ("slug", team.slug.clone()),
            ("membershipId", colleague.to_string()),
            ("actorId", user.user_id().to_string()),
            ("invitationId", invitation.to_string()),
            ("token", token),
            ("clientId", client),
            ("projectId", project),
            ("taskId", task),
            ("categoryId", category.to_string()),
            ("timeEntryId", entry),
            ("userId", user.user_id().to_string()),
            ("sessionId", session.to_owned()),
        ])
    }

    /// A request that this route takes, about these things.
    pub(super) fn body(&self, route: &Route, ids: &Ids, caller: &Caller) -> Option<Value> {
        let id = |name: &str| ids.get(name, route);
        let unused = format!("{}-{}@example.com", caller.name, self.requests);
        Some(match route.function.as_str() {
            "auth.signUp" => json!({"name": "New", "email": unused, "password": PASSWORD}),
            "auth.setUp" => {
                json!({"token": "x".repeat(43), "name": "New", "email": unused, "password": PASSWORD})
            }
            "auth.requestLink" => json!({"email": unused, "purpose": "signIn"}),
            "auth.consumeLink" => json!({}),
            "auth.updateAccount" => json!({"weeklySummary": true}),
            "auth.changePassword" => json!({"current": "another password", "new": PASSWORD}),
            "auth.changeAddress" => json!({"password": PASSWORD, "email": unused}),
            "auth.signIn" => json!({"email": "olga@example.com", "password": PASSWORD}),
            "organizations.setActiveOrganization" => {
                json!({"organizationId": id("organizationId")})
            }
            "organizations.delete" => json!({"confirm": id("slug")}),
            "operator.mail.retry" => json!({"state": "failed"}),
            "operator.mail.test" => json!({"to": "ivy@example.com"}),
            "webhooks.resend" => {
                json!({"type": "email.sent", "created_at": "2026-11-10T09:00:00Z"})
            }
            "organizations.update" => json!({"weekStart": 7}),
            "organizations.transferOwnership" => json!({"membershipId": id("membershipId")}),
            "members.merge" => json!({"into": id("membershipId")}),
            "members.update" => json!({"role": "viewer", "active": false}),
            "invitations.create" => json!({"emails": [unused], "role": "viewer"}),
            "invitations.draft" => json!({"email": unused, "role": "viewer"}),
            "invitations.resend" => json!({"deliver": "mail"}),
            "invitations.accept" => json!({"name": "New", "password": PASSWORD}),
            "organizations.create" | "clients.create" => json!({"name": "New"}),
            "clients.update" => json!({"note": "changed"}),
            "projects.create" => json!({"name": "New", "clientId": id("clientId")}),
            "projects.update" => json!({"clientId": id("clientId")}),
            "tasks.create" => json!({"name": "New", "projectId": id("projectId")}),
            "tasks.update" => json!({"isDone": true}),
            "timeEntries.create" => json!({
                "startedAt": "2026-11-10T09:00:00Z", "stoppedAt": "2026-11-10T10:00:00Z",
                "projectId": id("projectId"), "taskId": id("taskId"), "categoryId": id("categoryId"),
            }),
            "timeEntries.update" | "timer.start" => {
                json!({"projectId": id("projectId"), "taskId": id("taskId"), "categoryId": id("categoryId")})
            }
            function => {
                let description = operation(route);
                assert!(
                    description["requestBody"].is_null(),
                    "the access tests have no body for {function}: write one in World::body (tests/api/access/fixture.rs)"
                );
                return None;
            }
        })
    }

    /// Calls a route and brings the caller back to where they were.
    pub(super) async fn call(
        &mut self,
        caller: usize,
        route: &Route,
        path: &str,
        body: Option<Value>,
    ) -> Answer {
        let method: Method = route.method.parse().expect("a method");
        let caller = &mut self.callers[caller];
        let answer = caller.actor.send(method, path, body).await;
        if route.function.starts_with("auth.") && route.method != "GET" {
            caller.come_back().await;
        }
        if route.function == "organizations.delete" {
            let reopened = "UPDATE organizations SET deletion_requested_at = NULL, deletion_due = NULL, deletion_requested_by = NULL";
            self.app.database.execute(reopened).await;
        }
        if let Some(role) = caller.role {
            self.app
                .restore(&self.acme, role, caller.actor.user_id())
                .await;
        }
        answer
    }
}

/// A route's path with the names in it filled in.
pub(super) fn path(route: &Route, ids: &Ids) -> String {
    let parts = route.path.split('/').map(|part| {
        let name = part
            .strip_prefix('{')
            .and_then(|part| part.strip_suffix('}'));
        name.map_or(part, |name| ids.get(name, route))
    });
    parts.collect::<Vec<_>>().join("/")
}

/// What the OpenAPI document says of a route.
pub(super) fn operation(route: &Route) -> Value {
    let document = serde_json::to_value(tenure_api::openapi_document()).expect("a document");
    document["paths"][&route.path][route.method.to_lowercase()].clone()
}
