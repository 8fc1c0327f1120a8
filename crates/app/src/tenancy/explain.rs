//! Why someone may or may not do something: the chain of reasons, for operators.

use serde::Serialize;
use tenure_domain::email::EmailAddress;
use tenure_domain::membership::Member;
use tenure_domain::organization::Standing;
use tenure_domain::permission::{Permission, grants};
use tenure_domain::policy::{Circle, Policy};
use tenure_domain::role::Role;
use tenure_domain::user::User;
use tenure_store::memberships::MembershipFacts;
use tenure_store::{Tenancy, memberships, users};

use crate::{Error, Tenure};

/// How it comes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Outcome {
    /// They may.
    Allowed,
    /// Nobody has this address.
    UserUnknown,
    /// No organization has this address.
    OrganizationUnknown,
    /// The user has no membership of the organization, or was removed from it.
    NotAMember,
    /// The membership is deactivated.
    Inactive,
    /// The role does not have the permission.
    RoleLacksPermission,
    /// The organization waits to be deleted.
    OrganizationClosing,
}

/// The answer, and why it is that one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Explanation {
    /// How it comes out.
    pub outcome: Outcome,
    /// The permission asked about.
    pub permission: &'static str,
    /// The role held, if there is a membership.
    pub role: Option<Role>,
    /// The roles that have the permission in this organization, most able first; by the table alone
    /// while there is no organization.
    pub granted_to: Vec<Role>,
    /// The chain of reasons, each a sentence.
    pub reasons: Vec<String>,
    /// What would change the answer, if it is no.
    pub remedy: Option<String>,
}

impl Tenure {
    /// Explains whether a user may do something in an organization.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn explain_access(
        &self,
        email: &EmailAddress,
        slug: &str,
        permission: Permission,
    ) -> Result<Explanation, Error> {
        let (user, facts) = self.facts_of(email, slug).await?;
        let policy = facts
            .as_ref()
            .map_or_else(Policy::default, |facts| facts.policy);
        let granted_to: Vec<Role> = Role::ALL
            .into_iter()
            .filter(|role| grants(*role, policy, permission))
            .collect();
        let explanation = |outcome, role, reasons, remedy| Explanation {
            outcome,
            permission: permission.as_str(),
            role,
            granted_to: granted_to.clone(),
            reasons,
            remedy,
        };
        let Some(user) = user else {
            let reason = format!("No user has the address {}.", email.as_str());
            let remedy = "Check the address: letters' case does not matter, everything else does."
                .to_owned();
            return Ok(explanation(
                Outcome::UserUnknown,
                None,
                vec![reason],
                Some(remedy),
            ));
        };
        let mut reasons = vec![format!(
            "{} is the user {} ({}).",
            email.as_str(),
            user.name,
            user.id
        )];
        let Some(MembershipFacts {
            organization_name,
            standing,
            membership,
            policy: _,
        }) = facts
        else {
            reasons.push(format!(
                "No organization has the address {slug}, now or formerly."
            ));
            let remedy =
                "Check the address: it is what stands behind /o/ in the browser.".to_owned();
            return Ok(explanation(
                Outcome::OrganizationUnknown,
                None,
                reasons,
                Some(remedy),
            ));
        };
        reasons.push(format!("{slug} is the organization {organization_name}."));
        let Some(member) = membership.filter(|member| !member.removed) else {
            reasons.push("The user has no membership of it.".to_owned());
            let remedy = "An owner or admin of the organization can invite them.".to_owned();
            return Ok(explanation(
                Outcome::NotAMember,
                None,
                reasons,
                Some(remedy),
            ));
        };
        let (outcome, remedy) = of_member(&member, (standing, policy), permission, &mut reasons);
        Ok(explanation(outcome, Some(member.role), reasons, remedy))
    }

    async fn facts_of(
        &self,
        email: &EmailAddress,
        slug: &str,
    ) -> Result<(Option<User>, Option<MembershipFacts>), Error> {
        let (address, wanted) = (email.clone(), slug.to_owned());
        self.db
            .read(Tenancy::Operator("explain access"), move |tx| {
                Box::pin(async move {
                    let user = users::find_by_email(tx, &address).await?;
                    let id = user.as_ref().map(|user| user.id);
                    let facts = memberships::facts(tx, id, &wanted).await?;
                    Ok((user, facts))
                })
            })
            .await
    }
}

/// What comes out for somebody with a membership, and what would change it.
fn of_member(
    member: &Member,
    (standing, policy): (Standing, Policy),
    permission: Permission,
    reasons: &mut Vec<String>,
) -> (Outcome, Option<String>) {
    let does = permission.description();
    reasons.push(format!(
        "The user's membership has the role {}.",
        member.role
    ));
    if !member.active {
        reasons.push("The membership is deactivated, so that it grants nothing.".to_owned());
        let remedy = "An owner or admin of the organization can reactivate it.".to_owned();
        return (Outcome::Inactive, Some(remedy));
    }
    if let Some(setting) = permission.setting() {
        reasons.push(format!(
            "Who has {permission} is the organization's choice: its setting {setting} is {}.",
            policy.choice(setting).as_str()
        ));
    }
    if !grants(member.role, policy, permission) {
        reasons.push(format!("The role does not have {permission}: {does}."));
        let remedy = remedy(permission, policy, member.role);
        return (Outcome::RoleLacksPermission, Some(remedy));
    }
    reasons.push(format!("The role has {permission}: {does}."));
    match standing {
        Standing::Closing { due }
            if !(standing.admits(member.role) && standing.leaves(permission)) =>
        {
            reasons.push(format!(
                "The organization is to be deleted at {due}: until then only its owners come in, to look, to export and to restore it."
            ));
            let remedy = "An owner of the organization can restore it.".to_owned();
            (Outcome::OrganizationClosing, Some(remedy))
        }
        _ => (Outcome::Allowed, None),
    }
}

/// What gives a member with this role the permission that it does not have.
fn remedy(permission: Permission, policy: Policy, role: Role) -> String {
    let least = permission.least_role_under(policy);
    let by_role = format!(
        "A {least} and above have it; someone whose role is at least {least} can change the role, if they are an admin or owner."
    );
    let wider = permission
        .setting()
        .filter(|_| role >= Circle::Members.least_role());
    match wider {
        Some(setting) => format!(
            "{by_role} Or an owner or admin can set the organization's {setting} to {}.",
            Circle::Members.as_str()
        ),
        None => by_role,
    }
}
