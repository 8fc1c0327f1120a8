//! The rows of the demo: the story, with ids and times.

use tenure_domain::category::Category;
use tenure_domain::client::{Address, Client};
use tenure_domain::id::{
    CategoryId, ClientId, MembershipId, OrganizationId, ProjectId, TaskId, TimeEntryId, UserId,
};
use tenure_domain::money::{Currency, Money};
use tenure_domain::organization::OrganizationKind;
use tenure_domain::project::{Budget, Project};
use tenure_domain::randomness::Randomness;
use tenure_domain::role::Role;
use tenure_domain::slug::Slug;
use tenure_domain::task::Task;
use tenure_domain::time::Instant;
use tenure_domain::time_entry::{Source, TimeEntry};
use tenure_store::memberships::NewMembership;
use tenure_store::organizations::NewOrganization;

use super::days::{self, Span};
use super::draw::Draw;
use super::story::{self, ORGANIZATIONS, PEOPLE, ROBIN, RUNNING, STUDIO};
use super::{Demo, DemoOrganization, DemoPerson, work};
use crate::auth::Account;

/// How long before now whatever else is going on has ended, so that the newest entries fit in.
const BEFORE_NOW: i64 = 60 * 60;

/// Every row, in the order in which they can be written.
pub(super) struct Plan {
    pub(super) accounts: Vec<Account>,
    pub(super) organizations: Vec<PlannedOrganization>,
    /// The organization each account has chosen last, by the account's index.
    pub(super) active: Vec<OrganizationId>,
    pub(super) now: Instant,
}

/// An organization and what is in it.
pub(super) struct PlannedOrganization {
    pub(super) row: NewOrganization,
    pub(super) owner: UserId,
    pub(super) memberships: Vec<NewMembership>,
    pub(super) categories: Vec<Category>,
    pub(super) clients: Vec<Client>,
    pub(super) projects: Vec<Project>,
    /// Of each project in order.
    pub(super) tasks: Vec<Vec<Task>>,
    pub(super) entries: Vec<TimeEntry>,
}

/// Makes the rows of the story for these accounts, which are those of its people.
pub(super) fn make(mut accounts: Vec<Account>, now: Instant, randomness: &dyn Randomness) -> Plan {
    let draw = Draw::new(randomness);
    let began = days::beginning(now);
    for account in &mut accounts {
        account.user.created_at = began;
        account.user.email_verified_at = Some(began);
        account.credential.created_at = began;
    }
    let users: Vec<UserId> = accounts.iter().map(|account| account.user.id).collect();
    let mut organizations: Vec<PlannedOrganization> = ORGANIZATIONS
        .iter()
        .map(|story| organization(story, &users, now, draw))
        .collect();
    // Everybody has a personal workspace, if only an empty one.
    let without = PEOPLE.iter().zip(&users).skip(ROBIN + 1);
    organizations.extend(without.map(|(person, user)| {
        let row = new_organization(
            person.name,
            OrganizationKind::Personal,
            None,
            *user,
            began,
            draw,
        );
        let owner = membership(row.id, *user, *user, Role::Owner, began, draw);
        PlannedOrganization {
            row,
            owner: *user,
            memberships: vec![owner],
            categories: Vec::new(),
            clients: Vec::new(),
            projects: Vec::new(),
            tasks: Vec::new(),
            entries: Vec::new(),
        }
    }));
    if let Some(studio) = organizations.get_mut(STUDIO) {
        studio.add_newest(&users, now, draw);
    }
    let active = users
        .iter()
        .filter_map(|user| {
            let mut theirs = organizations.iter().filter(|organization| {
                let mut members = organization.memberships.iter();
                members.any(|membership| membership.user_id == *user)
            });
            theirs.next().map(|organization| organization.row.id)
        })
        .collect();
    Plan {
        accounts,
        organizations,
        active,
        now,
    }
}

