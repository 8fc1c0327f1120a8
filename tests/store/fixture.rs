//! Two organizations, each with an owner who is signed in, and the shortest way to a transaction.

use tenure_domain::email::EmailAddress;
use tenure_domain::id::{
    CategoryId, ClientId, MembershipId, OrganizationId, ProjectId, SessionId, TimeEntryId, UserId,
};
use tenure_domain::money::Currency;
use tenure_domain::organization::OrganizationKind;
use tenure_domain::permission::Proof;
use tenure_domain::role::Role;
use tenure_domain::slug::Slug;
use tenure_domain::time::Instant;
use tenure_domain::time_entry::{Source, TimeEntry};
use tenure_store::memberships::NewMembership;
use tenure_store::organizations::NewOrganization;
use tenure_store::scope::{Access, Scope};
use tenure_store::sessions::NewSession;
use tenure_store::users::NewUser;
use tenure_store::{Db, Tenancy, memberships, organizations, sessions, users};
use tenure_testkit::{Engine, SeededRandomness, TestDatabase};

/// The moment at which everything happens.
pub(super) const NOW: Instant = Instant::from_millis(1_794_312_000_000);

/// A transaction that reads.
macro_rules! reads {
    ($db:expr, $tenancy:expr, |$tx:ident| $work:expr) => {
        $db.read($tenancy, move |$tx| Box::pin(async move { $work }))
            .await
    };
}

/// A transaction that writes.
macro_rules! writes {
    ($db:expr, $tenancy:expr, |$tx:ident| $work:expr) => {
        $db.write($tenancy, move |$tx| Box::pin(async move { $work }))
            .await
    };
}

pub(super) use {reads, writes};

/// An organization and its owner.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tenant {
    pub organization: OrganizationId,
    pub user: UserId,
    pub session: SessionId,
    pub token_hash: [u8; 32],
    pub access: Access,
}

impl Tenant {
    pub(super) fn scope<P: Proof>(&self) -> Scope<P> {
        self.access.require().expect("owners may do anything")
    }

    pub(super) const fn tenancy(&self) -> Tenancy {
        Tenancy::Organization(self.organization)
    }
}

/// Two of them in one database.
pub(super) struct Tenants {
    pub database: TestDatabase,
    pub acme: Tenant,
    pub rival: Tenant,
    randomness: SeededRandomness,
}

impl Tenants {
    pub(super) async fn on(engine: Engine) -> Self {
        let database = TestDatabase::on(engine).await;
        let randomness = SeededRandomness::new(7);
        let acme = tenant(&database.db, &randomness, "Acme", 1).await;
        let rival = tenant(&database.db, &randomness, "Rival", 2).await;
        Self {
            database,
            acme,
            rival,
            randomness,
        }
    }

    pub(super) fn db(&self) -> Db {
        self.database.db.clone()
    }

    pub(super) fn client_id(&self) -> ClientId {
        ClientId::new(NOW, &self.randomness)
    }

    pub(super) fn project_id(&self) -> ProjectId {
        ProjectId::new(NOW, &self.randomness)
    }

    pub(super) fn category_id(&self) -> CategoryId {
        CategoryId::new(NOW, &self.randomness)
    }

    pub(super) fn user(&self, name: &str) -> NewUser {
        new_user(&self.randomness, name)
    }

    pub(super) fn session(&self, user_id: UserId, number: u8) -> NewSession {
        new_session(&self.randomness, user_id, number)
    }

    pub(super) fn membership(
        &self,
        organization_id: OrganizationId,
        user_id: UserId,
        role: Role,
    ) -> NewMembership {
        new_membership(&self.randomness, organization_id, user_id, role)
    }

    pub(super) fn entry(&self, of: &Tenant, minutes: i64) -> TimeEntry {
        TimeEntry {
            id: TimeEntryId::new(NOW, &self.randomness),
            user_id: of.user,
            project_id: None,
            task_id: None,
            category_id: None,
            description: format!("{minutes} Minuten"),
            started_at: NOW,
            stopped_at: Some(NOW.plus_seconds(minutes * 60)),
            seconds: Some(minutes * 60),
            source: Source::Manual,
            created_at: NOW,
            updated_at: NOW,
        }
    }
}

pub(super) fn new_organization(randomness: &SeededRandomness, name: &str) -> NewOrganization {
    NewOrganization {
        id: OrganizationId::new(NOW, randomness),
        slug: Slug::suggest(name),
        name: name.to_owned(),
        kind: OrganizationKind::Team,
        color: None,
        currency: Currency::DEFAULT,
        created_by: None,
        created_at: NOW,
    }
}

fn new_user(randomness: &SeededRandomness, name: &str) -> NewUser {
    NewUser {
        id: UserId::new(NOW, randomness),
        name: name.to_owned(),
        email: EmailAddress::parse(&format!("{name}@example.com")).ok(),
        email_verified_at: None,
        is_operator: false,
        is_placeholder: false,
        created_at: NOW,
    }
}

fn new_session(randomness: &SeededRandomness, user_id: UserId, number: u8) -> NewSession {
    NewSession {
        id: SessionId::new(NOW, randomness),
        token_hash: [number; 32],
        user_id,
        created_at: NOW,
        expires_at: NOW.plus_seconds(3600),
        user_agent: format!("Browser {number}"),
    }
}

fn new_membership(
    randomness: &SeededRandomness,
    organization_id: OrganizationId,
    user_id: UserId,
    role: Role,
) -> NewMembership {
    NewMembership {
        organization_id,
        id: MembershipId::new(NOW, randomness),
        user_id,
        role,
        active: true,
        invited_by: None,
        invited_at: None,
        accepted_at: None,
        created_at: NOW,
    }
}

async fn tenant(db: &Db, randomness: &SeededRandomness, name: &str, number: u8) -> Tenant {
    let user = new_user(randomness, name);
    let organization = new_organization(randomness, name);
    let membership = new_membership(randomness, organization.id, user.id, Role::Owner);
    let session = new_session(randomness, user.id, number);
    let (organization_id, user_id) = (organization.id, user.id);
    let (session_id, token_hash) = (session.id, session.token_hash);
    writes!(db, Tenancy::Operator("tests"), |tx| {
        assert!(users::insert(tx, &user).await?);
        assert!(organizations::insert(tx, &organization).await?);
        assert!(memberships::insert(tx, &membership).await?);
        sessions::insert(tx, &session).await
    })
    .expect("the tenant is made");
    let authorized = reads!(db, Tenancy::Organization(organization_id), |tx| {
        memberships::authorize(tx, &token_hash, organization_id, NOW).await
    });
    let access = authorized
        .expect("an answer")
        .and_then(|authorized| authorized.access);
    Tenant {
        organization: organization_id,
        user: user_id,
        session: session_id,
        token_hash,
        access: access.expect("a membership"),
    }
}
