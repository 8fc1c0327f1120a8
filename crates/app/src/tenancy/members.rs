//! Members of an organization: who is in it, and as what.
//!
//! Two rules hold in every transaction: nobody gives, changes or takes a role above their own, and
//! an organization keeps an active owner. The organization is locked before owners are counted, so
//! that two who demote each other at the same moment cannot both succeed.

use serde::Deserialize;
use serde_json::json;
use tenure_domain::audit::Origin;
use tenure_domain::event::{Happening, Table};
use tenure_domain::field::FieldCode;
use tenure_domain::id::MembershipId;
use tenure_domain::membership::Member;
use tenure_domain::organization::OrganizationKind;
use tenure_domain::page::PageLimit;
use tenure_domain::permission::{
    LeaveOrganization, Proof, ReadMembers, ReadOrganization, RemoveMembers, TransferOwnership,
    UpdateMembers,
};
use tenure_domain::role::Role;
use tenure_store::memberships::{self, Activity, MemberFilter};
use tenure_store::scope::Scope;
use tenure_store::{Tx, organizations};
use utoipa::ToSchema;

use super::audit::Teller;
use crate::events::tell;
use crate::mail::letters::Farewell;
use crate::tracker::Slice;
use crate::{Error, Tenure};

/// A change of a member: what is absent stays.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MemberChange {
    /// The role, up to one's own.
    #[serde(default)]
    pub role: Option<Role>,
    /// Whether the member may come in.
    #[serde(default)]
    pub active: Option<bool>,
}

/// To whom an organization is handed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Transfer {
    /// The membership that becomes owner.
    pub membership_id: MembershipId,
}

/// The member, if the organization is a team and the member's role is not above one's own. From
/// here on nobody else changes who is in the organization.
pub(super) async fn lock_and_find<P: Proof>(
    tx: &mut Tx,
    scope: &Scope<P>,
    id: MembershipId,
) -> Result<Member, Error> {
    organizations::lock(tx, scope).await?;
    let read = scope.also::<ReadOrganization>()?;
    let organization = organizations::find(tx, &read)
        .await?
        .ok_or(Error::OrganizationNotFound)?;
    let member = memberships::find(tx, scope, id)
        .await?
        .filter(|member| !member.removed);
    let member = member.ok_or(Error::NotFound("member"))?;
    if organization.kind == OrganizationKind::Personal {
        return Err(Error::PersonalWorkspace);
    }
    let own = own_role(tx, scope).await?;
    if member.role > own {
        return Err(Error::RoleAboveOwn {
            own,
            wanted: member.role,
        });
    }
    Ok(member)
}

/// The role that counts: the one of now, and not above that of when the request came in.
pub(super) async fn own_role<P: Proof>(tx: &mut Tx, scope: &Scope<P>) -> Result<Role, Error> {
    let own = memberships::find(tx, scope, scope.membership_id()).await?;
    let own = own.filter(|own| own.active);
    let own = own.ok_or(Error::OrganizationNotFound)?;
    Ok(own.role.min(scope.role()))
}

/// Refuses what would leave no active owner.
async fn keep_an_owner<P: Proof>(
    tx: &mut Tx,
    scope: &Scope<P>,
    member: &Member,
) -> Result<(), Error> {
    let is_owner = member.role == Role::Owner && member.active;
    if is_owner && memberships::other_active_owners(tx, scope, member.id).await? == 0 {
        return Err(Error::LastOwner);
    }
    Ok(())
}

