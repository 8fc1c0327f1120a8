//! What an organization's own settings add to the one table of permissions.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::role::Role;

/// From which role on an organization lets its people do what one of its settings is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum Circle {
    /// Managers and above.
    #[default]
    Managers,
    /// Members and above.
    Members,
}

impl Circle {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::Managers, Self::Members];

    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Managers => "managers",
            Self::Members => "members",
        }
    }

    /// The least able role in it.
    #[must_use]
    pub const fn least_role(self) -> Role {
        match self {
            Self::Managers => Role::Manager,
            Self::Members => Role::Member,
        }
    }
}

/// A setting of an organization that decides who has a permission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Setting {
    /// Who sees hourly rates and budgets in money.
    RatesVisibleTo,
    /// Who adds, changes and deletes tasks.
    TasksManagedBy,
}

impl Setting {
    /// The word for it, as in the organization's JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::RatesVisibleTo => "ratesVisibleTo",
            Self::TasksManagedBy => "tasksManagedBy",
        }
    }
}

impl std::fmt::Display for Setting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The settings of one organization that decide who has a permission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Policy {
    /// Who sees hourly rates and budgets in money.
    pub rates_visible_to: Circle,
    /// Who adds, changes and deletes tasks.
    pub tasks_managed_by: Circle,
}

impl Policy {
    /// What the organization has chosen for a setting.
    #[must_use]
    pub const fn choice(self, setting: Setting) -> Circle {
        match setting {
            Setting::RatesVisibleTo => self.rates_visible_to,
            Setting::TasksManagedBy => self.tasks_managed_by,
        }
    }
}
