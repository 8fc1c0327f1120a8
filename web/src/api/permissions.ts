import type { Role } from "./types";

/**
 * The server's table of permissions, as far as the app needs to explain it: the least able role that
 * has each, and what it lets one do. Whether one may do something is never read from here, but from
 * the membership; a test compares every line with the server's own.
 */
export const permissionTable = {
  "organization.read": ["viewer", "see the organization's name and settings"],
  "organization.update": ["admin", "change the organization's name, address and settings"],
  "organization.leave": ["viewer", "leave the organization"],
  "organization.export": ["admin", "take everything of the organization away as files"],
  "organization.delete": ["owner", "delete the organization"],
  "organization.restore": ["owner", "restore the organization while it waits to be deleted"],
  "organization.transfer": ["owner", "hand the organization to another owner"],
  "members.read": ["viewer", "see who is in the organization"],
  "members.update": [
    "admin",
    "change members' roles up to one's own, deactivate and reactivate them",
  ],
  "members.merge": ["admin", "give what a placeholder holds to the member it stands for"],
  "members.remove": ["admin", "remove members whose role is not above one's own"],
  "invitations.read": ["manager", "see who is invited, and whether the mail arrived"],
  "invitations.create": ["admin", "invite people, as what one is oneself at most"],
  "invitations.resend": ["admin", "send invitations again, and copy their links"],
  "invitations.revoke": ["admin", "revoke invitations"],
  "auditLog.read": ["admin", "see who changed the organization, its members and roles"],
  "clients.read": ["viewer", "see clients"],
  "clients.create": ["manager", "add clients"],
  "clients.update": ["manager", "change and archive clients"],
  "clients.delete": ["manager", "delete clients"],
  "projects.read": ["viewer", "see projects"],
  "projects.create": ["manager", "add projects"],
  "projects.update": ["manager", "change and archive projects, their rates and budgets"],
  "projects.delete": ["manager", "delete projects"],
  "categories.read": ["viewer", "see categories"],
  "categories.create": ["manager", "add categories"],
  "timeEntries.read": ["member", "see one's own time entries"],
  "timeEntries.create": ["member", "track one's own time"],
  "timeEntries.update": ["member", "change one's own time entries"],
  "timeEntries.delete": ["member", "delete one's own time entries"],
  "timeEntries.readAll": ["manager", "see everyone's time entries"],
  "timeEntries.updateAll": ["manager", "track, change and delete everyone's time entries"],
  "reports.read": ["viewer", "see reports"],
  "reports.readAmounts": ["manager", "see billable amounts in reports"],
} as const satisfies Record<string, readonly [Role, string]>;

export type Permission = keyof typeof permissionTable;

/** From the most able to the least: each may do what those after it may. */
export const roles = ["owner", "admin", "manager", "member", "viewer"] as const;

export function isAbove(role: Role, other: Role): boolean {
  return roles.indexOf(role) < roles.indexOf(other);
}

/** The roles that have a permission, most able first; null for one this app does not know. */
export function rolesWith(permission: string): readonly Role[] | null {
  const entry = lookUp(permission);
  return entry && roles.slice(0, roles.indexOf(entry[0]) + 1);
}

/** What a permission lets one do, in the table's words. */
export function permissionWords(permission: string): string | null {
  return lookUp(permission)?.[1] ?? null;
}

function lookUp(permission: string): readonly [Role, string] | null {
  return Object.hasOwn(permissionTable, permission)
    ? permissionTable[permission as Permission]
    : null;
}

const plurals: Record<Role, string> = {
  owner: "owners",
  admin: "admins",
  manager: "managers",
  member: "members",
  viewer: "viewers",
};

/** “owners and admins”, as people say it. */
export function rolesInWords(some: readonly Role[]): string {
  return new Intl.ListFormat("en", { type: "conjunction" }).format(
    some.map((role) => plurals[role]),
  );
}
