//! Rows of what an organization works on: clients, projects, categories, time entries, imports.

use tenure_domain::id::{ImportId, TimeEntryId, UserId};
use tenure_domain::money::Currency;
use tenure_domain::role::Role;
use tenure_domain::text;
use tenure_domain::time::Instant;
use tenure_legacy::placement::{
    CategoryReference, CategoryRow, ClientRow, EntryRow, EntryState, Home, ImportRow, Member,
    Placeholder, ProjectRow,
};
use tenure_legacy::shape::BudgetKind;
use tenure_store::legacy_placement::{
    MovedCategory, MovedClient, MovedImport, MovedMembership, MovedProject, MovedRow,
    MovedTimeEntry, MovedUser,
};

use super::{Own, currency};
use crate::Error;
use crate::operations::legacy::evidence::Evidence;

/// As many characters of what the documents say about an unknown person as fit into a name.
const SHOWN: usize = 40;

impl Evidence {
    pub(super) fn client(&self, row: ClientRow, own: &Own<'_>) -> Result<MovedRow, Error> {
        let client = row.client;
        let address = client.address.unwrap_or_default();
        let at = Instant::from_millis(row.created_at);
        Ok(MovedRow::Client(MovedClient {
            organization_id: self.ids.organization(own.home()?),
            id: self.ids.client(row.id),
            name_key: text::key(&client.name),
            name: client.name,
            note: client.note,
            website_url: client.website_url,
            color: client.color,
            street: address.street,
            city: address.city,
            country: address.country,
            post_code: address.post_code,
            is_archived: client.archived,
            created_by: row.created_by.map(|user| self.ids.user(user)),
            created_at: at,
            updated_at: at,
        }))
    }

    pub(super) fn project(&self, row: ProjectRow, own: &Own<'_>) -> Result<MovedRow, Error> {
        let home = own.home()?;
        let project = row.project;
        // The legacy application wrote amounts in the currency of whoever looked at them; here they
        // are in that of the organization's creator.
        let currency = self
            .index
            .currency(home)
            .map_or(Currency::DEFAULT, currency);
        let (budget_seconds, budget_minor) = match project.budget_kind {
            BudgetKind::Hours => (project.budget_seconds, None),
            BudgetKind::Amount => (None, project.budget_minor),
        };
        let has_budget = budget_seconds.is_some() || budget_minor.is_some();
        let at = Instant::from_millis(row.created_at);
        Ok(MovedRow::Project(MovedProject {
            organization_id: self.ids.organization(home),
            id: self.ids.project(row.id),
            client_id: row.client.map(|client| self.ids.client(client)),
            name_key: text::key(&project.name),
            name: project.name,
            hourly_rate_minor: Some(project.hourly_rate_minor),
            hourly_rate_currency: Some(currency),
            budget_kind: has_budget.then(|| project.budget_kind.as_str().to_owned()),
            budget_seconds,
            budget_minor,
            budget_currency: budget_minor.map(|_| currency),
            is_archived: project.archived,
            created_by: row.created_by.map(|user| self.ids.user(user)),
            created_at: at,
            updated_at: at,
        }))
    }

    pub(super) fn category(&self, row: CategoryRow, own: &Own<'_>) -> Result<MovedRow, Error> {
        let category = row.category;
        Ok(MovedRow::Category(MovedCategory {
            organization_id: self.ids.organization(own.home()?),
            id: self.ids.category(row.id),
            name_key: text::key(&category.name),
            name: category.name,
            color: category.color,
            is_default: category.is_default,
            created_by: row.created_by.map(|user| self.ids.user(user)),
            created_at: Instant::from_millis(category.created_at),
            updated_at: Instant::from_millis(category.updated_at),
        }))
    }

    pub(super) fn import(&self, row: ImportRow, own: &Own<'_>) -> Result<MovedRow, Error> {
        let import = row.import;
        Ok(MovedRow::Import(MovedImport {
            organization_id: self.ids.organization(own.home()?),
            id: ImportId::derived(own.at(), own.bits()),
            requested_by: row.requested_by.map(|user| self.ids.user(user)),
            provider: import.provider,
            status: import.status,
            error: import.error,
            meta: import.meta,
            created_at: Instant::from_millis(import.created_at),
        }))
    }