fn new_organization(
    name: &str,
    kind: OrganizationKind,
    color: Option<&str>,
    owner: UserId,
    began: Instant,
    draw: Draw<'_>,
) -> NewOrganization {
    NewOrganization {
        id: OrganizationId::new(began, draw.randomness()),
        slug: Slug::suggest(name),
        name: name.to_owned(),
        kind,
        color: color.map(str::to_owned),
        currency: Currency::DEFAULT,
        created_by: Some(owner),
        created_at: began,
    }
}

fn membership(
    organization_id: OrganizationId,
    user_id: UserId,
    owner: UserId,
    role: Role,
    began: Instant,
    draw: Draw<'_>,
) -> NewMembership {
    let invited = (user_id != owner).then_some(owner);
    NewMembership {
        organization_id,
        id: MembershipId::new(began, draw.randomness()),
        user_id,
        role,
        active: true,
        invited_by: invited,
        invited_at: invited.map(|_| began),
        accepted_at: Some(began),
        created_at: began,
    }
}

fn organization(
    story: &story::Organization,
    users: &[UserId],
    now: Instant,
    draw: Draw<'_>,
) -> PlannedOrganization {
    let began = days::beginning(now);
    let owner = users[story.members[0].person];
    let row = new_organization(
        story.name,
        story.kind,
        Some(story.color),
        owner,
        began,
        draw,
    );
    let memberships = story
        .members
        .iter()
        .map(|member| {
            membership(
                row.id,
                users[member.person],
                owner,
                member.role,
                began,
                draw,
            )
        })
        .collect();
    let categories: Vec<Category> = story
        .categories
        .iter()
        .map(|(name, color)| Category {
            id: CategoryId::new(began, draw.randomness()),
            name: (*name).to_owned(),
            color: Some((*color).to_owned()),
        })
        .collect();
    let clients: Vec<Client> = story
        .clients
        .iter()
        .map(|one| client(one, began, draw))
        .collect();
    let projects: Vec<Project> = story
        .projects
        .iter()
        .map(|one| project(one, &clients, row.currency, began, draw))
        .collect();
    let tasks = story
        .projects
        .iter()
        .zip(&projects)
        .map(|(one, project)| {
            let tasks = one.tasks.iter();
            tasks
                .map(|part| task(*part, project.id, began, draw))
                .collect()
        })
        .collect();
    let mut planned = PlannedOrganization {
        row,
        owner,
        memberships,
        categories,
        clients,
        projects,
        tasks,
        entries: Vec::new(),
    };
    for member in story.members {
        let Some(habits) = member.habits else {
            continue;
        };
        for span in days::spans(habits, now.plus_seconds(-BEFORE_NOW), draw) {
            planned.add_entry(story, users[member.person], span, draw);
        }
    }
    planned
}

fn client(story: &work::Client, began: Instant, draw: Draw<'_>) -> Client {
    let [street, post_code, city, country] = story.address.map(|part| Some(part.to_owned()));
    Client {
        id: ClientId::new(began, draw.randomness()),
        name: story.name.to_owned(),
        note: None,
        website_url: Some(story.website.to_owned()),
        color: Some(story.color.to_owned()),
        address: Some(Address {
            street,
            city,
            country,
            post_code,
        }),
        archived: story.archived,
        created_at: began,
        updated_at: began,
    }
}

fn project(
    story: &work::Project,
    clients: &[Client],
    currency: Currency,
    began: Instant,
    draw: Draw<'_>,
) -> Project {
    let money = |whole: i64| Money {
        minor: whole * 100,
        currency,
    };
    Project {
        id: ProjectId::new(began, draw.randomness()),
        client_id: story.client.map(|index| clients[index].id),
        name: story.name.to_owned(),
        color: Some(story.color.to_owned()),
        hourly_rate: story.rate.map(money),
        budget: match story.budget {
            work::Budget::None => None,
            work::Budget::Hours(hours) => Some(Budget::Hours {
                seconds: hours * 3600,
            }),
            work::Budget::Amount(whole) => Some(Budget::Amount {
                amount: money(whole),
            }),
        },
        archived: story.archived,
        created_at: began,
        updated_at: began,
    }
}

