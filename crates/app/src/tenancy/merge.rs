//! Merging a placeholder, which holds what an unknown person tracked, into the member it stands for.

use serde::Deserialize;
use serde_json::json;
use tenure_domain::audit::Origin;
use tenure_domain::event::{Happening, Table};
use tenure_domain::field::FieldCode;
use tenure_domain::id::MembershipId;
use tenure_domain::membership::Member;
use tenure_domain::permission::MergeMembers;
use tenure_store::scope::Scope;
use tenure_store::{memberships, time_entries};
use utoipa::ToSchema;

use super::members::lock_and_find;
use crate::events::tell;
use crate::{Error, Tenure};

/// Into whom a placeholder is merged.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Merge {
    /// The membership that gets what the placeholder holds.
    pub into: MembershipId,
}

impl Tenure {
    /// Gives all that a placeholder holds to a member, and removes the placeholder.
    ///
    /// # Errors
    /// [`Error::NotFound`] if it is no placeholder, [`Error::Invalid`] if the other is no member.
    pub async fn merge_member(
        &self,
        scope: Scope<MergeMembers>,
        placeholder: MembershipId,
        into: MembershipId,
        origin: Origin,
    ) -> Result<Member, Error> {
        let teller = self.teller("members.merge", origin);
        let now = self.now();
        self.db
            .write(scope.tenancy(), move |tx| {
                Box::pin(async move {
                    let from = lock_and_find(tx, &scope, placeholder).await?;
                    if !from.placeholder {
                        return Err(Error::NotFound("placeholder"));
                    }
                    let to = memberships::find(tx, &scope, into)
                        .await?
                        .filter(|member| !member.placeholder && !member.removed);
                    let to = to.ok_or_else(|| {
                        let message =
                            "There is no such member, who could sign in, in this organization.";
                        Error::field("into", FieldCode::Unknown, message)
                    })?;
                    let entries =
                        time_entries::give(tx, &scope, from.user_id, to.user_id, now).await?;
                    memberships::remove(tx, &scope, placeholder, now).await?;
                    let before =
                        json!({"userId": from.user_id, "name": from.name, "role": from.role});
                    let after = json!({"into": into, "userId": to.user_id, "timeEntries": entries});
                    teller
                        .tell(tx, &scope, placeholder.uuid(), Some(before), Some(after))
                        .await?;
                    let gone = (Table::Members, placeholder.uuid(), Happening::Deleted);
                    tell(tx, &scope, gone, now).await?;
                    // One event for all the entries: pages look at the list anew.
                    let moved = (Table::TimeEntries, into.uuid(), Happening::Updated);
                    tell(tx, &scope, moved, now).await?;
                    Ok(to)
                })
            })
            .await
    }
}
