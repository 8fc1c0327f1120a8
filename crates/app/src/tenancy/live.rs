//! Live pages: what changed in an organization, for as long as one is in it.

use tenure_domain::event::Event;
use tenure_domain::id::OrganizationId;
use tenure_domain::permission::{Proof, ReadOrganization};
use tenure_domain::policy::Policy;
use tenure_domain::role::Role;
use tenure_store::events::Positions;
use tenure_store::scope::Scope;
use tenure_store::{Tenancy, events, memberships};
use tokio::sync::watch;

use crate::auth::Token;
use crate::{Error, Tenure};

/// The most events that are told at once.
const BATCH: usize = 200;

/// What one's permissions follow from: when it changes, so may what one sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grounds {
    /// One's role.
    pub role: Role,
    /// The organization's settings that some permissions depend on.
    pub policy: Policy,
}

impl Grounds {
    /// Those of a scope.
    #[must_use]
    pub const fn of<P: Proof>(scope: &Scope<P>) -> Self {
        Self {
            role: scope.role(),
            policy: scope.policy(),
        }
    }
}

/// What a reader is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// One is not, or no longer, in the organization, or signed out.
    Revoked,
    /// What changed after the position asked about.
    Events {
        /// What one's permissions follow from at this moment.
        grounds: Grounds,
        /// How often one's own memberships, of any organization, have changed.
        memberships: i64,
        /// The changes that one may see, in order.
        events: Vec<Event>,
        /// The position up to which they go.
        position: i64,
        /// Whether more is there already.
        more: bool,
    },
    /// More happened since that position than is kept: look at everything anew.
    Missed {
        /// What one's permissions follow from at this moment.
        grounds: Grounds,
        /// The position to go on from.
        position: i64,
    },
}

impl Tenure {
    /// Wakes with every commit that changes something in the organization.
    #[must_use]
    pub fn subscribe(&self, scope: Scope<ReadOrganization>) -> watch::Receiver<()> {
        self.db.subscribe(scope.organization_id())
    }

    /// What changed in an organization after a position; without one, nothing yet, from now on. Who
    /// asks is looked up anew each time, so that it ends with the membership.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn news(
        &self,
        token: &Token,
        organization: OrganizationId,
        after: Option<i64>,
    ) -> Result<News, Error> {
        let (hash, now) = (token.hash(), self.now());
        self.db
            .read(Tenancy::Organization(organization), move |tx| {
                Box::pin(async move {
                    let authorized = memberships::authorize(tx, &hash, organization, now).await?;
                    let Some(access) = authorized.and_then(|authorized| authorized.access) else {
                        return Ok(News::Revoked);
                    };
                    let scope = access.require::<ReadOrganization>()?;
                    let grounds = Grounds::of(&scope);
                    let memberships = memberships::version(tx, &scope).await?;
                    let Positions { newest, oldest } = events::positions(tx, &scope).await?;
                    let Some(after) = after.filter(|after| *after <= newest) else {
                        return Ok(News::Events {
                            grounds,
                            memberships,
                            events: Vec::new(),
                            position: newest,
                            more: false,
                        });
                    };
                    if oldest.unwrap_or(newest + 1) > after + 1 {
                        return Ok(News::Missed {
                            grounds,
                            position: newest,
                        });
                    }
                    let mut events = events::since(tx, &scope, after, BATCH + 1).await?;
                    let more = events.len() > BATCH;
                    events.truncate(BATCH);
                    // Behind the last that one sees there may be some that one does not.
                    let position = if more {
                        events.last().map_or(newest, |event| event.position)
                    } else {
                        newest
                    };
                    Ok(News::Events {
                        grounds,
                        memberships,
                        events,
                        position,
                        more,
                    })
                })
            })
            .await
    }
}
