//! Counts documents and rows into what `verify` prints. Fed once with what the documents say and
//! once with what the database holds: two tallies that differ name what the move got wrong.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::{Map, Value, json};
use tenure_domain::id::{OrganizationId, UserId};
use tenure_domain::organization::OrganizationKind;
use tenure_domain::role::Role;
use tenure_legacy::placement::WorkspaceRule;
use tenure_store::legacy_documents::Outcome;
use tenure_store::legacy_placement::{MovedMembership, MovedOrganization, MovedRow, MovedUser};

use crate::operations::legacy::report::{Tables, no_documents, note_kinds, tables_json};

type Counts = BTreeMap<String, u64>;

/// The numbers of one organization, in the order in which they are printed.
const NUMBERS: [&str; 9] = [
    "clients",
    "projects",
    "hourlyRateMinor",
    "entries",
    "seconds",
    "running",
    "closed",
    "categories",
    "imports",
];

#[derive(Default, Clone)]
struct Numbers {
    counts: BTreeMap<&'static str, i64>,
    members: HashMap<UserId, Role>,
    inactive: u64,
    /// Members that no document carries, and are not active.
    made_inactive: Vec<UserId>,
    invitations: Counts,
}

impl Numbers {
    fn add(&mut self, name: &'static str, by: i64) {
        *self.counts.entry(name).or_default() += by;
    }

    fn json(&self) -> Map<String, Value> {
        NUMBERS
            .iter()
            .map(|name| {
                (
                    (*name).to_owned(),
                    json!(self.counts.get(name).unwrap_or(&0)),
                )
            })
            .collect()
    }
}

/// What a document says about its user that no row holds.
#[derive(Clone)]
struct Person {
    document: String,
    row: MovedUser,
    email_in_snapshot: Value,
    is_anonymous: bool,
    rule: WorkspaceRule,
}

/// Everything that was counted.
#[derive(Default)]
pub(super) struct Tally {
    pub(super) tables: Tables,
    homes: HashMap<OrganizationId, Numbers>,
    people: HashMap<UserId, Person>,
    placeholders: HashSet<UserId>,
    /// The organizations that documents are, with their documents' ids.
    organizations: HashMap<OrganizationId, (String, MovedOrganization)>,
    /// The organizations that no document is.
    made_organizations: HashMap<OrganizationId, MovedOrganization>,
    settings: u64,
    same_as: u64,
}

/// The document that a row is counted for.
#[derive(Clone, Copy)]
pub(super) struct Of<'a> {
    pub(super) id: &'a str,
    pub(super) json: &'a str,
    pub(super) outcome: &'a Outcome,
    pub(super) rule: Option<WorkspaceRule>,
}

impl Tally {
    pub(super) fn new() -> Self {
        Self {
            tables: no_documents(),
            ..Self::default()
        }
    }

    /// Counts what became of a document.
    pub(super) fn document(&mut self, table: &str, outcome: &Outcome) {
        if let Some(counts) = self.tables.get_mut(table) {
            counts.count(outcome);
        } else {
            self.tables
                .entry(table.to_owned())
                .or_default()
                .count(outcome);
        }
    }

    /// Counts a timer that is the same as an entry.
    pub(super) const fn same_as(&mut self) {
        self.same_as += 1;
    }

