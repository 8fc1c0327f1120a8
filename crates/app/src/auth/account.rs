//! One's own account: who one is, and what one wants.

use serde::Deserialize;
use tenure_domain::field::Fields;
use tenure_domain::user::Account;
use tenure_store::Tenancy;
use tenure_store::sessions::SignedIn;
use tenure_store::users::{self, WeeklySummary};
use utoipa::ToSchema;

use super::sign_up::NAME_CHARACTERS;
use crate::error::check;
use crate::{Error, Tenure};

/// A change of one's own account: what is absent stays.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AccountChange {
    /// The name others see.
    #[serde(default)]
    pub name: Option<String>,
    /// Whether one is mailed a summary of each week.
    #[serde(default)]
    pub weekly_summary: Option<bool>,
}

impl Tenure {
    /// One's own account.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn account(&self, signed_in: &SignedIn) -> Result<Account, Error> {
        let (user, now) = (signed_in.user.id, self.now());
        self.db
            .read(Tenancy::Global, move |tx| {
                Box::pin(async move { Ok(users::account(tx, user, now).await?) })
            })
            .await
    }

    /// Changes one's own account. Password and address have their own ways, which ask for the
    /// password.
    ///
    /// # Errors
    /// [`Error::Invalid`].
    pub async fn update_account(
        &self,
        signed_in: &SignedIn,
        change: AccountChange,
    ) -> Result<Account, Error> {
        let mut fields = Fields::new();
        let name = change
            .name
            .map(|name| fields.name("name", &name, NAME_CHARACTERS));
        check(fields)?;
        let (user, now) = (signed_in.user.id, self.now());
        let summary = change.weekly_summary.map(|wanted| {
            if wanted {
                WeeklySummary::Since(now)
            } else {
                WeeklySummary::Unwanted
            }
        });
        self.db
            .write(Tenancy::Global, move |tx| {
                Box::pin(async move {
                    if let Some(name) = name {
                        users::set_name(tx, user, &name, now).await?;
                    }
                    if let Some(summary) = summary {
                        users::set_weekly_summary(tx, user, summary, now).await?;
                    }
                    Ok(users::account(tx, user, now).await?)
                })
            })
            .await
    }
}
