//! Counts decisions into the shape of a sample's expectation.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use serde_json::{Map, Value, json};
use tenure_legacy::convex_id::ConvexId;
use tenure_legacy::note::NoteKind;
use tenure_legacy::placement::{
    Decision, EntryRow, EntryState, Home, Kind, Member, OrphanReason, Placeholder, Row, UserRow,
};
use tenure_legacy::shape::{InvitationStatus, LegacyTable};

type Counts = BTreeMap<&'static str, u64>;

#[derive(Default)]
struct Table {
    total: u64,
    placed: u64,
    superseded: u64,
    is_kept: bool,
    orphaned: Counts,
    notes: Counts,
}

/// The numbers of one organization.
#[derive(Default, Clone)]
struct Numbers {
    counts: BTreeMap<&'static str, i64>,
    members: BTreeMap<String, &'static str>,
    inactive: u64,
    placeholders: HashSet<Placeholder>,
    invitations: Counts,
}

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

#[derive(Default)]
pub(crate) struct Tally {
    tables: BTreeMap<String, Table>,
    homes: HashMap<Home, Numbers>,
    users: BTreeMap<String, (UserRow, Value)>,
    organizations: BTreeMap<String, (Kind, String)>,
    active: HashSet<(ConvexId, Home)>,
    emails: HashMap<String, ConvexId>,
    pending: Vec<(Home, String)>,
    passwords: HashSet<ConvexId>,
    same_as: u64,
    settings: u64,
    missing_organizations: u64,
    unknown_roles: u64,
    decisions: HashMap<String, (String, Decision)>,
}

impl Tally {
    /// Tables that are placed are counted also where the snapshot has none of them.
    pub(crate) fn new() -> Self {
        let tables = LegacyTable::ALL
            .into_iter()
            .map(|table| (table.as_str().to_owned(), Table::default()))
            .collect();
        Self {
            tables,
            ..Self::default()
        }
    }

    pub(crate) fn count(&mut self, table: &str, id: ConvexId, json: &str, decision: &Decision) {
        self.decisions
            .insert(id.to_string(), (table.to_owned(), decision.clone()));
        let counts = self.tables.entry(table.to_owned()).or_default();
        counts.total += 1;
        match decision {
            Decision::Kept => counts.is_kept = true,
            Decision::Superseded { .. } => counts.superseded += 1,
            Decision::Orphaned(orphaned) => {
                *counts.orphaned.entry(orphaned.reason.as_str()).or_default() += 1;
                if table == "memberships" && orphaned.reason == OrphanReason::OrganizationMissing {
                    self.missing_organizations += 1;
                }
            }
            Decision::Placed(placed) => {
                counts.placed += 1;
                for kind in placed
                    .notes
                    .iter()
                    .map(|note| note.kind)
                    .collect::<BTreeSet<_>>()
                {
                    *counts.notes.entry(kind.as_str()).or_default() += 1;
                    self.unknown_roles +=
                        u64::from(table == "memberships" && kind == NoteKind::RoleUnknown);
                }
                self.row(placed.home, &placed.row, json);
            }
        }
    }

