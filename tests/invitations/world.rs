//! An organization that invites, and the shortest way to an invitation and its link.

use serde_json::{Value, json};
use tenure_domain::id::InvitationId;
use tenure_domain::role::Role;
use tenure_domain::time::Instant;
use tenure_testkit::{Actor, Answer, PASSWORD, Team, TestApp};

pub(super) const DAY: i64 = 24 * 3600;

/// An organization that invites.
pub(super) struct World {
    pub app: TestApp,
    pub acme: Team,
    pub ada: Actor,
}

/// An invitation and its link.
pub(super) struct Invited {
    pub id: String,
    pub token: String,
}

impl World {
    /// Acme, and its admin Ada; Olaf owns it.
    pub(super) async fn of(app: TestApp) -> Self {
        let acme = app.team("Acme").await;
        app.colleague(&acme, Role::Owner, "Olaf").await;
        let ada = app.member(&acme, Role::Admin, "Ada").await;
        Self { app, acme, ada }
    }

    pub(super) fn path(&self, rest: &str) -> String {
        self.acme.path(&format!("invitations{rest}"))
    }

    /// Invites addresses as members.
    pub(super) async fn create(&self, emails: &[&str]) -> Answer {
        let body = json!({"emails": emails, "role": "member", "note": "See you on Monday."});
        self.ada.post(&self.path(""), body).await
    }

    pub(super) async fn invite(&self, email: &str) -> Invited {
        let answer = self.create(&[email]).await;
        let result = &answer.body["results"][0];
        assert_eq!(result["outcome"], "created", "{}", answer.body);
        // What comes next comes later, in the audit log too.
        self.app.clock.advance(1);
        invited(&result["invitation"], &result["link"])
    }

    pub(super) async fn resend(&self, invited: &Invited, deliver: &str) -> Answer {
        let path = self.path(&format!("/{}/resend", invited.id));
        self.ada.post(&path, json!({"deliver": deliver})).await
    }

    pub(super) async fn revoke(&self, invited: &Invited) -> Answer {
        self.ada
            .delete(&self.path(&format!("/{}", invited.id)))
            .await
    }

    pub(super) async fn get(&self, invited: &Invited) -> Value {
        let answer = self.ada.get(&self.path(&format!("/{}", invited.id))).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.body
    }

    pub(super) async fn status(&self, invited: &Invited) -> String {
        self.get(invited).await["status"]
            .as_str()
            .expect("a status")
            .to_owned()
    }

    /// So many pending invitations, behind the application's back: a mail for each would take long.
    pub(super) async fn fill(&self, count: u32) {
        let database = &self.app.database;
        let organization = database.literal(self.acme.id.uuid());
        let now = self.app.tenure.now();
        let rows: Vec<String> = (1..=count)
            .map(|number| {
                let id = database.literal(InvitationId::derived(Instant::from_millis(i64::from(number)), [7; 10]).uuid());
                let hash = database.bytes_literal(&number.to_be_bytes());
                format!(
                    "({organization}, {id}, '{number}@example.com', '{number}@example.com', 'viewer', {hash}, 'pending', {now}, {expires})",
                    now = now.as_millis(),
                    expires = now.plus_seconds(7 * DAY).as_millis(),
                )
            })
            .collect();
        let columns = "organization_id, id, email, email_key, role, token_hash, status, created_at, expires_at";
        let sql = format!(
            "INSERT INTO invitations ({columns}) VALUES {}",
            rows.join(", ")
        );
        database.execute(&sql).await;
    }

    /// The functions of the audit log, newest first.
    pub(super) async fn audited(&self) -> Vec<String> {
        let log = self.ada.get(&self.acme.path("audit-log")).await;
        let page = log.body["page"].as_array().expect("a page").clone();
        let functions = page.iter().filter_map(|entry| entry["function"].as_str());
        functions.map(str::to_owned).collect()
    }

    /// The members' user ids, with their role, of those who may come in.
    pub(super) async fn members(&self) -> Vec<(String, String)> {
        let members = self.ada.get(&self.acme.path("members")).await;
        let page = members.body["page"].as_array().expect("a page").clone();
        let active = page.iter().filter(|member| member["active"] == true);
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        active
            .map(|member| (text(&member["userId"]), text(&member["role"])))
            .collect()
    }

    /// The path of somebody's membership.
    pub(super) async fn membership(&self, of: &Actor) -> String {
        let members = self.ada.get(&self.acme.path("members")).await;
        let page = members.body["page"].as_array().expect("a page").clone();
        let user = of.user_id().to_string();
        let member = page.iter().find(|member| member["userId"] == user.as_str());
        let id = member.expect("a member")["id"]
            .as_str()
            .expect("an id")
            .to_owned();
        self.acme.path(&format!("members/{id}"))
    }
}

pub(super) fn invited(invitation: &Value, link: &Value) -> Invited {
    let link = link.as_str().expect("a link");
    let (head, token) = link.split_once('#').expect("a token");
    assert_eq!(head, "http://tenure.test/invitation");
    Invited {
        id: invitation["id"].as_str().expect("an id").to_owned(),
        token: token.to_owned(),
    }
}

/// Accepts as who is signed in.
pub(super) async fn accept(actor: &Actor, invited: &Invited) -> Answer {
    actor
        .post(&format!("/invitations/{}/accept", invited.token), json!({}))
        .await
}

/// Accepts with a new account.
pub(super) async fn accept_anew(actor: &Actor, invited: &Invited, name: &str) -> Answer {
    let form = json!({"name": name, "password": PASSWORD});
    actor
        .post(&format!("/invitations/{}/accept", invited.token), form)
        .await
}

pub(super) async fn open(actor: &Actor, invited: &Invited) -> Answer {
    actor.get(&format!("/invitations/{}", invited.token)).await
}

pub(super) async fn decline(actor: &Actor, invited: &Invited) -> Answer {
    actor
        .post(
            &format!("/invitations/{}/decline", invited.token),
            json!({}),
        )
        .await
}

pub(super) async fn renew(actor: &Actor, invited: &Invited) -> Answer {
    actor
        .post(&format!("/invitations/{}/renew", invited.token), json!({}))
        .await
}
