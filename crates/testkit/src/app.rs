//! The application behind its own router.

use std::num::NonZeroU32;
use std::sync::Arc;

use axum::Router;
use serde_json::json;
use tenure_app::auth::Token;
use tenure_app::mail::{MailWorker, Outgoing, Pace, Resend, Round, Transport};
use tenure_app::{Environment, Instance, SignUp, Tenure};
use tenure_domain::id::{CategoryId, InvitationId, MembershipId, OrganizationId, UserId};
use tenure_domain::invitation::LIFETIME_SECONDS;
use tenure_domain::money::Currency;
use tenure_domain::organization::OrganizationKind;
use tenure_domain::role::Role;
use tenure_domain::slug::Slug;
use tenure_domain::time::Clock as _;
use tenure_store::memberships::NewMembership;
use tenure_store::organizations::NewOrganization;
use tenure_store::users::NewUser;
use tenure_store::{Tenancy, memberships, organizations, users};
use tokio::sync::watch;

use crate::mail::{Provider, WEBHOOK_SECRET};
use crate::{Actor, Engine, SeededRandomness, TestClock, TestDatabase};

/// The password of everybody in the tests.
pub const PASSWORD: &str = "correct horse battery";

/// The application of a test, with a database of its own.
pub struct TestApp {
    /// The database.
    pub database: TestDatabase,
    /// The clock it goes by.
    pub clock: Arc<TestClock>,
    /// The application.
    pub tenure: Tenure,
    randomness: Arc<SeededRandomness>,
    router: Router,
    stop: watch::Sender<bool>,
}

/// An organization of a test.
#[derive(Debug, Clone)]
pub struct Team {
    /// Its id.
    pub id: OrganizationId,
    /// Its address.
    pub slug: String,
}

impl Team {
    /// The path of something in it, as in `team.path("clients")`.
    #[must_use]
    pub fn path(&self, rest: &str) -> String {
        let slash = if rest.is_empty() { "" } else { "/" };
        format!("/organizations/{}{slash}{rest}", self.id)
    }
}

impl TestApp {
    /// An application on this engine that nobody has set up.
    ///
    /// # Panics
    /// If the database fails.
    pub async fn on(engine: Engine) -> Self {
        Self::with(engine, SignUp::Open).await
    }

    /// The same, with a setting for sign-ups.
    ///
    /// # Panics
    /// If the database fails.
    pub async fn with(engine: Engine, sign_up: SignUp) -> Self {
        let database = TestDatabase::on(engine).await;
        let clock = Arc::new(TestClock::default());
        let randomness = Arc::new(SeededRandomness::new(1));
        let environment = Environment {
            clock: clock.clone(),
            randomness: randomness.clone(),
        };
        let public_url = "http://tenure.test".to_owned();
        let instance = Instance {
            version: "0.0.0-test",
            public_url,
            sign_up,
        };
        let tenure = Tenure::new(database.db.clone(), environment, instance);
        let (stop, stopping) = watch::channel(false);
        let router = tenure_api::router(tenure.clone(), stopping)
            .await
            .expect("the router is built");
        Self {
            database,
            clock,
            tenure,
            randomness,
            router,
            stop,
        }
    }

    /// The same application, whose mail leaves this way.
    ///
    /// # Panics
    /// If the database fails.
    #[must_use]
    pub async fn sending_by(self, outgoing: Outgoing) -> Self {
        let tenure = self.tenure.clone().sending_by(outgoing);
        let router = tenure_api::router(tenure.clone(), self.stop.subscribe())
            .await
            .expect("the router is built");
        Self {
            tenure,
            router,
            ..self
        }
    }

    /// The same application, whose mail leaves by this provider, at once and as fast as it can.
    ///
    /// # Panics
    /// If the database fails.
    #[must_use]
    pub async fn sending_by_resend(self, provider: &Provider) -> Self {
        self.sending_by_resend_as(provider, "Tenure <time@example.com>")
            .await
    }

    /// The same, from somebody else.
    ///
    /// # Panics
    /// If the database fails.
    #[must_use]
    pub async fn sending_by_resend_as(self, provider: &Provider, sender: &str) -> Self {
        // Once for the program; another test may have been first.
        let _already = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder().build().expect("a client");
        let resend = Resend::new(
            client,
            &provider.url(),
            "re_stand_in".to_owned(),
            sender.to_owned(),
        );
        let secret = WEBHOOK_SECRET.parse().expect("a secret");
        self.sending_by(Outgoing {
            transport: Transport::Resend(resend),
            pace: Self::pace(),
            webhook_secrets: vec![secret],
        })
        .await
    }

