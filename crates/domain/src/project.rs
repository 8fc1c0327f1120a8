//! Projects.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::id::{ClientId, ProjectId};
use crate::money::Money;
use crate::time::Instant;

/// How much a project may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "camelCase", deny_unknown_fields)]
pub enum Budget {
    /// So much time.
    Hours {
        /// In seconds.
        seconds: i64,
    },
    /// So much money.
    Amount {
        /// The amount.
        amount: Money,
    },
}

/// A piece of work that time is tracked on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Project {
    /// Its id.
    pub id: ProjectId,
    /// The client it is for.
    #[schema(required)]
    pub client_id: Option<ClientId>,
    /// Its name.
    pub name: String,
    /// Its colour, `#rrggbb`.
    #[schema(required)]
    pub color: Option<String>,
    /// What an hour costs; withheld without `rates.read`.
    #[schema(required)]
    pub hourly_rate: Option<Money>,
    /// How much it may take; an amount is withheld without `rates.read`.
    #[schema(required)]
    pub budget: Option<Budget>,
    /// Whether it is put away.
    pub archived: bool,
    /// When it was made.
    pub created_at: Instant,
    /// When it was last changed.
    pub updated_at: Instant,
}

impl Project {
    /// The project without what it costs: for who may not see that.
    #[must_use]
    pub fn without_money(self) -> Self {
        Self {
            hourly_rate: None,
            budget: self
                .budget
                .filter(|budget| !matches!(budget, Budget::Amount { .. })),
            ..self
        }
    }
}
