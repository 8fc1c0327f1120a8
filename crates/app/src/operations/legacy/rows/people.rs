//! Rows of users, how they sign in, what they prefer, and the organizations they are in.

use tenure_domain::id::{CredentialId, InvitationId, MembershipId};
use tenure_domain::money::Currency;
use tenure_domain::organization::OrganizationKind;
use tenure_domain::role::Role;
use tenure_domain::time::Instant;
use tenure_legacy::placement::{
    AccountRow, Home, InvitationRow, Kind, MembershipRow, OrganizationRow, SettingsRow, UserRow,
};
use tenure_store::legacy_placement::{
    MovedCredential, MovedInvitation, MovedMembership, MovedOrganization, MovedRow, MovedSettings,
    MovedUser,
};

use super::{Own, currency};
use crate::Error;
use crate::operations::legacy::evidence::Evidence;

impl Evidence {
    /// A user; their workspace and their membership of it, if the snapshot has none, come with them.
    pub(super) fn user(&self, user: UserRow, along: &mut Vec<MovedRow>) -> MovedRow {
        let at = Instant::from_millis(user.created_at);
        let id = self.ids.user(user.id);
        if let Some(workspace) = user.new_workspace {
            let home = Home::NewPersonal(user.id);
            along.push(MovedRow::Organization(MovedOrganization {
                id: self.ids.organization(home),
                slug: workspace.slug,
                name: workspace.name,
                kind: OrganizationKind::Personal,
                color: None,
                currency: workspace.currency.map_or(Currency::DEFAULT, currency),
                created_by: Some(id),
                created_at: at,
                updated_at: at,
            }));
            along.push(self.made_membership(home, user.id, Role::Owner, true, at));
        }
        MovedRow::User(MovedUser {
            id,
            // Anonymous users and some others have none; what is shown for it is not for the
            // database to say.
            name: user.name.unwrap_or_default(),
            email: user.email,
            email_key: user.email_key,
            email_verified_at: user.email_verified_at.map(Instant::from_millis),
            is_operator: false,
            is_placeholder: false,
            active_organization_id: Some(self.ids.organization(user.active_organization)),
            created_at: at,
            updated_at: at,
        })
    }

    pub(super) fn account(&self, account: AccountRow, own: &Own<'_>) -> MovedRow {
        let secret = account.secret.map(|secret| secret.expose().to_owned());
        let kind = if secret.is_some() {
            "legacyPassword"
        } else {
            "external"
        };
        MovedRow::Credential(MovedCredential {
            id: CredentialId::derived(own.at(), own.bits()),
            user_id: self.ids.user(account.user),
            kind: kind.to_owned(),
            provider: account.provider,
            account: account.provider_account_id,
            secret,
            created_at: own.at(),
            updated_at: own.at(),
        })
    }

    pub(super) fn settings(&self, row: SettingsRow, own: &Own<'_>) -> MovedRow {
        let settings = row.settings;
        MovedRow::Settings(MovedSettings {
            user_id: self.ids.user(row.user),
            interrupt_enabled: settings.interrupt_enabled,
            interrupt_interval_minutes: settings.interrupt_interval,
            grace_period_seconds: settings.grace_period,
            budget_warning_enabled: settings.budget_warning_enabled,
            budget_warning_threshold_seconds: settings.budget_warning_threshold_seconds,
            budget_warning_threshold_minor: settings.budget_warning_threshold_minor,
            pomodoro_enabled: settings.pomodoro_enabled,
            pomodoro_work_minutes: settings.pomodoro_work_minutes,
            pomodoro_break_minutes: settings.pomodoro_break_minutes,
            currency: settings.currency.map(currency),
            updated_at: own.at(),
        })
    }

    pub(super) fn organization(
        &self,
        row: OrganizationRow,
        own: &Own<'_>,
        along: &mut Vec<MovedRow>,
    ) -> Result<MovedRow, Error> {
        let home = own.home()?;
        let created_at = Instant::from_millis(row.created_at);
        if let Some(owner) = row.make_owner {
            along.push(self.made_membership(home, owner, Role::Owner, true, created_at));
        }
        Ok(MovedRow::Organization(MovedOrganization {
            id: self.ids.organization(home),
            slug: row.slug,
            name: row.name,
            kind: match row.kind {
                Kind::Personal => OrganizationKind::Personal,
                Kind::Team => OrganizationKind::Team,
            },
            color: row.color,
            currency: row.currency.map_or(Currency::DEFAULT, currency),
            created_by: row.created_by.map(|user| self.ids.user(user)),
            created_at,
            updated_at: created_at,
        }))
    }

    pub(super) fn membership(&self, row: &MembershipRow, own: &Own<'_>) -> Result<MovedRow, Error> {
        let created_at = Instant::from_millis(row.created_at);
        Ok(MovedRow::Membership(MovedMembership {
            organization_id: self.ids.organization(own.home()?),
            id: MembershipId::derived(own.at(), own.bits()),
            user_id: self.ids.user(row.user),
            role: row.role,
            is_active: row.is_active,
            invited_by: row.invited_by.map(|user| self.ids.user(user)),
            invited_at: row.invited_at.map(Instant::from_millis),
            accepted_at: row.accepted_at.map(Instant::from_millis),
            created_at,
            updated_at: row.inactive_at.map_or(created_at, Instant::from_millis),
        }))
    }

    pub(super) fn invitation(&self, row: InvitationRow, own: &Own<'_>) -> Result<MovedRow, Error> {
        Ok(MovedRow::Invitation(MovedInvitation {
            organization_id: self.ids.organization(own.home()?),
            id: InvitationId::derived(own.at(), own.bits()),
            email: row.email,
            email_key: row.email_key,
            role: row.role,
            token_hash: self.token_hash(row.id, row.token.expose()).to_vec(),
            status: row.status.as_str().to_owned(),
            invited_by: row.invited_by.map(|user| self.ids.user(user)),
            created_at: Instant::from_millis(row.created_at),
            expires_at: Instant::from_millis(row.expires_at),
            accepted_at: row.accepted_at.map(Instant::from_millis),
            revoked_at: row.revoked_at.map(Instant::from_millis),
        }))
    }
}
