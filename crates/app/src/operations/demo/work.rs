//! The story's work: categories, clients, projects with their tasks, and what is done on them.

use Progress::{Done, Open};

/// A category: its name and colour.
pub(super) type Category = (&'static str, &'static str);

pub(super) struct Client {
    pub(super) name: &'static str,
    pub(super) color: &'static str,
    pub(super) website: &'static str,
    /// Street, post code, city, country.
    pub(super) address: [&'static str; 4],
    pub(super) archived: bool,
}

/// A task: its name, and how far it is.
pub(super) type Task = (&'static str, Progress);

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Progress {
    Open,
    Done,
}

pub(super) enum Budget {
    None,
    Hours(i64),
    /// In whole units of the organization's currency.
    Amount(i64),
}

pub(super) struct Project {
    pub(super) name: &'static str,
    /// The index of its client.
    pub(super) client: Option<usize>,
    pub(super) color: &'static str,
    /// What an hour costs, in whole units of the organization's currency.
    pub(super) rate: Option<i64>,
    pub(super) budget: Budget,
    pub(super) archived: bool,
    /// How much of everybody's time it takes, in parts of the organization's.
    pub(super) share: i64,
    /// Its parts.
    pub(super) tasks: &'static [Task],
    /// What is done on it, each with the index of its category and, if it is part of one, of its task.
    pub(super) doings: &'static [(&'static str, usize, Option<usize>)],
}

const DESIGN: usize = 0;
const DEVELOPMENT: usize = 1;
const MEETINGS: usize = 2;
const REVIEW: usize = 3;
const OFFICE: usize = 4;

pub(super) const STUDIO_CATEGORIES: &[Category] = &[
    ("Design", "#7c3aed"),
    ("Development", "#2563eb"),
    ("Meetings", "#d97706"),
    ("Review", "#059669"),
    ("Office", "#64748b"),
];

pub(super) const STUDIO_CLIENTS: &[Client] = &[
    Client {
        name: "Brightwater Brewing",
        color: "#b45309",
        website: "https://brightwater.example",
        address: ["12 Quayside", "BS1 4XY", "Bristol", "United Kingdom"],
        archived: false,
    },
    Client {
        name: "Fjordlight Travel",
        color: "#0284c7",
        website: "https://fjordlight.example",
        address: ["Strandgaten 8", "5013", "Bergen", "Norway"],
        archived: false,
    },
    Client {
        name: "Kestrel & Daughters",
        color: "#15803d",
        website: "https://kestrel.example",
        address: ["Lindenallee 41", "20259", "Hamburg", "Germany"],
        archived: false,
    },
    Client {
        name: "Old Mill Bakery",
        color: "#a16207",
        website: "https://oldmill.example",
        address: ["3 rue du Moulin", "69005", "Lyon", "France"],
        archived: true,
    },
];

pub(super) const STUDIO_PROJECTS: &[Project] = &[
    Project {
        name: "Online shop",
        client: Some(0),
        color: "#2563eb",
        rate: Some(95),
        budget: Budget::Amount(48_000),
        archived: false,
        share: 38,
        tasks: &[("Checkout", Open), ("Catalogue", Open), ("Launch", Done)],
        doings: &[
            ("Checkout: address form", DEVELOPMENT, Some(0)),
            ("Checkout: payment errors", DEVELOPMENT, Some(0)),
            ("Product page on phones", DESIGN, Some(1)),
            ("Import of the old catalogue", DEVELOPMENT, Some(1)),
            ("Shop stand-up", MEETINGS, None),
            ("Pull request review", REVIEW, None),
            ("Shipping rates for islands", DEVELOPMENT, Some(0)),
        ],
    },
    Project {
        name: "Brand refresh",
        client: Some(2),
        color: "#7c3aed",
        rate: Some(105),
        budget: Budget::Hours(260),
        archived: false,
        share: 22,
        tasks: &[("Logo", Done), ("Style guide", Open)],
        doings: &[
            ("Logo variants", DESIGN, Some(0)),
            ("Type and colour study", DESIGN, Some(1)),
            ("Presentation to the owners", MEETINGS, None),
            ("Print templates", DESIGN, Some(1)),
            ("Proofreading the style guide", REVIEW, Some(1)),
        ],
    },
    Project {
        name: "Booking app",
        client: Some(1),
        color: "#0891b2",
        rate: Some(98),
        budget: Budget::Hours(320),
        archived: false,
        share: 25,
        tasks: &[("Calendar", Open), ("Tickets", Open)],
        doings: &[
            ("Calendar of departures", DEVELOPMENT, Some(0)),
            ("Offline tickets", DEVELOPMENT, Some(1)),
            ("Icons for cabins", DESIGN, None),
            ("Weekly call with Bergen", MEETINGS, None),
            ("Accessibility review", REVIEW, None),
            ("Crash when a trip is cancelled", DEVELOPMENT, Some(0)),
        ],
    },
    Project {
        name: "Maintenance",
        client: Some(0),
        color: "#475569",
        rate: Some(80),
        budget: Budget::None,
        archived: false,
        share: 6,
        tasks: &[],
        doings: &[
            ("Updates and backups", DEVELOPMENT, None),
            ("Broken newsletter form", DEVELOPMENT, None),
        ],
    },
    Project {
        name: "Studio",
        client: None,
        color: "#db2777",
        rate: None,
        budget: Budget::None,
        archived: false,
        share: 9,
        tasks: &[],
        doings: &[
            ("Monday planning", MEETINGS, None),
            ("Invoices", OFFICE, None),
            ("Quote for a new client", OFFICE, None),
            ("Portfolio photos", DESIGN, None),
        ],
    },
    Project {
        name: "Christmas campaign",
        client: Some(3),
        color: "#dc2626",
        rate: Some(85),
        budget: Budget::Amount(6_000),
        archived: true,
        share: 0,
        tasks: &[],
        doings: &[],
    },
];

