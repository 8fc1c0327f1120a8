//! The facts on which every decision rests, worked out from all documents.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

use super::addresses::Addresses;
use super::assigned::Assignments;
use super::builder::{IndexBuilder, SettingsFact};
use super::homes::Homes;
use super::invitations::pending_invitations;
use super::memberships::counting_memberships;
use super::running::{Outcome, Runner, outcomes};
use super::settings::counting_settings;
use super::slugs::Slugs;
use super::workspaces::{WorkspaceRule, personal_workspaces};
use super::{Age, Home, NewWorkspace};
use crate::convex_id::ConvexId;
use crate::shape::{Currency, InvitationStatus};

/// Knows enough of all documents to decide on each.
#[derive(Debug)]
pub struct Index {
    pub(super) assigned: Assignments,
    pub(super) homes: Homes,
    pub(super) addresses: Addresses,
    /// Users' choices, by user.
    pub(super) chosen: HashMap<ConvexId, Chosen>,
    /// The workspaces to make, by user.
    pub(super) new_workspaces: HashMap<ConvexId, NewWorkspace>,
    /// Slug and currency of the organizations of the snapshot.
    pub(super) organizations: HashMap<ConvexId, (String, Option<Currency>)>,
    pub(super) invitations: HashMap<ConvexId, InvitationStatus>,
    pub(super) clients: HashMap<ConvexId, Home>,
    pub(super) projects: HashMap<ConvexId, Home>,
    pub(super) categories: HashMap<(Home, Box<str>), ConvexId>,
    pub(super) running: HashMap<ConvexId, Outcome>,
}

/// What a user chose.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chosen {
    /// The settings that count.
    pub(super) settings: ConvexId,
    /// The organization to begin in.
    pub(super) active: Home,
}

impl IndexBuilder {
    /// Works out what the facts come to.
    #[must_use]
    pub fn finish(mut self) -> Index {
        self.users.sort_by_key(|user| user.age);
        self.organizations
            .sort_by_key(|organization| organization.age);
        let slugs = Slugs::new(
            std::mem::take(&mut self.taken.slugs),
            std::mem::take(&mut self.taken.given_slugs),
        );
        let running = std::mem::take(&mut self.running);
        let assigned = std::mem::take(&mut self.assigned);
        let addresses = Addresses::of(&self.users, &self.taken.email_keys);
        let homes = self.homes();
        let settings = counting_settings(&self.settings);
        let currency = |user: ConvexId| settings.get(&user).and_then(|settings| settings.currency);
        let (organizations, new_workspaces) = self.names(&homes, slugs, currency);
        let chosen = chosen(&homes, &settings);
        let exists = |organization| homes.organizations.contains_key(&organization);
        let invitations = pending_invitations(&self.invitations, self.now, exists);
        let clients = self.client_homes(&homes);
        let projects = self.project_homes(&homes, &clients, &assigned);
        let categories = self.category_names(&homes);
        let running = outcomes(running, |fact| {
            let parent = assigned.drawing(fact.project.id(), &projects);
            let home = homes.home(&fact.ownership, parent).ok()?;
            Some(Runner {
                home,
                user: fact.ownership.user.clone(),
            })
        });
        Index {
            assigned,
            homes,
            addresses,
            chosen,
            new_workspaces,
            organizations,
            invitations,
            clients,
            projects,
            categories,
            running,
        }
    }

    fn homes(&self) -> Homes {
        let workspaces = personal_workspaces(self);
        let mut organizations: HashMap<ConvexId, Option<ConvexId>> = self
            .organizations
            .iter()
            .map(|organization| (organization.age.id, None))
            .collect();
        for (user, (home, _)) in &workspaces {
            if let Home::Organization(organization) = home {
                organizations.insert(*organization, Some(*user));
            }
        }
        let memberships = counting_memberships(&self.memberships, |organization, user| {
            organizations.contains_key(&organization) && workspaces.contains_key(&user)
        });
        Homes {
            workspaces,
            organizations,
            memberships,
        }
    }

