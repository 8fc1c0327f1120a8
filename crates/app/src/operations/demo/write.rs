//! Writes the demo's rows, each through the store function that the application itself uses, in
//! the name of the member whose they are.

use std::collections::HashMap;

use tenure_domain::id::{OrganizationId, UserId};
use tenure_domain::permission::{
    CreateCategories, CreateClients, CreateProjects, CreateTasks, CreateTimeEntries,
};
use tenure_store::scope::{Access, Scope};
use tenure_store::{
    Tx, categories, clients, memberships, organizations, projects, tasks, time_entries, users,
};

use super::plan::{Plan, PlannedOrganization};
use crate::Error;
use crate::auth::write_account;

/// Writes everything.
pub(super) async fn all(tx: &mut Tx, plan: &Plan) -> Result<(), Error> {
    for account in &plan.accounts {
        write_account(tx, account).await?;
    }
    for organization in &plan.organizations {
        write(tx, organization).await?;
    }
    for (account, organization) in plan.accounts.iter().zip(&plan.active) {
        users::set_active_organization(tx, account.user.id, *organization, plan.now).await?;
    }
    Ok(())
}

async fn write(tx: &mut Tx, planned: &PlannedOrganization) -> Result<(), Error> {
    let organization = planned.row.id;
    if !organizations::insert(tx, &planned.row).await? {
        let name = &planned.row.name;
        return Err(Error::Internal(format!(
            "the demo's organization {name} is there already"
        )));
    }
    for membership in &planned.memberships {
        memberships::insert(tx, membership).await?;
    }
    let owner = access(tx, planned.owner, organization).await?;
    let scope: Scope<CreateCategories> = owner.require()?;
    for category in &planned.categories {
        categories::insert(tx, &scope, category, planned.row.created_at).await?;
    }
    let scope: Scope<CreateClients> = owner.require()?;
    for client in &planned.clients {
        clients::insert(tx, &scope, client).await?;
    }
    let scope: Scope<CreateProjects> = owner.require()?;
    for project in &planned.projects {
        projects::insert(tx, &scope, project).await?;
    }
    let scope: Scope<CreateTasks> = owner.require()?;
    for task in planned.tasks.iter().flatten() {
        tasks::insert(tx, &scope, task).await?;
    }
    let mut scopes: HashMap<UserId, Scope<CreateTimeEntries>> = HashMap::new();
    for membership in &planned.memberships {
        let member = access(tx, membership.user_id, organization).await?;
        if let Ok(scope) = member.require() {
            scopes.insert(membership.user_id, scope);
        }
    }
    for entry in &planned.entries {
        let scope = scopes
            .get(&entry.user_id)
            .ok_or_else(|| Error::Internal("a viewer of the demo tracks time".to_owned()))?;
        time_entries::insert(tx, scope, entry).await?;
    }
    Ok(())
}

async fn access(tx: &mut Tx, user: UserId, organization: OrganizationId) -> Result<Access, Error> {
    memberships::act_for(tx, user, organization)
        .await?
        .ok_or(Error::OrganizationNotFound)
}
