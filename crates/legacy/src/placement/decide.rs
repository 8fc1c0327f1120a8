//! The decision on a document, but for time entries and timers.

use super::homes::{Parent, parent};
use super::index::{Chosen, Index};
use super::workspaces::WorkspaceRule;
use super::{
    AccountRow, CategoryRow, ClientRow, Decision, Home, ImportRow, InvitationRow, Kind,
    MembershipRow, OrganizationRow, OrphanReason, Orphaned, Placed, ProjectRow, Row, SettingsRow,
    UserRow,
};
use crate::convex_id::ConvexId;
use crate::email::email_key;
use crate::note::{Note, NoteKind};
use crate::password::is_verifiable_secret;
use crate::shape::{
    self, AuthAccount, Category, Client, Import, Invalid, Invitation, InvitationStatus,
    LegacyTable, Membership, Organization, Project, Reference, Role, Shape, Shaped, User,
    UserSettings,
};

/// The provider of password accounts in Convex Auth.
const PASSWORD: &str = "password";

/// A decision on the way: the `?` of a document that has no home or does not count.
pub(super) enum Otherwise {
    Orphaned(Orphaned),
    Superseded(ConvexId),
}

impl From<OrphanReason> for Otherwise {
    fn from(reason: OrphanReason) -> Self {
        Self::Orphaned(reason.into())
    }
}

impl From<Invalid> for Otherwise {
    fn from(invalid: Invalid) -> Self {
        Self::Orphaned(Orphaned {
            reason: OrphanReason::Invalid,
            field: Some(invalid.field),
        })
    }
}

/// Home and row.
type Settlement = (Option<Home>, Row);
pub(super) type Settled = Result<Settlement, Otherwise>;

impl Index {
    /// What becomes of a document. It must be one that the index was built with.
    #[must_use]
    pub fn decide(&self, table: &str, id: ConvexId, json: &str) -> Decision {
        let Some(table) = LegacyTable::named(table) else {
            return Decision::Kept;
        };
        match table {
            LegacyTable::Users => settle(json, |user, _| Ok(self.user(id, user))),
            LegacyTable::AuthAccounts => settle(json, |account, _| self.account(id, account)),
            LegacyTable::Organizations => settle(json, |organization, _| {
                Ok(self.organization(id, organization))
            }),
            LegacyTable::Memberships => {
                settle(json, |membership, _| self.membership(id, membership))
            }
            LegacyTable::Invitations => {
                settle(json, |invitation, _| self.invitation(id, invitation))
            }
            LegacyTable::UserSettings => settle(json, |settings, _| self.settings(id, settings)),
            LegacyTable::Clients => settle(json, |client, _| self.client(id, client)),
            LegacyTable::Projects => {
                settle(json, |project, notes| self.project(id, project, notes))
            }
            LegacyTable::Categories => settle(json, |category, _| self.category(id, category)),
            LegacyTable::TimeEntries => settle(json, |entry, notes| self.entry(id, entry, notes)),
            LegacyTable::RunningTimers => settle(json, |timer, notes| self.timer(id, timer, notes)),
            LegacyTable::Imports => settle(json, |import, _| self.import(id, import)),
        }
    }

    fn user(&self, id: ConvexId, user: Shaped<User>) -> Settlement {
        let User {
            name,
            email,
            email_verification_time,
            image,
            phone,
            is_anonymous,
        } = user.value;
        let (home, rule) = self
            .homes
            .workspaces
            .get(&id)
            .copied()
            .unwrap_or((Home::NewPersonal(id), WorkspaceRule::New));
        let key = email
            .as_deref()
            .filter(|_| !is_anonymous)
            .and_then(email_key);
        let holder = key.as_deref().and_then(|key| self.addresses.holder(key));
        let keeps = holder == Some(id);
        (
            None,
            Row::User(UserRow {
                id,
                name,
                email: email.filter(|_| keeps),
                email_verified_at: email_verification_time.filter(|_| keeps),
                address_kept_by: holder.filter(|_| !keeps),
                lost_address: key.is_some() && !keeps,
                email_key: key.filter(|_| keeps),
                image,
                phone,
                is_anonymous,
                created_at: shape::whole(user.creation_time),
                personal_workspace: home,
                workspace_rule: rule,
                new_workspace: self.new_workspaces.get(&id).cloned(),
                active_organization: self.chosen.get(&id).map_or(home, |chosen| chosen.active),
            }),
        )
    }