    /// Slugs and currencies. Slugs of the snapshot go first, oldest first; then those of
    /// organizations that have none; then those of the workspaces to make.
    #[expect(
        clippy::type_complexity,
        reason = "taken apart where it is called, and nowhere else"
    )]
    fn names(
        &self,
        homes: &Homes,
        mut slugs: Slugs,
        currency: impl Fn(ConvexId) -> Option<Currency>,
    ) -> (
        HashMap<ConvexId, (String, Option<Currency>)>,
        HashMap<ConvexId, NewWorkspace>,
    ) {
        let mut organizations = HashMap::new();
        for has_slug in [true, false] {
            for organization in self
                .organizations
                .iter()
                .filter(|organization| organization.slug.is_some() == has_slug)
            {
                let wanted = organization.slug.as_ref().unwrap_or(&organization.name);
                let currency = organization.created_by.and_then(&currency);
                let home = Home::Organization(organization.age.id);
                organizations.insert(organization.age.id, (slugs.take(home, wanted), currency));
            }
        }
        let mut new_workspaces = HashMap::new();
        for user in &self.users {
            let id = user.age.id;
            if !matches!(homes.workspaces.get(&id), Some((_, WorkspaceRule::New))) {
                continue;
            }
            let (name, wanted) = match &user.label {
                Some(label) => (format!("{label}'s Workspace"), label.as_ref()),
                None => ("Personal workspace".to_owned(), "personal"),
            };
            new_workspaces.insert(
                id,
                NewWorkspace {
                    name,
                    slug: slugs.take(Home::NewPersonal(id), wanted),
                    currency: currency(id),
                },
            );
        }
        (organizations, new_workspaces)
    }

    fn client_homes(&self, homes: &Homes) -> HashMap<ConvexId, Home> {
        let home = |fact: &super::builder::WorkFact| {
            Some((fact.id, homes.home(&fact.ownership, None).ok()?))
        };
        self.clients.iter().filter_map(home).collect()
    }

    fn project_homes(
        &self,
        homes: &Homes,
        clients: &HashMap<ConvexId, Home>,
        assigned: &Assignments,
    ) -> HashMap<ConvexId, Home> {
        let home = |fact: &super::builder::ProjectFact| {
            let parent = assigned.drawing(fact.client, clients);
            Some((fact.work.id, homes.home(&fact.work.ownership, parent).ok()?))
        };
        self.projects.iter().filter_map(home).collect()
    }

    /// The category of each name in each home: of several the oldest.
    fn category_names(&self, homes: &Homes) -> HashMap<(Home, Box<str>), ConvexId> {
        let mut oldest: HashMap<(Home, Box<str>), Age> = HashMap::new();
        for fact in &self.categories {
            let Ok(home) = homes.home(&fact.ownership, None) else {
                continue;
            };
            let best = oldest
                .entry((home, category_key(&fact.name)))
                .or_insert(fact.age);
            *best = fact.age.min(*best);
        }
        oldest.into_iter().map(|(key, age)| (key, age.id)).collect()
    }
}

fn chosen(homes: &Homes, settings: &HashMap<ConvexId, &SettingsFact>) -> HashMap<ConvexId, Chosen> {
    let chosen = |(user, fact): (&ConvexId, &&SettingsFact)| {
        let (workspace, _) = *homes.workspaces.get(user)?;
        let wanted = fact
            .organization
            .map(Home::Organization)
            .filter(|home| homes.is_active(*user, *home));
        Some((
            *user,
            Chosen {
                settings: fact.age.id,
                active: wanted.unwrap_or(workspace),
            },
        ))
    };
    settings.iter().filter_map(chosen).collect()
}

impl Index {
    /// The currency of a home: the one that its creator chose, if they chose.
    #[must_use]
    pub fn currency(&self, home: Home) -> Option<Currency> {
        match home {
            Home::Organization(id) => self.organizations.get(&id)?.1,
            Home::NewPersonal(user) => self.new_workspaces.get(&user)?.currency,
        }
    }

    /// The user of the snapshot who has this address after the move; `key` as
    /// [`email_key`](crate::email::email_key) gives it.
    #[must_use]
    pub fn user_with_address(&self, key: &str) -> Option<ConvexId> {
        self.addresses.holder(key)
    }

    /// Whether the user is an active member of the home after the move.
    #[must_use]
    pub fn is_active_member(&self, user: ConvexId, home: Home) -> bool {
        self.homes.is_active(user, home)
    }
}

/// The form in which names of categories are compared: trimmed, NFC; case counts.
pub(super) fn category_key(name: &str) -> Box<str> {
    name.trim().nfc().collect::<String>().into()
}