    /// Somebody who has an account, signed in anew.
    ///
    /// # Panics
    /// If nobody has this address.
    pub async fn signed_in(&self, email: &str) -> Actor {
        let mut actor = self.anonymous();
        let form = json!({"email": email, "password": PASSWORD});
        actor.begin("/auth/sign-in", form).await;
        actor
    }

    /// As fast as it can.
    #[must_use]
    pub fn pace() -> Pace {
        Pace {
            per_second: NonZeroU32::MIN.saturating_add(9_999),
            ..Pace::default()
        }
    }

    /// Sends all the mail that is due.
    ///
    /// # Panics
    /// If the database fails.
    pub async fn send_mail(&self) {
        let worker = MailWorker::new(&self.tenure);
        while worker.round(None).await.expect("the database answers") == Round::Worked {}
    }

    /// Another server over the same database.
    ///
    /// # Panics
    /// If the database fails.
    pub async fn another_server(&self) -> Router {
        let db = self.database.open_again().await;
        let environment = Environment {
            clock: self.clock.clone(),
            randomness: self.randomness.clone(),
        };
        let tenure = Tenure::new(db, environment, self.tenure.instance().clone());
        tenure_api::router(tenure, self.stop.subscribe())
            .await
            .expect("the router is built")
    }

    /// Somebody who is not signed in.
    #[must_use]
    pub fn anonymous(&self) -> Actor {
        Actor::new(self.router.clone())
    }

    /// The first operator, made with the set-up link; call it once.
    ///
    /// # Panics
    /// If the instance is set up already.
    pub async fn operator(&self) -> Actor {
        let link = self
            .tenure
            .set_up_link()
            .await
            .expect("the database answers")
            .expect("no operator yet");
        let (_, token) = link.split_once('#').expect("a token in the link");
        let mut actor = self.anonymous();
        let form = json!({"token": token, "name": "Olga Operator", "email": "olga@example.com", "password": PASSWORD});
        actor.begin("/auth/set-up", form).await;
        actor
    }

    /// A signed-up user who may run the instance, beside the first operator.
    ///
    /// # Panics
    /// If the address `name`@example.com is taken.
    pub async fn further_operator(&self, name: &str) -> Actor {
        let actor = self.user(name).await;
        let id = self.database.literal(actor.user_id().uuid());
        let sql = format!("UPDATE users SET is_operator = TRUE WHERE id = {id}");
        self.database.execute(&sql).await;
        actor
    }

    /// A signed-up user. The instance is claimed first if it is not.
    ///
    /// # Panics
    /// If the address `name`@example.com is taken.
    pub async fn user(&self, name: &str) -> Actor {
        if self
            .tenure
            .overview(None)
            .await
            .is_ok_and(|overview| !overview.instance.claimed)
        {
            self.operator().await;
        }
        let mut actor = self.anonymous();
        let email = format!("{}@example.com", name.to_lowercase().replace(' ', "."));
        actor
            .begin(
                "/auth/sign-up",
                json!({"name": name, "email": email, "password": PASSWORD}),
            )
            .await;
        actor
    }

    /// A team without members.
    ///
    /// # Panics
    /// If a team has this name already.
    pub async fn team(&self, name: &str) -> Team {
        let now = self.clock.now();
        let id = OrganizationId::new(now, self.randomness.as_ref());
        let slug = Slug::suggest(name);
        let organization = NewOrganization {
            id,
            slug: slug.clone(),
            name: name.to_owned(),
            kind: OrganizationKind::Team,
            color: None,
            currency: Currency::DEFAULT,
            created_by: None,
            created_at: now,
        };
        let added = self
            .database
            .db
            .write(Tenancy::Operator("tests"), move |tx| {
                Box::pin(async move { organizations::insert(tx, &organization).await })
            })
            .await;
        assert!(
            added.expect("the database takes it"),
            "a team has this name already"
        );
        Team {
            id,
            slug: slug.as_str().to_owned(),
        }
    }

    /// A signed-up user with a role in a team.
    ///
    /// # Panics
    /// If the address `name`@example.com is taken.
    pub async fn member(&self, team: &Team, role: Role, name: &str) -> Actor {
        let actor = self.user(name).await;
        self.join(team, role, actor.user_id()).await;
        actor
    }

    /// A member of a team who never signs in; far cheaper than one who does.
    ///
    /// # Panics
    /// If the database fails.
    pub async fn colleague(&self, team: &Team, role: Role, name: &str) -> MembershipId {
        let id = self.stranger(name, false).await;
        self.add_membership(team, role, id, true).await
    }