const RESEARCH: usize = 0;
const WRITING: usize = 1;
const CALLS: usize = 2;

pub(super) const COLLECTIVE_CATEGORIES: &[Category] = &[
    ("Research", "#0d9488"),
    ("Writing", "#4f46e5"),
    ("Calls", "#ea580c"),
];

pub(super) const COLLECTIVE_CLIENTS: &[Client] = &[
    Client {
        name: "City of Larkfield",
        color: "#1d4ed8",
        website: "https://larkfield.example",
        address: ["1 Market Square", "ME20 6QQ", "Larkfield", "United Kingdom"],
        archived: false,
    },
    Client {
        name: "Tidewrack Foundation",
        color: "#0f766e",
        website: "https://tidewrack.example",
        address: ["Havnegade 22", "1058", "Copenhagen", "Denmark"],
        archived: false,
    },
];

pub(super) const COLLECTIVE_PROJECTS: &[Project] = &[
    Project {
        name: "Cycle path survey",
        client: Some(0),
        color: "#1d4ed8",
        rate: Some(110),
        budget: Budget::Amount(42_000),
        archived: false,
        share: 55,
        tasks: &[("Field work", Done), ("Report", Open)],
        doings: &[
            ("Counting at the bridge", RESEARCH, Some(0)),
            ("Interviews with shop owners", RESEARCH, Some(0)),
            ("Draft of chapter two", WRITING, Some(1)),
            ("Call with the council", CALLS, None),
            ("Maps and figures", WRITING, Some(1)),
        ],
    },
    Project {
        name: "Shoreline report",
        client: Some(1),
        color: "#0f766e",
        rate: Some(100),
        budget: Budget::Hours(240),
        archived: false,
        share: 35,
        tasks: &[],
        doings: &[
            ("Reading last year's samples", RESEARCH, None),
            ("Summary for members", WRITING, None),
            ("Editorial call", CALLS, None),
        ],
    },
    Project {
        name: "Collective matters",
        client: None,
        color: "#9333ea",
        rate: None,
        budget: Budget::None,
        archived: false,
        share: 10,
        tasks: &[],
        doings: &[
            ("Fortnightly circle", CALLS, None),
            ("Grant application", WRITING, None),
        ],
    },
];

pub(super) const OWN_CATEGORIES: &[Category] = &[("Learning", "#16a34a"), ("Writing", "#4f46e5")];

pub(super) const OWN_PROJECTS: &[Project] = &[
    Project {
        name: "Portuguese",
        client: None,
        color: "#16a34a",
        rate: None,
        budget: Budget::Hours(60),
        archived: false,
        share: 60,
        tasks: &[],
        doings: &[("Vocabulary", 0, None), ("Lesson with a tutor", 0, None)],
    },
    Project {
        name: "Newsletter",
        client: None,
        color: "#4f46e5",
        rate: None,
        budget: Budget::None,
        archived: false,
        share: 40,
        tasks: &[],
        doings: &[("Next issue", 1, None), ("Replies to readers", 1, None)],
    },
];
