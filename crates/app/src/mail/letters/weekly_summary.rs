//! The week's hours, for those who asked for it.

use tenure_domain::week::DAYS;

use super::super::letter::name;
use super::super::{Action, Block, Fact, Letter};

/// What a summary tells.
#[derive(Debug, Clone)]
pub struct WeeklySummary {
    /// The week's days, in words.
    pub week: String,
    /// One's organizations in which one tracked time.
    pub organizations: Vec<OrganizationHours>,
    /// Where one ends it.
    pub url: String,
}

/// One's own time in one organization.
#[derive(Debug, Clone)]
pub struct OrganizationHours {
    /// The organization's name.
    pub name: String,
    /// Seconds by project, most first.
    pub projects: Vec<ProjectHours>,
    /// Seconds by day, from Monday on.
    pub days: [i64; 7],
}

/// One's own time on one project.
#[derive(Debug, Clone)]
pub struct ProjectHours {
    /// The project's name; none for time without one.
    pub name: Option<String>,
    /// Seconds.
    pub seconds: i64,
}

impl OrganizationHours {
    fn seconds(&self) -> i64 {
        self.projects.iter().map(|project| project.seconds).sum()
    }

    fn blocks(&self) -> [Block; 3] {
        let total = format!("{}: {}", name(&self.name), hours(self.seconds()));
        let facts = self.projects.iter().map(|project| Fact {
            name: project
                .name
                .as_deref()
                .map_or_else(|| "No project".to_owned(), name),
            value: hours(project.seconds),
        });
        let days = DAYS
            .iter()
            .zip(self.days)
            .filter(|(_, seconds)| *seconds > 0)
            .map(|(day, seconds)| format!("{day} {}", hours(seconds)));
        [
            Block::Text(total),
            Block::Facts(facts.collect()),
            Block::Text(days.collect::<Vec<_>>().join(", ")),
        ]
    }
}

impl WeeklySummary {
    /// What it says.
    #[must_use]
    pub fn letter(&self) -> Letter {
        let all: i64 = self
            .organizations
            .iter()
            .map(OrganizationHours::seconds)
            .sum();
        let mut blocks = vec![Block::Text(if all == 0 {
            format!("You tracked no time from {}.", self.week)
        } else {
            format!("You tracked {} from {}.", hours(all), self.week)
        })];
        blocks.extend(
            self.organizations
                .iter()
                .flat_map(OrganizationHours::blocks),
        );
        Letter {
            subject: format!("Your week: {}", hours(all)),
            heading: "Your week".to_owned(),
            blocks,
            action: Some(Action {
                label: "Change what you are sent".to_owned(),
                url: self.url.clone(),
            }),
            why: "You get this each Monday because you asked for it on your account page. It counts your own time alone, in your organizations' time zones.".to_owned(),
        }
    }

    pub(super) fn sample() -> Self {
        let project = |name: &str, seconds| ProjectHours {
            name: Some(name.to_owned()),
            seconds,
        };
        Self {
            week: "16 November to 22 November 2026".to_owned(),
            organizations: vec![OrganizationHours {
                name: "Fjord Studio".to_owned(),
                projects: vec![
                    project("Harbour website", 79_200),
                    project("Brand book", 27_900),
                    ProjectHours {
                        name: None,
                        seconds: 3_600,
                    },
                ],
                days: [27_000, 28_800, 25_200, 29_700, 0, 0, 0],
            }],
            url: "https://time.example.com/account".to_owned(),
        }
    }
}

/// Seconds as hours and minutes, as in `7:30`; what is left of a minute is rounded.
fn hours(seconds: i64) -> String {
    let minutes = (seconds + 30).div_euclid(60);
    format!("{}:{:02}", minutes / 60, minutes % 60)
}
