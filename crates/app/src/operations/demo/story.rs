//! Who is in the demo, and what they are to one another. All of it is invented; the addresses end
//! in `.example`, which nobody can own.

use tenure_domain::organization::OrganizationKind;
use tenure_domain::role::Role;

use super::days::Habits;
use super::work::{
    COLLECTIVE_CATEGORIES, COLLECTIVE_CLIENTS, COLLECTIVE_PROJECTS, Category, Client,
    OWN_CATEGORIES, OWN_PROJECTS, Project, STUDIO_CATEGORIES, STUDIO_CLIENTS, STUDIO_PROJECTS,
};

pub(super) struct Person {
    pub(super) name: &'static str,
    pub(super) email: &'static str,
}

/// Everybody; the first is the demo user.
pub(super) const PEOPLE: &[Person] = &[
    Person {
        name: "Robin Vale",
        email: "demo@tenure.example",
    },
    Person {
        name: "Ines Marchetti",
        email: "ines@harbor-pine.example",
    },
    Person {
        name: "Tomasz Brandt",
        email: "tomasz@harbor-pine.example",
    },
    Person {
        name: "Aiko Lindqvist",
        email: "aiko@harbor-pine.example",
    },
    Person {
        name: "Jules Okafor",
        email: "jules@harbor-pine.example",
    },
    Person {
        name: "Petra Novak",
        email: "petra@brightwater.example",
    },
    Person {
        name: "Nadia Sorel",
        email: "nadia@lumen.example",
    },
];

pub(super) const ROBIN: usize = 0;
const INES: usize = 1;
const TOMASZ: usize = 2;
const AIKO: usize = 3;
const JULES: usize = 4;
const PETRA: usize = 5;
const NADIA: usize = 6;

/// Whose timer is running: a colleague's, so that the demo user's own can be started.
pub(super) const RUNNING: usize = AIKO;

pub(super) struct Member {
    /// The index of the person.
    pub(super) person: usize,
    pub(super) role: Role,
    /// When they work there; a viewer only looks.
    pub(super) habits: Option<Habits>,
}

pub(super) struct Organization {
    pub(super) name: &'static str,
    pub(super) kind: OrganizationKind,
    pub(super) color: &'static str,
    /// The first is who made it.
    pub(super) members: &'static [Member],
    pub(super) categories: &'static [Category],
    pub(super) clients: &'static [Client],
    pub(super) projects: &'static [Project],
}

const WEEK: &[i64] = &[0, 1, 2, 3, 4];

const fn habits(weekdays: &'static [i64], begins: i64, hours: i64) -> Habits {
    Habits {
        weekdays,
        begins,
        hours,
    }
}

const fn member(person: usize, role: Role, habits: Option<Habits>) -> Member {
    Member {
        person,
        role,
        habits,
    }
}

/// The organization in which the demo user's and the running colleague's newest entries are.
pub(super) const STUDIO: usize = 0;

/// The organizations in which something happens. Nobody is at two places at once: who works in
/// several does so on different days, or in the evening.
pub(super) const ORGANIZATIONS: &[Organization] = &[
    Organization {
        name: "Harbor & Pine",
        kind: OrganizationKind::Team,
        color: "#0f766e",
        members: &[
            member(ROBIN, Role::Owner, Some(habits(&[0, 2, 4], 8, 7))),
            member(INES, Role::Admin, Some(habits(&[0, 3], 9, 6))),
            member(TOMASZ, Role::Manager, Some(habits(WEEK, 9, 8))),
            member(AIKO, Role::Member, Some(habits(&[0, 1, 2, 3], 8, 7))),
            member(JULES, Role::Member, Some(habits(&[0, 1, 2], 10, 7))),
            member(PETRA, Role::Viewer, None),
        ],
        categories: STUDIO_CATEGORIES,
        clients: STUDIO_CLIENTS,
        projects: STUDIO_PROJECTS,
    },
    Organization {
        name: "Lumen Collective",
        kind: OrganizationKind::Team,
        color: "#ca8a04",
        members: &[
            member(NADIA, Role::Owner, Some(habits(WEEK, 8, 7))),
            member(INES, Role::Manager, Some(habits(&[1, 4], 9, 7))),
            member(ROBIN, Role::Member, Some(habits(&[1, 3], 9, 6))),
            member(JULES, Role::Viewer, None),
        ],
        categories: COLLECTIVE_CATEGORIES,
        clients: COLLECTIVE_CLIENTS,
        projects: COLLECTIVE_PROJECTS,
    },
    Organization {
        name: PEOPLE[ROBIN].name,
        kind: OrganizationKind::Personal,
        color: "#16a34a",
        members: &[member(ROBIN, Role::Owner, Some(habits(&[2, 5], 20, 2)))],
        categories: OWN_CATEGORIES,
        clients: &[],
        projects: OWN_PROJECTS,
    },
];
