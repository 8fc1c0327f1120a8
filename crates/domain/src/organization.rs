//! Organizations: the tenants.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::format::Formats;
use crate::id::{OrganizationId, UserId};
use crate::money::Currency;
use crate::permission::Permission;
use crate::policy::{Circle, Policy};
use crate::role::Role;
use crate::slug::Slug;
use crate::time::Instant;

/// What an organization is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum OrganizationKind {
    /// The one workspace of its creator alone.
    Personal,
    /// Shared by members.
    Team,
}

impl OrganizationKind {
    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Personal => "personal",
            Self::Team => "team",
        }
    }
}

/// The IANA name of a time zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = String, examples("Europe/Berlin"))]
pub struct TimeZoneName(String);

/// A text that names no time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Write a time zone by its IANA name, as in Europe/Berlin.")]
pub struct UnknownTimeZone;

impl TimeZoneName {
    /// Takes a name from a person.
    ///
    /// # Errors
    /// If no such time zone is known.
    pub fn parse(name: &str) -> Result<Self, UnknownTimeZone> {
        let zone = jiff::tz::TimeZone::get(name.trim()).map_err(|_| UnknownTimeZone)?;
        zone.iana_name()
            .map(|name| Self(name.to_owned()))
            .ok_or(UnknownTimeZone)
    }

    /// Takes a name that is on record.
    #[must_use]
    pub fn on_record(name: String) -> Self {
        Self(name)
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for TimeZoneName {
    fn default() -> Self {
        Self("UTC".to_owned())
    }
}

/// The day weeks begin with, as ISO 8601 numbers them: 1 is Monday, 7 is Sunday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "u8", into = "u8")]
#[schema(value_type = u8, minimum = 1, maximum = 7)]
pub struct WeekStart(u8);

/// A number that is no day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("A week begins with a day from 1, Monday, to 7, Sunday.")]
pub struct NotAWeekday;

impl TryFrom<u8> for WeekStart {
    type Error = NotAWeekday;

    fn try_from(day: u8) -> Result<Self, NotAWeekday> {
        if (1..=7).contains(&day) {
            Ok(Self(day))
        } else {
            Err(NotAWeekday)
        }
    }
}

impl From<WeekStart> for u8 {
    fn from(day: WeekStart) -> Self {
        day.0
    }
}

impl Default for WeekStart {
    fn default() -> Self {
        Self(1)
    }
}

/// An organization.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Organization {
    /// Its id.
    pub id: OrganizationId,
    /// Its name in URLs.
    pub slug: Slug,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub kind: OrganizationKind,
    /// The currency of new rates and budgets.
    pub currency: Currency,
    /// The IANA name of the time zone that its days are counted in.
    pub time_zone: TimeZoneName,
    /// The day its weeks begin with: 1 is Monday, 7 is Sunday.
    pub week_start: WeekStart,
    /// How it writes dates, times, numbers and durations.
    pub formats: Formats,
    /// Who sees hourly rates and budgets in money.
    pub rates_visible_to: Circle,
    /// Who adds, changes and deletes tasks.
    pub tasks_managed_by: Circle,
    /// When it was made.
    pub created_at: Instant,
    /// That it is to be deleted, if it is.
    #[schema(required)]
    pub deletion: Option<Deletion>,
}

impl Organization {
    /// Whether it is in use or waits for its end.
    #[must_use]
    pub fn standing(&self) -> Standing {
        Standing::due(self.deletion.map(|deletion| deletion.due))
    }

    /// The settings that decide who has a permission.
    #[must_use]
    pub const fn policy(&self) -> Policy {
        Policy {
            rates_visible_to: self.rates_visible_to,
            tasks_managed_by: self.tasks_managed_by,
        }
    }
}

/// How long an organization waits for its end, so that its owners can change their minds: 14 days.
pub const GRACE_SECONDS: i64 = 14 * 24 * 3600;

/// That an organization is to be deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Deletion {
    /// When its owner asked for it.
    pub requested_at: Instant,
    /// When everything of it is deleted; until then an owner can restore it.
    pub due: Instant,
    /// The owner who asked for it.
    pub requested_by: UserId,
}

/// Whether an organization is in use or waits for its end: with the role, what decides what a
/// member may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is in use.
    Open,
    /// It is to be deleted: its owners may still look, take its data with them, and restore it.
    Closing {
        /// When it is deleted.
        due: Instant,
    },
}

impl Standing {
    /// The standing of an organization that is deleted at this moment, if it is at all.
    #[must_use]
    pub const fn due(due: Option<Instant>) -> Self {
        match due {
            None => Self::Open,
            Some(due) => Self::Closing { due },
        }
    }

    /// Whether an active member with this role comes in at all.
    #[must_use]
    pub fn admits(self, role: Role) -> bool {
        match self {
            Self::Open => true,
            Self::Closing { .. } => role == Role::Owner,
        }
    }

    /// Whether it leaves those who have this permission able to use it.
    #[must_use]
    pub fn leaves(self, permission: Permission) -> bool {
        match self {
            Self::Open => true,
            Self::Closing { .. } => {
                permission.only_reads() || permission == Permission::RestoreOrganization
            }
        }
    }
}
