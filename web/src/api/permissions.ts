import { leastOfCircle, permissionTable, roles } from "./permissionTable";
import type { Organization, Role } from "./types";

// Explains the server's table of permissions. Whether one may do something is never read from here,
// but from the membership.

export { roles };

export type Permission = keyof typeof permissionTable;

/** The settings of an organization that decide who has some of the permissions. */
export type Policy = Pick<Organization, "ratesVisibleTo" | "tasksManagedBy">;

/** What holds while nobody has chosen anything. */
const tableAlone: Policy = { ratesVisibleTo: "managers", tasksManagedBy: "managers" };

export function isAbove(role: Role, other: Role): boolean {
  return roles.indexOf(role) < roles.indexOf(other);
}

/** The least able role that has a permission in an organization that has chosen so. */
export function leastRole(permission: Permission, policy: Policy): Role {
  const { least, setting } = permissionTable[permission];
  return setting === null ? least : leastOfCircle[policy[setting]];
}

/** The setting of the organization that decides who has a permission, or null. */
export function settingOf(permission: Permission): keyof Policy | null {
  return permissionTable[permission].setting;
}

/** Whether the table knows this word: a newer server may have more of them. */
export function isPermission(word: string): word is Permission {
  return Object.hasOwn(permissionTable, word);
}

/** The roles that have a permission, most able first. */
export function rolesWith(permission: Permission, policy: Policy = tableAlone): readonly Role[] {
  return roles.slice(0, roles.indexOf(leastRole(permission, policy)) + 1);
}

/** What a permission lets one do, in the table's words. */
export function permissionWords(permission: Permission): string {
  return permissionTable[permission].does;
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