    /// A time entry; the membership of its user, a placeholder and a category come with it where
    /// the snapshot has none.
    pub(super) fn entry(
        &self,
        row: EntryRow,
        own: &Own<'_>,
        made: &mut Vec<MovedRow>,
    ) -> Result<MovedRow, Error> {
        let home = own.home()?;
        let user_id = self.member(&row.member, home, made);
        let category_id = row.category.map(|category| match category {
            CategoryReference::Existing(id) => self.ids.category(id),
            CategoryReference::Named(name) => {
                let category = self.made_category(home, name);
                let id = category.id;
                made.push(MovedRow::Category(category));
                id
            }
        });
        let (stopped_at, seconds, last_heartbeat_at) = match row.state {
            EntryState::Running { timer } => (
                None,
                None,
                timer.map(|timer| Instant::from_millis(timer.last_heartbeat_at)),
            ),
            EntryState::Ended {
                stopped_at,
                seconds,
                ..
            } => (Some(Instant::from_millis(stopped_at)), Some(seconds), None),
        };
        let description = row.note.unwrap_or_default();
        let at = Instant::from_millis(row.created_at);
        Ok(MovedRow::TimeEntry(MovedTimeEntry {
            organization_id: self.ids.organization(home),
            id: TimeEntryId::derived(own.at(), own.bits()),
            user_id,
            project_id: row.project.map(|project| self.ids.project(project)),
            category_id,
            description_key: text::key(&description),
            description,
            started_at: Instant::from_millis(row.started_at),
            stopped_at,
            seconds,
            source: row.source,
            is_overrun: row.is_overrun,
            last_heartbeat_at,
            created_at: at,
            updated_at: at,
        }))
    }

    fn member(&self, member: &Member, home: Home, made: &mut Vec<MovedRow>) -> UserId {
        match member {
            Member::User {
                user,
                make_inactive_membership,
            } => {
                if *make_inactive_membership {
                    let at = self.ids.home_at(home);
                    made.push(self.made_membership(home, *user, Role::Member, false, at));
                }
                self.ids.user(*user)
            }
            Member::Placeholder(placeholder) => self.placeholder(placeholder, made),
        }
    }

    /// Somebody who holds what an unknown person tracked: nobody can sign in as them, and their
    /// membership is not active.
    fn placeholder(&self, placeholder: &Placeholder, made: &mut Vec<MovedRow>) -> UserId {
        let (user_id, id) = self.ids.placeholder(placeholder);
        let at = self.ids.home_at(placeholder.home);
        let name = match &placeholder.user {
            None => "Unknown person".to_owned(),
            Some(reference) => {
                let shown: String = reference.to_string().chars().take(SHOWN).collect();
                format!("Unknown person ({shown})")
            }
        };
        made.push(MovedRow::User(MovedUser {
            id: user_id,
            name,
            email: None,
            email_key: None,
            email_verified_at: None,
            is_operator: false,
            is_placeholder: true,
            active_organization_id: None,
            created_at: at,
            updated_at: at,
        }));
        made.push(MovedRow::Membership(MovedMembership {
            organization_id: self.ids.organization(placeholder.home),
            id,
            user_id,
            role: Role::Member,
            is_active: false,
            invited_by: None,
            invited_at: None,
            accepted_at: None,
            created_at: at,
            updated_at: at,
        }));
        user_id
    }

    fn made_category(&self, home: Home, name: String) -> MovedCategory {
        let at = self.ids.home_at(home);
        MovedCategory {
            organization_id: self.ids.organization(home),
            id: self.ids.named_category(home, &name),
            name_key: text::key(&name),
            name,
            color: None,
            is_default: false,
            created_by: None,
            created_at: at,
            updated_at: at,
        }
    }
}