fn task(
    (name, progress): work::Task,
    project_id: ProjectId,
    began: Instant,
    draw: Draw<'_>,
) -> Task {
    Task {
        id: TaskId::new(began, draw.randomness()),
        project_id,
        name: name.to_owned(),
        is_done: progress == work::Progress::Done,
        created_at: began,
        updated_at: began,
    }
}

impl PlannedOrganization {
    /// An entry of something that is done in this organization.
    fn add_entry(&mut self, story: &story::Organization, user: UserId, span: Span, draw: Draw<'_>) {
        let projects: Vec<(&work::Project, ProjectId, &Vec<Task>)> = story
            .projects
            .iter()
            .zip(&self.projects)
            .zip(&self.tasks)
            .map(|((one, project), tasks)| (one, project.id, tasks))
            .collect();
        let Some((project, project_id, tasks)) =
            draw.weighted(&projects, |(project, ..)| project.share)
        else {
            return;
        };
        let doing = draw.weighted(project.doings, |_| 1);
        let (description, category, task) =
            doing.map_or(("", None, None), |(description, category, task)| {
                let category = self.categories[*category].id;
                (
                    *description,
                    Some(category),
                    task.map(|index| tasks[index].id),
                )
            });
        // Most use the timer; some write it down in the evening.
        let source = if draw.chance(80) {
            Source::Timer
        } else {
            Source::Manual
        };
        let Span { start, stop } = span;
        self.entries.push(TimeEntry {
            id: TimeEntryId::new(start, draw.randomness()),
            user_id: user,
            project_id: Some(*project_id),
            task_id: task,
            category_id: category,
            description: description.to_owned(),
            started_at: start,
            stopped_at: Some(stop),
            seconds: Some(stop.seconds_since(start)),
            source,
            created_at: if source == Source::Timer { start } else { stop },
            updated_at: stop,
        });
    }

    /// What was done within the last hour, whatever day it is: something to continue for the demo
    /// user, and a timer that runs for a colleague.
    fn add_newest(&mut self, users: &[UserId], now: Instant, draw: Draw<'_>) {
        let just_now = Span {
            start: now.plus_seconds(-47 * 60),
            stop: now.plus_seconds(-6 * 60),
        };
        let running = Span {
            start: now.plus_seconds(-23 * 60),
            stop: now,
        };
        let story = &ORGANIZATIONS[STUDIO];
        self.add_entry(story, users[ROBIN], just_now, draw);
        self.add_entry(story, users[RUNNING], running, draw);
        if let Some(entry) = self.entries.last_mut() {
            entry.stopped_at = None;
            entry.seconds = None;
            entry.source = Source::Timer;
            entry.created_at = entry.started_at;
            entry.updated_at = entry.started_at;
        }
    }
}

impl Plan {
    /// What will be there once the rows are written.
    pub(super) fn summary(&self, password: String) -> Demo {
        let people: Vec<DemoPerson> = PEOPLE
            .iter()
            .zip(&self.accounts)
            .map(|(person, account)| DemoPerson {
                id: account.user.id,
                name: person.name.to_owned(),
                email: person.email.to_owned(),
            })
            .collect();
        let demo_user = self.accounts[ROBIN].user.id;
        let organizations = self.organizations.iter().filter_map(|organization| {
            let mut memberships = organization.memberships.iter();
            let membership = memberships.find(|membership| membership.user_id == demo_user)?;
            Some(DemoOrganization {
                id: organization.row.id,
                slug: organization.row.slug.clone(),
                name: organization.row.name.clone(),
                role: membership.role,
            })
        });
        let entries = self
            .organizations
            .iter()
            .map(|organization| organization.entries.len());
        Demo {
            email: PEOPLE[ROBIN].email.to_owned(),
            password,
            organizations: organizations.collect(),
            time_entries: entries.sum(),
            people,
        }
    }
}
