//! The one table of permissions.
//!
//! The API's `403` body, the role matrix in the documentation, the web app and every guard read
//! this table. To add a permission, add a line: a name for the type, its word, the least able role
//! that has it, and what it lets one do. Where `or by` a setting of the organization follows the
//! role, that setting decides, and the role is the one by its default.

use crate::policy::{Policy, Setting};
use crate::role::Role;

/// A type that stands for one permission, so that holding a `Scope` of it is proof.
pub trait Proof: Send + Sync + 'static {
    /// The permission proven.
    const PERMISSION: Permission;
}

macro_rules! permissions {
    ($($name:ident $word:literal from $least:ident $(or by $setting:ident)?: $does:literal;)+) => {
        /// One thing a role may do.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Permission {
            $(#[doc = $does] $name,)+
        }

        $(
            #[doc = concat!("Proof of `", $word, "`: ", $does)]
            #[derive(Debug, Clone, Copy)]
            pub struct $name;

            impl Proof for $name {
                const PERMISSION: Permission = Permission::$name;
            }
        )+

        impl Permission {
            /// Every permission, in the order of the table.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// Its word, as in `projects.update`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word,)+ }
            }

            /// The least able role that has it by the table; every more able one has it too.
            #[must_use]
            pub const fn least_role(self) -> Role {
                match self { $(Self::$name => Role::$least,)+ }
            }

            /// The setting of the organization that decides who has it, if one does.
            #[must_use]
            pub const fn setting(self) -> Option<Setting> {
                $($(if matches!(self, Self::$name) {
                    return Some(Setting::$setting);
                })?)+
                None
            }

            /// What it lets one do.
            #[must_use]
            pub const fn description(self) -> &'static str {
                match self { $(Self::$name => $does,)+ }
            }
        }
    };
}

permissions! {
    ReadOrganization "organization.read" from Viewer: "see the organization's name and settings";
    UpdateOrganization "organization.update" from Admin: "change the organization's name, address and settings";
    LeaveOrganization "organization.leave" from Viewer: "leave the organization";
    ExportOrganization "organization.export" from Admin: "take everything of the organization away as files";
    DeleteOrganization "organization.delete" from Owner: "delete the organization";
    RestoreOrganization "organization.restore" from Owner: "restore the organization while it waits to be deleted";
    TransferOwnership "organization.transfer" from Owner: "hand the organization to another owner";
    ReadMembers "members.read" from Viewer: "see who is in the organization";
    UpdateMembers "members.update" from Admin: "change members' roles up to one's own, deactivate and reactivate them";
    MergeMembers "members.merge" from Admin: "give what a placeholder holds to the member it stands for";
    RemoveMembers "members.remove" from Admin: "remove members whose role is not above one's own";
    ReadInvitations "invitations.read" from Manager: "see who is invited, and whether the mail arrived";
    CreateInvitations "invitations.create" from Admin: "invite people, as what one is oneself at most";
    ResendInvitations "invitations.resend" from Admin: "send invitations again, and copy their links";
    RevokeInvitations "invitations.revoke" from Admin: "revoke invitations";
    ReadAuditLog "auditLog.read" from Admin: "see who changed the organization, its members and roles";
    ReadClients "clients.read" from Viewer: "see clients";
    CreateClients "clients.create" from Manager: "add clients";
    UpdateClients "clients.update" from Manager: "change and archive clients";
    DeleteClients "clients.delete" from Manager: "delete clients";
    ReadProjects "projects.read" from Viewer: "see projects";
    CreateProjects "projects.create" from Manager: "add projects";
    UpdateProjects "projects.update" from Manager: "change and archive projects, their rates and budgets";
    DeleteProjects "projects.delete" from Manager: "delete projects";
    ReadRates "rates.read" from Manager or by RatesVisibleTo: "see hourly rates and budgets in money";
    ReadTasks "tasks.read" from Viewer: "see tasks";
    CreateTasks "tasks.create" from Manager or by TasksManagedBy: "add tasks";
    UpdateTasks "tasks.update" from Manager or by TasksManagedBy: "change tasks, and mark them done";
    DeleteTasks "tasks.delete" from Manager or by TasksManagedBy: "delete tasks";
    ReadCategories "categories.read" from Viewer: "see categories";
    CreateCategories "categories.create" from Manager: "add categories";
    ReadTimeEntries "timeEntries.read" from Member: "see one's own time entries";
    CreateTimeEntries "timeEntries.create" from Member: "track one's own time";
    UpdateTimeEntries "timeEntries.update" from Member: "change one's own time entries";
    DeleteTimeEntries "timeEntries.delete" from Member: "delete one's own time entries";
    ReadAllTimeEntries "timeEntries.readAll" from Manager: "see everyone's time entries";
    UpdateAllTimeEntries "timeEntries.updateAll" from Manager: "track, change and delete everyone's time entries";
    ReadReports "reports.read" from Viewer: "see reports";
    ReadAmounts "reports.readAmounts" from Manager: "see billable amounts in reports";
}

