//! Collects the facts that decisions rest on.

use std::collections::{HashMap, HashSet};

use super::assigned::Assignments;
use super::running::RunningFact;
use super::{Age, Assigned, Home};
use crate::convex_id::ConvexId;
use crate::email::email_key;
use crate::shape::{
    self, Category, Client, Currency, Invitation, InvitationStatus, LegacyTable, Membership,
    Organization, Ownership, Project, Reference, RunningTimer, Shape, Shaped, TimeEntry, Timing,
    User, UserSettings,
};

/// What the instance holds that did not come from legacy documents, and so is not to be had.
#[derive(Debug, Clone, Default)]
pub struct Taken {
    /// Slugs of organizations.
    pub slugs: HashSet<String>,
    /// Addresses of users, as [`email_key`] gives them.
    pub email_keys: HashSet<String>,
    /// Slugs that earlier runs of this move gave, by home: they stay, whatever was taken since.
    pub given_slugs: HashMap<Home, String>,
}

/// Takes in every legacy document, in any order, and keeps what is needed to decide on all.
#[derive(Debug)]
pub struct IndexBuilder {
    pub(super) now: i64,
    pub(super) taken: Taken,
    pub(super) assigned: Assignments,
    pub(super) users: Vec<UserFact>,
    pub(super) organizations: Vec<OrganizationFact>,
    pub(super) memberships: Vec<MembershipFact>,
    pub(super) invitations: Vec<InvitationFact>,
    pub(super) settings: Vec<SettingsFact>,
    pub(super) clients: Vec<WorkFact>,
    pub(super) projects: Vec<ProjectFact>,
    pub(super) categories: Vec<CategoryFact>,
    pub(super) running: Vec<RunningFact>,
}

#[derive(Debug)]
pub(super) struct UserFact {
    pub(super) age: Age,
    /// For the name and slug of a workspace to make.
    pub(super) label: Option<Box<str>>,
    pub(super) email_key: Option<Box<str>>,
    pub(super) is_anonymous: bool,
}

#[derive(Debug)]
pub(super) struct OrganizationFact {
    pub(super) age: Age,
    pub(super) name: Box<str>,
    pub(super) slug: Option<Box<str>>,
    pub(super) created_by: Option<ConvexId>,
    pub(super) is_marked: bool,
}

#[derive(Debug)]
pub(super) struct MembershipFact {
    pub(super) age: Age,
    pub(super) organization: Option<ConvexId>,
    pub(super) user: Reference,
    pub(super) is_active: bool,
    pub(super) has_role: bool,
}

#[derive(Debug)]
pub(super) struct InvitationFact {
    pub(super) age: Age,
    pub(super) organization: Option<ConvexId>,
    pub(super) email_key: Box<str>,
    pub(super) status: InvitationStatus,
    pub(super) expires_at: i64,
}

#[derive(Debug)]
pub(super) struct SettingsFact {
    pub(super) age: Age,
    pub(super) user: Option<ConvexId>,
    pub(super) organization: Option<ConvexId>,
    pub(super) currency: Option<Currency>,
}

#[derive(Debug)]
pub(super) struct WorkFact {
    pub(super) id: ConvexId,
    pub(super) ownership: Ownership,
}

#[derive(Debug)]
pub(super) struct ProjectFact {
    pub(super) work: WorkFact,
    pub(super) client: Option<ConvexId>,
}

#[derive(Debug)]
pub(super) struct CategoryFact {
    pub(super) age: Age,
    pub(super) ownership: Ownership,
    pub(super) name: Box<str>,
}

impl IndexBuilder {
    /// An empty index. `now`, in milliseconds since 1970, is what invitations expire by: the same
    /// for all runs of one move, or an invitation could change between them.
    #[must_use]
    pub fn new(now: i64, taken: Taken) -> Self {
        Self {
            now,
            taken,
            assigned: Assignments::default(),
            users: Vec::new(),
            organizations: Vec::new(),
            memberships: Vec::new(),
            invitations: Vec::new(),
            settings: Vec::new(),
            clients: Vec::new(),
            projects: Vec::new(),
            categories: Vec::new(),
            running: Vec::new(),
        }
    }