    fn account(&self, id: ConvexId, account: Shaped<AuthAccount>) -> Settled {
        let AuthAccount {
            user,
            provider,
            provider_account_id,
            secret,
            email_verified,
        } = account.value;
        let user = self
            .homes
            .user(Some(&user))
            .ok_or(OrphanReason::OwnerMissing)?;
        let secret = secret.filter(|_| provider == PASSWORD && !self.addresses.is_anonymous(user));
        let is_verifiable = secret
            .as_ref()
            .is_some_and(|secret| is_verifiable_secret(secret.expose()));
        Ok((
            None,
            Row::Account(AccountRow {
                id,
                user,
                provider,
                provider_account_id,
                secret,
                is_verifiable,
                email_verified,
            }),
        ))
    }

    fn organization(&self, id: ConvexId, organization: Shaped<Organization>) -> Settlement {
        let Organization {
            name,
            slug,
            created_by,
            created_at,
            color,
            ..
        } = organization.value;
        let owner = self.homes.organizations.get(&id).copied().flatten();
        let named = self.organizations.get(&id).cloned();
        let (slug, currency) = named.unwrap_or_else(|| (slug.unwrap_or_default(), None));
        let make_owner = owner.filter(|owner| !self.homes.memberships.contains_key(&(id, *owner)));
        (
            Some(Home::Organization(id)),
            Row::Organization(OrganizationRow {
                id,
                name,
                slug,
                kind: if owner.is_some() {
                    Kind::Personal
                } else {
                    Kind::Team
                },
                currency,
                created_by: self.homes.user(Some(&created_by)),
                created_at,
                color,
                make_owner,
            }),
        )
    }

    fn membership(&self, id: ConvexId, membership: Shaped<Membership>) -> Settled {
        let creation_time = membership.creation_time;
        let membership = membership.value;
        let organization = self
            .homes
            .organization(&membership.organization)
            .ok_or(OrphanReason::OrganizationMissing)?;
        let user = self
            .homes
            .user(Some(&membership.user))
            .ok_or(OrphanReason::OwnerMissing)?;
        if let Some(counting) = self
            .homes
            .memberships
            .get(&(organization, user))
            .filter(|counting| counting.id != id)
        {
            return Err(Otherwise::Superseded(counting.id));
        }
        let home = Home::Organization(organization);
        let is_owner = self.homes.is_owner(user, home);
        let is_active = is_owner || (membership.is_active && membership.role.is_some());
        let role = if is_owner {
            Role::Owner
        } else {
            membership.role.unwrap_or(Role::Viewer)
        };
        Ok((
            Some(home),
            Row::Membership(MembershipRow {
                id,
                organization,
                user,
                role,
                is_active,
                inactive_at: membership.inactive_at.filter(|_| !is_active),
                invited_by: self.homes.user(membership.invited_by.as_ref()),
                invited_at: membership.invited_at,
                accepted_at: membership.accepted_at,
                created_at: membership
                    .created_at
                    .unwrap_or_else(|| shape::whole(creation_time)),
            }),
        ))
    }

    fn invitation(&self, id: ConvexId, invitation: Shaped<Invitation>) -> Settled {
        let invitation = invitation.value;
        let organization = self
            .homes
            .organization(&invitation.organization)
            .ok_or(OrphanReason::OrganizationMissing)?;
        let status = match invitation.status {
            InvitationStatus::Pending => self
                .invitations
                .get(&id)
                .copied()
                .unwrap_or(InvitationStatus::Expired),
            settled => settled,
        };
        Ok((
            Some(Home::Organization(organization)),
            Row::Invitation(InvitationRow {
                id,
                organization,
                email_key: email_key(&invitation.email).unwrap_or_default(),
                email: invitation.email,
                role: invitation.role.unwrap_or(Role::Viewer),
                token: invitation.token,
                status,
                invited_by: self.homes.user(Some(&invitation.invited_by)),
                created_at: invitation.created_at,
                expires_at: invitation.expires_at,
                accepted_at: invitation.accepted_at,
                revoked_at: invitation.revoked_at,
            }),
        ))
    }