/// Whether a role has `permission` in an organization with this policy: the one decision.
#[must_use]
pub fn grants(role: Role, policy: Policy, permission: Permission) -> bool {
    role >= permission.least_role_under(policy)
}

impl Permission {
    /// Whether it changes nothing: such permissions are `read…` something, or export it. A test
    /// holds every route that writes to asking for another.
    #[must_use]
    pub fn only_reads(self) -> bool {
        let verb = self.as_str().split_once('.').map_or("", |(_, verb)| verb);
        verb.starts_with("read") || self == Self::ExportOrganization
    }

    /// The least able role that has it in an organization with this policy.
    #[must_use]
    pub const fn least_role_under(self, policy: Policy) -> Role {
        match self.setting() {
            Some(setting) => policy.choice(setting).least_role(),
            None => self.least_role(),
        }
    }

    /// Who has it in an organization with this policy, and by which setting, as in “manager and
    /// above have it”.
    #[must_use]
    pub fn holders(self, policy: Policy) -> String {
        let least = self.least_role_under(policy);
        let by = self.setting().map_or_else(String::new, |setting| {
            let choice = policy.choice(setting).as_str();
            format!(", as the organization's setting {setting} is {choice}")
        });
        format!("{least} and above have it{by}")
    }
}

impl Role {
    /// Everything this role may do in an organization with this policy, in the order of the table.
    pub fn permissions(self, policy: Policy) -> impl Iterator<Item = Permission> {
        Permission::ALL
            .iter()
            .copied()
            .filter(move |permission| grants(self, policy, *permission))
    }
}

/// A word that names no permission.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no permission")]
pub struct UnknownPermission(String);

impl std::str::FromStr for Permission {
    type Err = UnknownPermission;

    fn from_str(text: &str) -> Result<Self, UnknownPermission> {
        let found = Self::ALL
            .iter()
            .copied()
            .find(|permission| permission.as_str() == text);
        found.ok_or_else(|| UnknownPermission(text.chars().take(64).collect()))
    }
}

impl std::fmt::Display for Permission {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::Circle;

    fn policies() -> impl Iterator<Item = Policy> {
        Circle::ALL.into_iter().flat_map(|rates_visible_to| {
            Circle::ALL.into_iter().map(move |tasks_managed_by| Policy {
                rates_visible_to,
                tasks_managed_by,
            })
        })
    }

    #[test]
    fn a_more_able_role_has_every_permission_of_a_less_able_one() {
        for policy in policies() {
            for pair in Role::ALL.windows(2) {
                for permission in pair[1].permissions(policy) {
                    assert!(
                        grants(pair[0], policy, permission),
                        "{} lacks {permission}",
                        pair[0]
                    );
                }
            }
        }
    }

    #[test]
    fn members_track_their_own_time_and_change_no_projects() {
        for policy in policies() {
            let may = |role, permission| grants(role, policy, permission);
            assert!(may(Role::Member, Permission::CreateTimeEntries));
            assert!(!may(Role::Member, Permission::ReadAllTimeEntries));
            assert!(!may(Role::Member, Permission::UpdateProjects));
            assert!(!may(Role::Viewer, Permission::ReadTimeEntries));
            assert!(may(Role::Viewer, Permission::ReadReports));
        }
    }

    #[test]
    fn without_a_choice_a_setting_decides_as_the_table_says() {
        for permission in Permission::ALL {
            assert_eq!(
                permission.least_role_under(Policy::default()),
                permission.least_role(),
                "{permission}"
            );
        }
    }

    #[test]
    fn a_setting_decides_its_own_permission_and_no_other() {
        let open = Policy {
            rates_visible_to: Circle::Members,
            ..Policy::default()
        };
        let gained: Vec<_> = Permission::ALL
            .iter()
            .copied()
            .filter(|permission| grants(Role::Member, open, *permission))
            .filter(|permission| !grants(Role::Member, Policy::default(), *permission))
            .collect();
        assert_eq!(gained, [Permission::ReadRates]);
        assert!(!grants(Role::Viewer, open, Permission::ReadRates));
    }

    #[test]
    fn who_changes_projects_sees_their_rates_whatever_is_chosen() {
        for policy in policies() {
            for role in Role::ALL {
                let changes = [Permission::CreateProjects, Permission::UpdateProjects];
                let changes = changes.iter().any(|one| grants(role, policy, *one));
                assert!(
                    !changes || grants(role, policy, Permission::ReadRates),
                    "{role}"
                );
            }
        }
    }
}