    /// Counts the row of a document.
    pub(super) fn row(&mut self, of: Of<'_>, row: &MovedRow) {
        match row {
            MovedRow::User(user) => self.person(of, user),
            MovedRow::Organization(organization) => {
                let entry = (of.id.to_owned(), organization.clone());
                self.organizations.insert(organization.id, entry);
            }
            MovedRow::Membership(membership) => {
                let numbers = self.home(membership.organization_id);
                if membership.is_active {
                    numbers.members.insert(membership.user_id, membership.role);
                } else {
                    numbers.inactive += 1;
                }
            }
            MovedRow::Invitation(invitation) => {
                let numbers = self.home(invitation.organization_id);
                *numbers
                    .invitations
                    .entry(invitation.status.clone())
                    .or_default() += 1;
            }
            MovedRow::Client(client) => self.home(client.organization_id).add("clients", 1),
            MovedRow::Project(project) => {
                let numbers = self.home(project.organization_id);
                numbers.add("projects", 1);
                numbers.add("hourlyRateMinor", project.hourly_rate_minor.unwrap_or(0));
            }
            MovedRow::Category(category) => {
                self.home(category.organization_id).add("categories", 1);
            }
            MovedRow::Import(import) => self.home(import.organization_id).add("imports", 1),
            MovedRow::TimeEntry(entry) => {
                let is_closed = note_kinds(of.outcome).contains("closed");
                let numbers = self.home(entry.organization_id);
                numbers.add("entries", 1);
                numbers.add("closed", i64::from(is_closed));
                match entry.seconds {
                    Some(seconds) => numbers.add("seconds", seconds),
                    None => numbers.add("running", 1),
                }
            }
            MovedRow::Settings(_) => self.settings += 1,
            MovedRow::Credential(_) => {}
        }
    }

    /// Counts a row that no document carries.
    pub(super) fn made(&mut self, row: &MovedRow) {
        match row {
            MovedRow::User(user) => drop(self.placeholders.insert(user.id)),
            MovedRow::Organization(organization) => {
                self.made_organizations
                    .insert(organization.id, organization.clone());
            }
            MovedRow::Membership(MovedMembership {
                organization_id,
                user_id,
                role,
                is_active,
                ..
            }) => {
                let numbers = self.home(*organization_id);
                if *is_active {
                    numbers.members.insert(*user_id, *role);
                } else {
                    numbers.made_inactive.push(*user_id);
                }
            }
            // Categories that were made for a name are not among the snapshot's; nothing else is made.
            _ => {}
        }
    }

    fn home(&mut self, id: OrganizationId) -> &mut Numbers {
        self.homes.entry(id).or_default()
    }

    fn person(&mut self, of: Of<'_>, row: &MovedUser) {
        let document: Value = serde_json::from_str(of.json).unwrap_or_default();
        let person = Person {
            document: of.id.to_owned(),
            row: row.clone(),
            email_in_snapshot: document["email"].clone(),
            is_anonymous: document["isAnonymous"].as_bool().unwrap_or(false),
            rule: of.rule.unwrap_or(WorkspaceRule::New),
        };
        self.people.insert(row.id, person);
    }

    /// The tally as `verify` prints it.
    pub(super) fn json(&self) -> Map<String, Value> {
        let mut json = Map::new();
        json.insert("tables".to_owned(), tables_json(&self.tables));
        json.insert("totals".to_owned(), self.totals());
        json.insert(
            "usersWithoutTheirAddress".to_owned(),
            self.without_their_address(),
        );
        json.insert("users".to_owned(), self.users());
        json.insert("organizations".to_owned(), self.organizations());
        json
    }

    fn totals(&self) -> Value {
        let sum = |name: &str| -> i64 {
            let homes = self.homes.values();
            homes.filter_map(|numbers| numbers.counts.get(name)).sum()
        };
        let mut totals: Map<String, Value> = NUMBERS
            .iter()
            .map(|name| ((*name).to_owned(), json!(sum(name))))
            .collect();
        let mut rules = Map::from_iter(
            [
                WorkspaceRule::Marked,
                WorkspaceRule::Sole,
                WorkspaceRule::New,
            ]
            .map(|rule| (rule.as_str().to_owned(), json!(0))),
        );
        let personal = self.personal_workspaces();
        for (id, person) in &self.people {
            let rule = self.rule_of(personal.get(id).copied(), person);
            let count = rules.get(rule).and_then(Value::as_u64).unwrap_or(0);
            rules.insert(rule.to_owned(), json!(count + 1));
        }
        let mut invitations = Counts::new();
        for (status, count) in self.homes.values().flat_map(|numbers| &numbers.invitations) {
            *invitations.entry(status.clone()).or_default() += count;
        }
        let organizations = self.organizations.len() + self.made_organizations.len();
        totals.insert("users".to_owned(), json!(self.people.len()));
        totals.insert("organizations".to_owned(), json!(organizations));
        totals.insert("personalWorkspaces".to_owned(), json!(rules));
        totals.insert("userSettings".to_owned(), json!(self.settings));
        totals.insert("timersSameAsEntry".to_owned(), json!(self.same_as));
        totals.insert("invitations".to_owned(), json!(invitations));
        Value::Object(totals)
    }

