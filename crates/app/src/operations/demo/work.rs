//! The story's work: categories, clients, projects and what is done on them.

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
    /// What is done on it, each with the index of its category.
    pub(super) tasks: &'static [(&'static str, usize)],
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
        tasks: &[
            ("Checkout: address form", DEVELOPMENT),
            ("Checkout: payment errors", DEVELOPMENT),
            ("Product page on phones", DESIGN),
            ("Import of the old catalogue", DEVELOPMENT),
            ("Shop stand-up", MEETINGS),
            ("Pull request review", REVIEW),
            ("Shipping rates for islands", DEVELOPMENT),
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
        tasks: &[
            ("Logo variants", DESIGN),
            ("Type and colour study", DESIGN),
            ("Presentation to the owners", MEETINGS),
            ("Print templates", DESIGN),
            ("Proofreading the style guide", REVIEW),
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
        tasks: &[
            ("Calendar of departures", DEVELOPMENT),
            ("Offline tickets", DEVELOPMENT),
            ("Icons for cabins", DESIGN),
            ("Weekly call with Bergen", MEETINGS),
            ("Accessibility review", REVIEW),
            ("Crash when a trip is cancelled", DEVELOPMENT),
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
        tasks: &[
            ("Updates and backups", DEVELOPMENT),
            ("Broken newsletter form", DEVELOPMENT),
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
        tasks: &[
            ("Monday planning", MEETINGS),
            ("Invoices", OFFICE),
            ("Quote for a new client", OFFICE),
            ("Portfolio photos", DESIGN),
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
        tasks: &[
            ("Counting at the bridge", RESEARCH),
            ("Interviews with shop owners", RESEARCH),
            ("Draft of chapter two", WRITING),
            ("Call with the council", CALLS),
            ("Maps and figures", WRITING),
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
        tasks: &[
            ("Reading last year's samples", RESEARCH),
            ("Summary for members", WRITING),
            ("Editorial call", CALLS),
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
        tasks: &[
            ("Fortnightly circle", CALLS),
            ("Grant application", WRITING),
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
        tasks: &[("Vocabulary", 0), ("Lesson with a tutor", 0)],
    },
    Project {
        name: "Newsletter",
        client: None,
        color: "#4f46e5",
        rate: None,
        budget: Budget::None,
        archived: false,
        share: 40,
        tasks: &[("Next issue", 1), ("Replies to readers", 1)],
    },
];