impl Tenure {
    /// Members in the order they came.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn list_members(
        &self,
        scope: Scope<ReadMembers>,
        filter: MemberFilter,
        after: Option<MembershipId>,
        limit: PageLimit,
    ) -> Result<Slice<Member>, Error> {
        self.db
            .read(scope.tenancy(), move |tx| {
                Box::pin(async move {
                    let rows =
                        memberships::list(tx, &scope, &filter, after, limit.rows() + 1).await?;
                    Ok(Slice::new(rows, limit))
                })
            })
            .await
    }

    /// Gives a member another role, deactivates or reactivates them. It counts from the member's
    /// next request on.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::RoleAboveOwn`], [`Error::LastOwner`] or
    /// [`Error::PersonalWorkspace`].
    pub async fn update_member(
        &self,
        scope: Scope<UpdateMembers>,
        id: MembershipId,
        change: MemberChange,
        origin: Origin,
    ) -> Result<Member, Error> {
        let teller = self.teller("members.update", origin);
        self.change_member(scope, id, change, teller).await
    }

    /// The same, told to the audit log by `teller`.
    pub(crate) async fn change_member(
        &self,
        scope: Scope<UpdateMembers>,
        id: MembershipId,
        change: MemberChange,
        teller: Teller,
    ) -> Result<Member, Error> {
        let parting = self.parting(&teller, Farewell::Deactivated);
        let now = self.now();
        self.db
            .write(scope.tenancy(), move |tx| {
                Box::pin(async move {
                    let before = lock_and_find(tx, &scope, id).await?;
                    let role = change.role.unwrap_or(before.role);
                    let active = change.active.unwrap_or(before.active);
                    if role > scope.role() {
                        return Err(Error::RoleAboveOwn {
                            own: scope.role(),
                            wanted: role,
                        });
                    }
                    if before.placeholder && active {
                        return Err(Error::NotFound("member who could sign in"));
                    }
                    if role != Role::Owner || !active {
                        keep_an_owner(tx, &scope, &before).await?;
                    }
                    if (role, active) == (before.role, before.active) {
                        return Ok(before);
                    }
                    memberships::set_role(tx, &scope, id, role, now).await?;
                    let activity = if active {
                        Activity::Active
                    } else {
                        Activity::Inactive
                    };
                    memberships::set_activity(tx, &scope, id, activity, now).await?;
                    if before.active && !active {
                        parting.tell(tx, &scope, &before).await?;
                    }
                    let shown =
                        |role: Role, active: bool| Some(json!({"role": role, "active": active}));
                    let subject = id.uuid();
                    teller
                        .tell(
                            tx,
                            &scope,
                            subject,
                            shown(before.role, before.active),
                            shown(role, active),
                        )
                        .await?;
                    tell(
                        tx,
                        &scope,
                        (Table::Members, subject, Happening::Updated),
                        now,
                    )
                    .await?;
                    Ok(Member {
                        role,
                        active,
                        ..before
                    })
                })
            })
            .await
    }

    /// Removes a member. What they tracked stays with the organization.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::RoleAboveOwn`], [`Error::LastOwner`] or
    /// [`Error::PersonalWorkspace`].
    pub async fn remove_member(
        &self,
        scope: Scope<RemoveMembers>,
        id: MembershipId,
        origin: Origin,
    ) -> Result<(), Error> {
        self.end_membership(scope, id, "members.remove", origin)
            .await
    }

    /// Leaves an organization. What one tracked stays with it.
    ///
    /// # Errors
    /// [`Error::LastOwner`] or [`Error::PersonalWorkspace`].
    pub async fn leave_organization(
        &self,
        scope: Scope<LeaveOrganization>,
        origin: Origin,
    ) -> Result<(), Error> {
        self.end_membership(scope, scope.membership_id(), "organizations.leave", origin)
            .await
    }

    async fn end_membership<P: Proof>(
        &self,
        scope: Scope<P>,
        id: MembershipId,
        function: &'static str,
        origin: Origin,
    ) -> Result<(), Error> {
        let teller = self.teller(function, origin);
        // Whoever leaves knows it.
        let parting =
            (id != scope.membership_id()).then(|| self.parting(&teller, Farewell::Removed));
        let now = self.now();
        self.db
            .write(scope.tenancy(), move |tx| {
                Box::pin(async move {
                    let member = lock_and_find(tx, &scope, id).await?;
                    keep_an_owner(tx, &scope, &member).await?;
                    memberships::remove(tx, &scope, id, now).await?;
                    if let Some(parting) = parting {
                        parting.tell(tx, &scope, &member).await?;
                    }
                    let before = json!({"role": member.role, "active": member.active, "userId": member.user_id});
                    teller.tell(tx, &scope, id.uuid(), Some(before), None).await?;
                    tell(tx, &scope, (Table::Members, id.uuid(), Happening::Deleted), now).await
                })
            })
            .await
    }

    /// Hands an organization to another member, who becomes owner; whoever hands it on becomes
    /// admin.
    ///
    /// # Errors
    /// [`Error::Invalid`] if the other is no active member, or [`Error::PersonalWorkspace`].
    pub async fn transfer_ownership(
        &self,
        scope: Scope<TransferOwnership>,
        to: MembershipId,
        origin: Origin,
    ) -> Result<Member, Error> {
        let teller = self.teller("organizations.transferOwnership", origin);
        let now = self.now();
        self.db
            .write(scope.tenancy(), move |tx| {
                Box::pin(async move {
                    let unknown = || {
                        let message = "There is no such other active member in this organization.";
                        Error::field("membershipId", FieldCode::Unknown, message)
                    };
                    let member = match lock_and_find(tx, &scope, to).await {
                        Err(Error::NotFound(_)) => return Err(unknown()),
                        found => found?,
                    };
                    if !member.active || member.id == scope.membership_id() {
                        return Err(unknown());
                    }
                    memberships::set_role(tx, &scope, to, Role::Owner, now).await?;
                    memberships::set_role(tx, &scope, scope.membership_id(), Role::Admin, now)
                        .await?;
                    let before = json!({"ownerId": scope.user_id(), "role": member.role});
                    let after = json!({"ownerId": member.user_id, "role": Role::Owner});
                    teller
                        .tell(tx, &scope, to.uuid(), Some(before), Some(after))
                        .await?;
                    tell(
                        tx,
                        &scope,
                        (Table::Members, to.uuid(), Happening::Updated),
                        now,
                    )
                    .await?;
                    Ok(Member {
                        role: Role::Owner,
                        ..member
                    })
                })
            })
            .await
    }
}