    /// Users whose address the snapshot has, and who came in without it: somebody else has it.
    fn without_their_address(&self) -> Value {
        let has_address = |person: &Person| {
            let email = person.email_in_snapshot.as_str().unwrap_or_default();
            !person.is_anonymous && !email.trim().is_empty()
        };
        let mut without: Vec<&str> = self
            .people
            .values()
            .filter(|person| has_address(person) && person.row.email.is_none())
            .map(|person| person.document.as_str())
            .collect();
        without.sort_unstable();
        json!(without)
    }

    fn personal_workspaces(&self) -> HashMap<UserId, OrganizationId> {
        let of_documents = self
            .organizations
            .values()
            .map(|(_, organization)| organization);
        of_documents
            .chain(self.made_organizations.values())
            .filter(|organization| organization.kind == OrganizationKind::Personal)
            .filter_map(|organization| Some((organization.created_by?, organization.id)))
            .collect()
    }

    fn rule_of(&self, workspace: Option<OrganizationId>, person: &Person) -> &'static str {
        match workspace {
            Some(id) if self.made_organizations.contains_key(&id) => WorkspaceRule::New.as_str(),
            Some(_) => person.rule.as_str(),
            None => "none",
        }
    }

    fn users(&self) -> Value {
        let personal = self.personal_workspaces();
        let mut users = BTreeMap::new();
        for (id, person) in &self.people {
            let home = personal.get(id).copied();
            let numbers = home.and_then(|home| self.homes.get(&home)).cloned();
            let mut workspace = numbers.unwrap_or_default().json();
            let organization = home.and_then(|home| self.organizations.get(&home));
            workspace.insert("rule".to_owned(), json!(self.rule_of(home, person)));
            workspace.insert(
                "organization".to_owned(),
                json!(organization.map(|(document, _)| document)),
            );
            let name = Some(&person.row.name).filter(|name| !name.is_empty());
            users.insert(
                person.document.clone(),
                json!({
                    "name": name,
                    "emailInSnapshot": person.email_in_snapshot,
                    "email": person.row.email,
                    "anonymous": person.is_anonymous,
                    "personalWorkspace": workspace,
                }),
            );
        }
        json!(users)
    }

    fn organizations(&self) -> Value {
        let mut organizations = BTreeMap::new();
        for (id, (document, organization)) in &self.organizations {
            let numbers = self.homes.get(id).cloned().unwrap_or_default();
            let mut json = numbers.json();
            let mut members: Vec<_> = numbers
                .members
                .iter()
                .filter_map(|(user, role)| Some((self.people.get(user)?, role)))
                .collect();
            members.sort_unstable_by(|(one, _), (other, _)| one.document.cmp(&other.document));
            let members: Vec<Value> = members
                .into_iter()
                .map(|(person, role)| {
                    json!({"user": person.document, "email": person.row.email, "role": role.as_str()})
                })
                .collect();
            let placeholders = numbers.made_inactive.iter();
            let placeholders = placeholders.filter(|user| self.placeholders.contains(user));
            json.insert("name".to_owned(), json!(organization.name));
            json.insert("kind".to_owned(), json!(organization.kind.as_str()));
            json.insert("members".to_owned(), json!(members));
            json.insert("inactiveMembers".to_owned(), json!(numbers.inactive));
            json.insert("placeholders".to_owned(), json!(placeholders.count()));
            json.insert("invitations".to_owned(), json!(numbers.invitations));
            organizations.insert(document.clone(), Value::Object(json));
        }
        json!(organizations)
    }
}
