//! Demo data: an empty instance filled with an invented agency, a collective, and ten weeks of
//! their work, so that whoever tries Tenure sees it in use.
//!
//! [`story`] says who they are and what they do, [`plan`] makes rows of it, [`write`] writes them,
//! all in one transaction. The same clock and randomness give the same instance.

mod days;
mod draw;
mod password;
mod plan;
mod story;
mod work;
mod write;

use serde::Serialize;
use tenure_domain::id::{OrganizationId, UserId};
use tenure_domain::role::Role;
use tenure_domain::slug::Slug;
use tenure_store::{Tenancy, instance};

use crate::auth::{Account, Operator, SignUpForm};
use crate::{Error, Tenure};

/// A filled instance: how to get in, and what is there.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Demo {
    /// The address of the demo user, who also runs the instance.
    pub email: String,
    /// The password of everybody in the demo; nowhere else to be found in the clear.
    pub password: String,
    /// Everybody who can sign in.
    pub people: Vec<DemoPerson>,
    /// The demo user's organizations.
    pub organizations: Vec<DemoOrganization>,
    /// How many time entries there are, in all organizations.
    pub time_entries: usize,
}

/// Somebody in the demo.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DemoPerson {
    /// The id.
    pub id: UserId,
    /// The name.
    pub name: String,
    /// The address to sign in with.
    pub email: String,
}

/// An organization of the demo user's.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DemoOrganization {
    /// The id.
    pub id: OrganizationId,
    /// The name in URLs.
    pub slug: Slug,
    /// The name.
    pub name: String,
    /// What the demo user is there.
    pub role: Role,
}

impl Tenure {
    /// Fills an empty instance, all of it or nothing; `None`, and nothing done, if there is
    /// anything in it.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn fill_demo(&self) -> Result<Option<Demo>, Error> {
        // Here, to spare a filled instance the hashing; the transaction looks again.
        let empty: Result<bool, Error> = self
            .db
            .read(Tenancy::Operator("demo"), |tx| {
                Box::pin(async move { Ok(instance::is_empty(tx).await?) })
            })
            .await;
        if !empty? {
            return Ok(None);
        }
        let password = password::readable(self.randomness());
        let accounts = self.demo_accounts(&password).await?;
        let plan = plan::make(accounts, self.now(), self.randomness());
        let demo = plan.summary(password);
        let filled = self
            .db
            .write(Tenancy::Operator("demo"), move |tx| {
                Box::pin(async move {
                    let empty = instance::is_empty(tx).await?;
                    if empty {
                        write::all(tx, &plan).await?;
                    }
                    Ok::<_, Error>(empty)
                })
            })
            .await?;
        Ok(filled.then_some(demo))
    }

    /// The accounts of [`story::PEOPLE`], in its order; the first runs the instance.
    async fn demo_accounts(&self, password: &str) -> Result<Vec<Account>, Error> {
        let mut accounts = Vec::with_capacity(story::PEOPLE.len());
        for person in story::PEOPLE {
            let operator = if accounts.is_empty() {
                Operator::Yes
            } else {
                Operator::No
            };
            let form = SignUpForm {
                name: person.name.to_owned(),
                email: person.email.to_owned(),
                password: password.to_owned(),
            };
            accounts.push(self.new_account(form, operator).await?);
        }
        Ok(accounts)
    }
}