    /// A member of a team as whom nobody can sign in, and the user that it is.
    ///
    /// # Panics
    /// If the database fails.
    pub async fn placeholder(&self, team: &Team, name: &str) -> (MembershipId, UserId) {
        let id = self.stranger(name, true).await;
        let membership = self.add_membership(team, Role::Member, id, false).await;
        (membership, id)
    }

    /// A user without an address.
    async fn stranger(&self, name: &str, is_placeholder: bool) -> UserId {
        let now = self.clock.now();
        let user = NewUser {
            id: UserId::new(now, self.randomness.as_ref()),
            name: name.to_owned(),
            email: None,
            email_verified_at: None,
            is_operator: false,
            is_placeholder,
            created_at: now,
        };
        let id = user.id;
        let added = self
            .database
            .db
            .write(Tenancy::Operator("tests"), move |tx| {
                Box::pin(async move { users::insert(tx, &user).await })
            })
            .await;
        assert!(
            added.expect("the database takes it"),
            "nobody else is this user"
        );
        id
    }

    /// Makes a user what they were in a team, whatever they have done since.
    ///
    /// # Panics
    /// If the database fails.
    pub async fn restore(&self, team: &Team, role: Role, user_id: UserId) {
        let sql = format!(
            "UPDATE memberships SET role = '{role}', is_active = TRUE, removed_at = NULL
             WHERE organization_id = {} AND user_id = {}",
            self.database.literal(team.id.uuid()),
            self.database.literal(user_id.uuid()),
        );
        self.database.execute(&sql).await;
    }

    /// Gives a user a role in a team.
    ///
    /// # Panics
    /// If they have one there.
    pub async fn join(&self, team: &Team, role: Role, user_id: UserId) {
        self.add_membership(team, role, user_id, true).await;
    }

    /// A signed-up user whose membership of a team was deactivated.
    ///
    /// # Panics
    /// If the address `name`@example.com is taken.
    pub async fn former_member(&self, team: &Team, role: Role, name: &str) -> Actor {
        let actor = self.user(name).await;
        self.add_membership(team, role, actor.user_id(), false)
            .await;
        actor
    }

    /// A category in a team: no use case makes one yet.
    ///
    /// # Panics
    /// If the database fails.
    pub async fn category(&self, team: &Team, name: &str) -> CategoryId {
        let now = self.clock.now();
        let id = CategoryId::new(now, self.randomness.as_ref());
        let sql = format!(
            "INSERT INTO categories (organization_id, id, name, name_key, is_default, created_at, updated_at)
             VALUES ({}, {}, '{name}', '{}', FALSE, {now}, {now})",
            self.database.literal(team.id.uuid()),
            self.database.literal(id.uuid()),
            tenure_domain::text::key(name),
            now = now.as_millis(),
        );
        self.database.execute(&sql).await;
        id
    }

    /// A pending invitation to a team, by a member of it, with its token; without its mail, which is
    /// the use case's. What it offers is the role viewer.
    ///
    /// # Panics
    /// If the database fails, or an invitation to the address is pending.
    pub async fn invitation(&self, team: &Team, by: UserId, email: &str) -> (InvitationId, String) {
        let now = self.clock.now();
        let id = InvitationId::new(now, self.randomness.as_ref());
        let token = Token::random(self.randomness.as_ref());
        let sql = format!(
            "INSERT INTO invitations (organization_id, id, email, email_key, role, token_hash, status, invited_by,
                created_at, expires_at, sends)
             VALUES ({}, {}, '{email}', '{}', 'viewer', {}, 'pending', {}, {now}, {expires}, 1)",
            self.database.literal(team.id.uuid()),
            self.database.literal(id.uuid()),
            tenure_domain::text::key(email),
            self.database.bytes_literal(&token.hash()),
            self.database.literal(by.uuid()),
            now = now.as_millis(),
            expires = now.plus_seconds(LIFETIME_SECONDS).as_millis(),
        );
        self.database.execute(&sql).await;
        (id, token.secret().to_owned())
    }

    async fn add_membership(
        &self,
        team: &Team,
        role: Role,
        user_id: UserId,
        active: bool,
    ) -> MembershipId {
        let now = self.clock.now();
        let id = MembershipId::new(now, self.randomness.as_ref());
        let membership = NewMembership {
            organization_id: team.id,
            id,
            user_id,
            role,
            active,
            invited_by: None,
            invited_at: None,
            accepted_at: Some(now),
            created_at: now,
        };
        let added = self
            .database
            .db
            .write(Tenancy::Operator("tests"), move |tx| {
                Box::pin(async move { memberships::insert(tx, &membership).await })
            })
            .await;
        assert!(
            added.expect("the database takes it"),
            "they are in the team already"
        );
        id
    }
}
