//! How many invitations may be under way: enough for any organization, too few for a nuisance.

use std::collections::HashMap;

use tenure_domain::email::EmailAddress;
use tenure_domain::time::Instant;
use tenure_store::Tenancy;
use tenure_store::invitation_mail::{self, Reach};
use tenure_store::invitations::Counts;

use crate::{Error, Tenure};

/// Limits count what happened in the last day.
pub(super) const PERIOD_SECONDS: i64 = 24 * 3600;
/// Pending invitations of one organization.
const PENDING: i64 = 2_000;
/// Links that one organization makes in a day.
const PER_ORGANIZATION: i64 = 2_000;
/// Links that one inviter makes in a day.
const PER_INVITER: i64 = 1_000;
/// Invitations that one address is mailed in a day, by all organizations together.
const PER_ADDRESS: i64 = 5;

/// What is left of the limits.
pub(super) struct Room(i64);

impl Room {
    /// What is left in an organization.
    pub(super) fn of(counts: Counts) -> Self {
        let left = [
            PENDING - counts.pending,
            PER_ORGANIZATION - counts.recent,
            PER_INVITER - counts.recent_own,
        ];
        Self(left.into_iter().min().unwrap_or_default())
    }

    /// What is left for an invitation that is pending already.
    pub(super) fn for_another_link(counts: Counts) -> Self {
        Self::of(Counts {
            pending: 0,
            ..counts
        })
    }

    /// Takes one, if one is left.
    pub(super) const fn take(&mut self) -> bool {
        self.0 -= 1;
        self.0 >= 0
    }
}

/// Whether an address may be mailed one more.
pub(super) const fn may_mail(reach: &Reach) -> bool {
    reach.recent < PER_ADDRESS
}

impl Tenure {
    /// Whether mail can arrive at these addresses, by their keys. Members see neither the outbox nor
    /// whom mail does not reach, so that the operator looks.
    pub(super) async fn reaches(
        &self,
        addresses: Vec<EmailAddress>,
        now: Instant,
    ) -> Result<HashMap<String, Reach>, Error> {
        let since = now.plus_seconds(-PERIOD_SECONDS);
        let why = "asks whether invitations can arrive";
        self.db
            .read(Tenancy::Operator(why), move |tx| {
                Box::pin(async move {
                    let mut reaches = HashMap::with_capacity(addresses.len());
                    for address in addresses {
                        let reach = invitation_mail::reach(tx, &address, since).await?;
                        reaches.insert(address.key(), reach);
                    }
                    Ok(reaches)
                })
            })
            .await
    }
}
