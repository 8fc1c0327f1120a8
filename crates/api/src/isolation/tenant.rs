//! Tenants of the proof: an organization with one of everything.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use tenure_app::auth::Token;
use tenure_domain::id::{
    CategoryId, ImportId, InvitationId, MembershipId, MessageId, OrganizationId, UserId,
};
use tenure_domain::role::Role;
use tenure_store::isolation::{Plant, plant};
use tenure_store::memberships::{self, NewMembership};
use tenure_store::users::{self, NewUser};
use tenure_store::{Error as StoreError, Tenancy};

use super::Error;
use super::exchange::Asked;
use super::values::Values;
use super::world::{Person, World};

/// An organization with one of everything.
#[derive(Debug, Clone)]
pub(super) struct Tenant {
    pub(super) id: OrganizationId,
    pub(super) values: Values,
}

impl World {
    /// A new organization of `owner`'s, in which `colleague` is a member and every text is `text`.
    ///
    /// # Errors
    /// If the API refuses, or the database fails.
    pub(super) async fn tenant(
        &self,
        owner: &Person,
        colleague: UserId,
        text: &str,
    ) -> Result<Tenant, Error> {
        let mut values = Values::default();
        let (former, slug) = (self.word(), self.word());
        let form = json!({"name": text, "slug": former});
        let made = self
            .must(Some(owner), "POST", "/organizations".to_owned(), Some(form))
            .await?
            .json();
        let id = made["organization"]["id"].as_str().map(str::parse);
        let Some(Ok(id)) = id else {
            return Err(Error::unprovable(
                "POST /organizations",
                "the answer has no organization",
            ));
        };
        values.set("organizationId", OrganizationId::to_string(&id));
        values.set("formerSlug", former);
        values.set("slug", &slug);
        // What is typed to confirm is the slug; it is no name to claim.
        values.set("confirm", &slug);
        values.set("email", &owner.email);
        values.set("address", &owner.email);
        values.set("userId", owner.id.to_string());
        values.set("text", text);
        self.plant(id, (owner.id, colleague), text, &mut values)
            .await?;
        let path = |rest: &str| format!("/organizations/{id}{rest}");
        // Leaves the former slug, and an entry of the audit log, behind.
        self.must(Some(owner), "PATCH", path(""), Some(json!({"slug": slug})))
            .await?;

        let key = self.word();
        let asked = Asked {
            route: "POST clients".to_owned(),
            method: "POST",
            path_and_query: path("/clients"),
            headers: vec![("Idempotency-Key".to_owned(), key.clone())],
            body: Some(json!({"name": text, "note": text, "address": {"city": text}})),
        };
        let client = id_in(
            &self.must_do(Some(owner), &asked).await?.json(),
            &asked.route,
        )?;
        values.set("Idempotency-Key", key);
        let form = json!({"name": text, "clientId": client, "hourlyRate": {"minor": 12345, "currency": "EUR"}});
        let project = self.made(owner, path("/projects"), form).await?;
        let form = json!({"name": text, "projectId": project});
        let task = self.made(owner, path("/tasks"), form).await?;
        let category = values.get("categoryId").map(str::to_owned);
        let form = json!({
            "startedAt": self.now().plus_seconds(-7200), "stoppedAt": self.now().plus_seconds(-3600),
            "description": text, "projectId": project, "taskId": task, "categoryId": category,
        });
        let entry = self.made(owner, path("/time-entries"), form).await?;
        let form = json!({"description": text, "projectId": project});
        self.must(Some(owner), "POST", path("/timer/start"), Some(form))
            .await?;
        values.set("clientId", client);
        values.set("projectId", project);
        values.set("taskId", task);
        values.set("timeEntryId", entry);
        // Where a stream of theirs would have got to by now: one event for each of the above.
        values.set("Last-Event-ID", "4");
        let path = "/auth/sessions".to_owned();
        let sessions = self.must(Some(owner), "GET", path, None).await?.json();
        values.set(
            "sessionId",
            id_in(&sessions["page"][0], "GET /auth/sessions")?,
        );
        Ok(Tenant { id, values })
    }

    /// Makes what the API has no way to make at once: a second member, a category, and so on.
    async fn plant(
        &self,
        organization_id: OrganizationId,
        (owner, user_id): (UserId, UserId),
        text: &str,
        values: &mut Values,
    ) -> Result<(), Error> {
        let (now, randomness) = (self.now(), self.randomness.as_ref());
        let token = Token::random(randomness);
        let planted = Plant {
            organization_id,
            category_id: CategoryId::new(now, randomness),
            invitation_id: InvitationId::new(now, randomness),
            import_id: ImportId::new(now, randomness),
            message_id: MessageId::new(now, randomness),
            text: text.to_owned(),
            token_hash: token.hash(),
            invited_by: owner,
            at: now,
        };
        let membership = NewMembership {
            organization_id,
            id: MembershipId::new(now, randomness),
            user_id,
            role: Role::Member,
            active: true,
            invited_by: None,
            invited_at: None,
            accepted_at: Some(now),
            created_at: now,
        };
        values.set("categoryId", planted.category_id.to_string());
        values.set("invitationId", planted.invitation_id.to_string());
        values.set("messageId", planted.message_id.to_string());
        values.set("storedToken", URL_SAFE_NO_PAD.encode(planted.token_hash));
        values.set("token", token.secret());
        values.set("membershipId", membership.id.to_string());
        let placeholder = NewUser {
            id: UserId::new(now, randomness),
            name: text.to_owned(),
            email: None,
            email_verified_at: None,
            is_operator: false,
            is_placeholder: true,
            created_at: now,
        };
        let held = NewMembership {
            id: MembershipId::new(now, randomness),
            user_id: placeholder.id,
            active: false,
            accepted_at: None,
            ..membership.clone()
        };
        values.set("placeholderId", held.id.to_string());
        self.db
            .write(Tenancy::Operator("proves the isolation"), move |tx| {
                Box::pin(async move {
                    plant(tx, &planted).await?;
                    memberships::insert(tx, &membership).await?;
                    users::insert(tx, &placeholder).await?;
                    memberships::insert(tx, &held).await?;
                    Ok::<_, StoreError>(())
                })
            })
            .await?;
        Ok(())
    }

    async fn made(&self, owner: &Person, path: String, form: Value) -> Result<String, Error> {
        let answer = self
            .must(Some(owner), "POST", path.clone(), Some(form))
            .await?;
        id_in(&answer.json(), &path)
    }
}

fn id_in(answer: &Value, route: &str) -> Result<String, Error> {
    let id = answer["id"].as_str().map(str::to_owned);
    id.ok_or_else(|| Error::unprovable(route, "the answer has no id"))
}