    fn settings(&self, id: ConvexId, settings: Shaped<UserSettings>) -> Settled {
        let settings = settings.value;
        let user = self
            .homes
            .user(Some(&settings.user))
            .ok_or(OrphanReason::OwnerMissing)?;
        let chosen = self.chosen.get(&user).copied();
        let Chosen {
            settings: counting,
            active,
        } = chosen.ok_or(OrphanReason::OwnerMissing)?;
        if counting != id {
            return Err(Otherwise::Superseded(counting));
        }
        Ok((
            None,
            Row::Settings(SettingsRow {
                id,
                user,
                active_organization: active,
                settings,
            }),
        ))
    }

    fn client(&self, id: ConvexId, client: Shaped<Client>) -> Settled {
        let ownership = self.assigned.ownership(id, &client.value.ownership);
        let home = self.homes.home(&ownership, None)?;
        let created_by = self.homes.user(ownership.user.as_ref());
        let created_at = shape::whole(client.creation_time);
        Ok((
            Some(home),
            Row::Client(ClientRow {
                id,
                created_by,
                created_at,
                client: client.value,
            }),
        ))
    }

    fn project(&self, id: ConvexId, project: Shaped<Project>, notes: &mut Vec<Note>) -> Settled {
        let created_at = shape::whole(project.creation_time);
        let project = project.value;
        let own = project.client.as_ref().and_then(Reference::id);
        let parent_home = self.assigned.drawing(own, &self.clients);
        let ownership = self.assigned.ownership(id, &project.ownership);
        let home = self.homes.home(&ownership, parent_home)?;
        let client = project
            .client
            .as_ref()
            .map(|client| parent(&self.clients, client, home));
        let client = client.and_then(|client| linked(client, "clientId", notes));
        let created_by = self.homes.user(ownership.user.as_ref());
        Ok((
            Some(home),
            Row::Project(ProjectRow {
                id,
                client,
                created_by,
                created_at,
                project,
            }),
        ))
    }

    fn category(&self, id: ConvexId, category: Shaped<Category>) -> Settled {
        let category = category.value;
        let ownership = self.assigned.ownership(id, &category.ownership);
        let home = self.homes.home(&ownership, None)?;
        let created_by = self.homes.user(ownership.user.as_ref());
        Ok((
            Some(home),
            Row::Category(CategoryRow {
                id,
                created_by,
                category,
            }),
        ))
    }

    fn import(&self, id: ConvexId, import: Shaped<Import>) -> Settled {
        let import = import.value;
        let ownership = self.assigned.ownership(id, &import.ownership);
        let home = self.homes.home(&ownership, None)?;
        let requested_by = self.homes.user(ownership.user.as_ref());
        Ok((
            Some(home),
            Row::Import(ImportRow {
                id,
                requested_by,
                import,
            }),
        ))
    }
}

/// Reads the document, places it, and puts the remarks in order.
fn settle<T: Shape>(
    json: &str,
    place: impl FnOnce(Shaped<T>, &mut Vec<Note>) -> Settled,
) -> Decision {
    let placed = || -> Result<Placed, Otherwise> {
        let mut document = shape::read::<T>(json)?;
        let mut notes = std::mem::take(&mut document.notes);
        let (home, row) = place(document, &mut notes)?;
        notes.sort_unstable();
        notes.dedup();
        Ok(Placed { home, notes, row })
    };
    match placed() {
        Ok(placed) => Decision::Placed(Box::new(placed)),
        Err(Otherwise::Superseded(by)) => Decision::Superseded { by },
        Err(Otherwise::Orphaned(orphaned)) => Decision::Orphaned(orphaned),
    }
}

/// The parent to link to; remarks on one that cannot be.
pub(super) fn linked(
    parent: Parent,
    field: &'static str,
    notes: &mut Vec<Note>,
) -> Option<ConvexId> {
    let kind = match parent {
        Parent::Here(id) => return Some(id),
        Parent::Foreign => NoteKind::ReferenceForeign,
        Parent::Missing => NoteKind::ReferenceMissing,
    };
    notes.push(Note::about(kind, field));
    None
}
