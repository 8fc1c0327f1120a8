// Generated from the table in crates/domain/src/permission.rs by `cargo xtask generate`. Do not edit.

/** From the most able to the least: each may do what those after it may. */
export const roles = ["owner", "admin", "manager", "member", "viewer"] as const;

/** The least able role that each choice of an organization's settings lets in. */
export const leastOfCircle = {
  managers: "manager",
  members: "member",
} as const;

/**
 * Each permission: the least able role that has it, the setting of the organization that decides
 * instead where there is one, and what it lets one do.
 */
export const permissionTable = {
  "organization.read": { least: "viewer", setting: null, does: "see the organization's name and settings" },
  "organization.update": { least: "admin", setting: null, does: "change the organization's name, address and settings" },
  "organization.leave": { least: "viewer", setting: null, does: "leave the organization" },
  "organization.export": { least: "admin", setting: null, does: "take everything of the organization away as files" },
  "organization.delete": { least: "owner", setting: null, does: "delete the organization" },
  "organization.restore": { least: "owner", setting: null, does: "restore the organization while it waits to be deleted" },
  "organization.transfer": { least: "owner", setting: null, does: "hand the organization to another owner" },
  "members.read": { least: "viewer", setting: null, does: "see who is in the organization" },
  "members.update": { least: "admin", setting: null, does: "change members' roles up to one's own, deactivate and reactivate them" },
  "members.merge": { least: "admin", setting: null, does: "give what a placeholder holds to the member it stands for" },
  "members.remove": { least: "admin", setting: null, does: "remove members whose role is not above one's own" },
  "invitations.read": { least: "manager", setting: null, does: "see who is invited, and whether the mail arrived" },
  "invitations.create": { least: "admin", setting: null, does: "invite people, as what one is oneself at most" },
  "invitations.resend": { least: "admin", setting: null, does: "send invitations again, and copy their links" },
  "invitations.revoke": { least: "admin", setting: null, does: "revoke invitations" },
  "auditLog.read": { least: "admin", setting: null, does: "see who changed the organization, its members and roles" },
  "clients.read": { least: "viewer", setting: null, does: "see clients" },
  "clients.create": { least: "manager", setting: null, does: "add clients" },
  "clients.update": { least: "manager", setting: null, does: "change and archive clients" },
  "clients.delete": { least: "manager", setting: null, does: "delete clients" },
  "projects.read": { least: "viewer", setting: null, does: "see projects" },
  "projects.create": { least: "manager", setting: null, does: "add projects" },
  "projects.update": { least: "manager", setting: null, does: "change and archive projects, their rates and budgets" },
  "projects.delete": { least: "manager", setting: null, does: "delete projects" },
  "rates.read": { least: "manager", setting: "ratesVisibleTo", does: "see hourly rates and budgets in money" },
  "tasks.read": { least: "viewer", setting: null, does: "see tasks" },
  "tasks.create": { least: "manager", setting: "tasksManagedBy", does: "add tasks" },
  "tasks.update": { least: "manager", setting: "tasksManagedBy", does: "change tasks, and mark them done" },
  "tasks.delete": { least: "manager", setting: "tasksManagedBy", does: "delete tasks" },
  "categories.read": { least: "viewer", setting: null, does: "see categories" },
  "categories.create": { least: "manager", setting: null, does: "add categories" },
  "timeEntries.read": { least: "member", setting: null, does: "see one's own time entries" },
  "timeEntries.create": { least: "member", setting: null, does: "track one's own time" },
  "timeEntries.update": { least: "member", setting: null, does: "change one's own time entries" },
  "timeEntries.delete": { least: "member", setting: null, does: "delete one's own time entries" },
  "timeEntries.readAll": { least: "manager", setting: null, does: "see everyone's time entries" },
  "timeEntries.updateAll": { least: "manager", setting: null, does: "track, change and delete everyone's time entries" },
  "reports.read": { least: "viewer", setting: null, does: "see reports" },
  "reports.readAmounts": { least: "manager", setting: null, does: "see billable amounts in reports" },
} as const;