    fn row(&mut self, home: Option<Home>, row: &Row, json: &str) {
        if let Row::User(user) = row {
            let document: Value = serde_json::from_str(json).unwrap();
            if let Some(key) = &user.email_key {
                assert_eq!(
                    self.emails.insert(key.clone(), user.id),
                    None,
                    "an address twice"
                );
            }
            if user.new_workspace.is_some() {
                self.make_owner(user.id, user.personal_workspace);
            }
            self.users.insert(
                user.id.to_string(),
                (user.clone(), document["email"].clone()),
            );
            return;
        }
        match row {
            Row::Account(account) => {
                if account.secret.is_some() {
                    assert!(account.is_verifiable);
                    self.passwords.insert(account.user);
                }
                return;
            }
            Row::Settings(_) => {
                self.settings += 1;
                return;
            }
            _ => {}
        }
        let home = home.unwrap();
        let numbers = self.homes.entry(home).or_default();
        match row {
            Row::Organization(organization) => {
                self.organizations.insert(
                    organization.id.to_string(),
                    (organization.kind, organization.name.clone()),
                );
                if let Some(owner) = organization.make_owner {
                    self.make_owner(owner, home);
                }
            }
            Row::Membership(membership) if membership.is_active => {
                let before = numbers
                    .members
                    .insert(membership.user.to_string(), membership.role.as_str());
                assert_eq!(before, None, "a membership twice");
                self.active.insert((membership.user, home));
            }
            Row::Membership(_) => numbers.inactive += 1,
            Row::Invitation(invitation) => {
                *numbers
                    .invitations
                    .entry(invitation.status.as_str())
                    .or_default() += 1;
                if invitation.status == InvitationStatus::Pending {
                    self.pending.push((home, invitation.email_key.clone()));
                }
            }
            Row::Client(_) => numbers.add("clients", 1),
            Row::Project(project) => {
                numbers.add("projects", 1);
                numbers.add("hourlyRateMinor", project.project.hourly_rate_minor);
            }
            Row::Category(_) => numbers.add("categories", 1),
            Row::Import(_) => numbers.add("imports", 1),
            Row::Entry(entry) => count_entry(numbers, entry),
            Row::SameAs(_) => self.same_as += 1,
            Row::User(_) | Row::Account(_) | Row::Settings(_) => {}
        }
    }

    fn make_owner(&mut self, user: ConvexId, home: Home) {
        self.homes
            .entry(home)
            .or_default()
            .members
            .insert(user.to_string(), "owner");
        self.active.insert((user, home));
    }

    pub(crate) fn report(&self) -> Value {
        let sum = |name: &str| -> i64 {
            self.homes
                .values()
                .filter_map(|numbers| numbers.counts.get(name))
                .sum()
        };
        let mut totals: Map<String, Value> = NUMBERS
            .iter()
            .map(|name| ((*name).to_owned(), json!(sum(name))))
            .collect();
        let mut rules = BTreeMap::from([("marked", 0), ("sole", 0), ("new", 0)]);
        for (user, ..) in self.users.values() {
            *rules.get_mut(user.workspace_rule.as_str()).unwrap() += 1;
        }
        let mut invitations = Counts::new();
        for numbers in self.homes.values() {
            for (status, count) in &numbers.invitations {
                *invitations.entry(status).or_default() += count;
            }
        }
        totals.insert("users".into(), json!(self.users.len()));
        totals.insert(
            "organizations".into(),
            json!(self.organizations.len() + rules["new"]),
        );
        totals.insert("personalWorkspaces".into(), json!(rules));
        totals.insert("userSettings".into(), json!(self.settings));
        totals.insert("timersSameAsEntry".into(), json!(self.same_as));
        totals.insert("invitations".into(), json!(invitations));
        let without: Vec<_> = self
            .users
            .iter()
            .filter(|(_, (user, ..))| user.lost_address)
            .map(|(id, _)| id)
            .collect();
        let to_members = self.pending.iter().filter(|(home, key)| {
            self.emails
                .get(key)
                .is_some_and(|user| self.active.contains(&(*user, *home)))
        });
        json!({
            "tables": self.tables(),
            "totals": totals,
            "findings": {
                "L103": self.missing_organizations,
                "L104": without.len(),
                "P402": self.unknown_roles,
                "I304": to_members.count(),
            },
            "usersWithoutTheirAddress": without,
            "users": self.users(),
            "organizations": self.organizations(),
        })
    }

    fn tables(&self) -> Map<String, Value> {
        let json = |table: &Table| {
            if table.is_kept {
                return json!({"total": table.total, "kept": true});
            }
            let Table {
                total,
                placed,
                superseded,
                orphaned,
                notes,
                ..
            } = table;
            assert_eq!(*total, placed + superseded + orphaned.values().sum::<u64>());
            json!({"total": total, "placed": placed, "superseded": superseded, "orphaned": orphaned, "notes": notes})
        };
        self.tables
            .iter()
            .map(|(name, table)| (name.clone(), json(table)))
            .collect()
    }