    /// Gives a document to somebody; before any is taken in.
    pub fn assign(&mut self, id: ConvexId, to: Assigned) {
        self.assigned.add(id, to);
    }

    /// Takes in a document of `table`. One that cannot be read leaves no trace: it counts as
    /// missing for all others.
    pub fn add(&mut self, table: &str, id: ConvexId, json: &str) {
        let Some(table) = LegacyTable::named(table) else {
            return;
        };
        if self.assigned.has(id) && !matches!(table, LegacyTable::Clients | LegacyTable::Projects) {
            return;
        }
        match table {
            LegacyTable::Users => with(id, json, |age, user: User| {
                self.users.push(user_fact(age, user));
            }),
            LegacyTable::Organizations => with(id, json, |age, organization: Organization| {
                self.organizations.push(OrganizationFact {
                    age,
                    name: organization.name.into(),
                    slug: organization.slug.map(Into::into),
                    created_by: organization.created_by.id(),
                    is_marked: organization.is_personal,
                });
            }),
            LegacyTable::Memberships => with(id, json, |age, membership: Membership| {
                self.memberships.push(MembershipFact {
                    age,
                    organization: membership.organization.id(),
                    user: membership.user,
                    is_active: membership.is_active,
                    has_role: membership.role.is_some(),
                });
            }),
            LegacyTable::Invitations => with(id, json, |age, invitation: Invitation| {
                self.invitations.push(InvitationFact {
                    age,
                    organization: invitation.organization.id(),
                    email_key: email_key(&invitation.email).unwrap_or_default().into(),
                    status: invitation.status,
                    expires_at: invitation.expires_at,
                });
            }),
            LegacyTable::UserSettings => with(id, json, |age, settings: UserSettings| {
                let organization = settings
                    .organization
                    .and_then(|organization| organization.id());
                let (user, currency) = (settings.user.id(), settings.currency);
                self.settings.push(SettingsFact {
                    age,
                    user,
                    organization,
                    currency,
                });
            }),
            LegacyTable::Clients => with(id, json, |_, client: Client| {
                self.clients.push(WorkFact {
                    id,
                    ownership: self.assigned.ownership(id, &client.ownership),
                });
            }),
            LegacyTable::Projects => with(id, json, |_, project: Project| {
                let client = project.client.and_then(|client| client.id());
                self.projects.push(ProjectFact {
                    work: WorkFact {
                        id,
                        ownership: self.assigned.ownership(id, &project.ownership),
                    },
                    client,
                });
            }),
            LegacyTable::Categories => with(id, json, |age, category: Category| {
                self.categories.push(CategoryFact {
                    age,
                    ownership: category.ownership,
                    name: category.name.into(),
                });
            }),
            LegacyTable::TimeEntries => with(id, json, |age, entry: TimeEntry| {
                if entry.timing == Timing::Running {
                    self.running.push(RunningFact::entry(age, entry));
                }
            }),
            LegacyTable::RunningTimers => with(id, json, |age, timer: RunningTimer| {
                self.running.push(RunningFact::timer(age, timer));
            }),
            LegacyTable::AuthAccounts | LegacyTable::Imports => {}
        }
    }
}

fn with<T: Shape>(id: ConvexId, json: &str, keep: impl FnOnce(Age, T)) {
    if let Ok(Shaped {
        creation_time,
        value,
        ..
    }) = shape::read(json)
    {
        keep(Age { creation_time, id }, value);
    }
}

fn user_fact(age: Age, user: User) -> UserFact {
    let is_anonymous = user.is_anonymous;
    // Anonymous users come in without an address, whatever they have.
    let email = user.email.filter(|_| !is_anonymous);
    let email_key = email.as_deref().and_then(email_key).map(Into::into);
    let name = user
        .name
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty());
    let local_part = || email.and_then(|email| Some(email.rsplit_once('@')?.0.to_owned()));
    let label = name.or_else(local_part).map(Into::into);
    UserFact {
        age,
        label,
        email_key,
        is_anonymous,
    }
}