    fn users(&self) -> Map<String, Value> {
        let mut users = Map::new();
        for (id, (user, email)) in &self.users {
            let home = user.personal_workspace;
            assert!(
                self.active.contains(&(user.id, home)),
                "{id} does not own their workspace"
            );
            assert!(
                self.active.contains(&(user.id, user.active_organization)),
                "{id} begins elsewhere"
            );
            let mut workspace = self.homes.get(&home).cloned().unwrap_or_default().json();
            let organization = if user.new_workspace.is_some() {
                Value::Null
            } else {
                json!(home.to_string())
            };
            workspace.insert("rule".into(), json!(user.workspace_rule.as_str()));
            workspace.insert("organization".into(), organization);
            users.insert(
                id.clone(),
                json!({
                    "name": user.name,
                    "emailInSnapshot": email,
                    "email": user.email,
                    "anonymous": user.is_anonymous,
                    "personalWorkspace": workspace,
                    "hasPassword": self.passwords.contains(&user.id),
                }),
            );
        }
        users
    }

    fn organizations(&self) -> Map<String, Value> {
        let mut organizations = Map::new();
        for (id, (kind, name)) in &self.organizations {
            let numbers = &self.homes[&Home::Organization(id.parse().unwrap())];
            let mut json = numbers.json();
            let email = |user: &String| self.users[user].0.email.clone();
            let members = numbers.members.iter();
            let members: Vec<_> = members
                .map(|(user, role)| json!({"user": user, "email": email(user), "role": role}))
                .collect();
            json.insert("name".into(), json!(name));
            json.insert(
                "kind".into(),
                json!(if *kind == Kind::Personal {
                    "personal"
                } else {
                    "team"
                }),
            );
            json.insert("members".into(), json!(members));
            json.insert("inactiveMembers".into(), json!(numbers.inactive));
            json.insert("placeholders".into(), json!(numbers.placeholders.len()));
            json.insert("invitations".into(), json!(numbers.invitations));
            organizations.insert(id.clone(), json.into());
        }
        organizations
    }

    /// What becomes of the documents that an expectation lists as troubles, in its form.
    pub(crate) fn traps(&self, expected: &Value) -> Value {
        let trap = |expected: &Value| {
            let (table, decision) = &self.decisions[expected["id"].as_str().unwrap()];
            let mut json = json!({"id": expected["id"], "table": table});
            match decision {
                Decision::Kept => json["state"] = "kept".into(),
                Decision::Superseded { .. } => json["state"] = "superseded".into(),
                Decision::Orphaned(orphaned) => {
                    json["state"] = "orphaned".into();
                    json["reason"] = orphaned.reason.as_str().into();
                    if let Some(field) = &orphaned.field {
                        json["field"] = field.as_ref().into();
                    }
                }
                Decision::Placed(placed) => {
                    json["state"] = "placed".into();
                    json["home"] = placed.home.map(|home| home.to_string()).into();
                    json["notes"] = placed
                        .notes
                        .iter()
                        .map(ToString::to_string)
                        .collect::<Vec<_>>()
                        .into();
                    if let Row::SameAs(entry) = placed.row {
                        json["sameAs"] = entry.to_string().into();
                    }
                }
            }
            json
        };
        let kinds = expected.as_object().unwrap().iter();
        kinds
            .map(|(kind, traps)| {
                (
                    kind.clone(),
                    traps
                        .as_array()
                        .unwrap()
                        .iter()
                        .map(trap)
                        .collect::<Vec<_>>()
                        .into(),
                )
            })
            .collect::<Map<_, _>>()
            .into()
    }
}

fn count_entry(numbers: &mut Numbers, entry: &EntryRow) {
    numbers.add("entries", 1);
    match entry.state {
        EntryState::Running { .. } => numbers.add("running", 1),
        EntryState::Ended {
            seconds, is_closed, ..
        } => {
            numbers.add("seconds", seconds);
            numbers.add("closed", i64::from(is_closed));
        }
    }
    if let Member::Placeholder(placeholder) = &entry.member {
        numbers.placeholders.insert(placeholder.clone());
    }
}
