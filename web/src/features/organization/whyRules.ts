import { isAbove, leastRole, type Permission, type Policy, settingOf } from "../../api/permissions";
import type { Member } from "../../api/types";

// More names than this are a crowd, not an answer.
const most = 4;

/** The least role that has a permission here, and whether more able ones do: “manager or above”. */
export function whichRole(permission: Permission, policy: Policy): string {
  const least = leastRole(permission, policy);
  return least === "owner" ? "an owner" : `${least} or above`;
}

const choices: Record<keyof Policy, string> = {
  ratesVisibleTo: "who sees rates",
  tasksManagedBy: "who manages tasks",
};

/** The choice of the organization that decides it, in words; null if none does. */
export function whichChoice(permission: Permission, policy: Policy): string | null {
  const setting = settingOf(permission);
  return setting && `This organization has chosen ${choices[setting]}: ${policy[setting]}.`;
}

/**
 * The people, by name, who can give somebody a role with this permission: active owners and admins
 * whose own role is at least the one that it takes.
 */
export function grantersOf(
  members: readonly Member[],
  permission: Permission,
  policy: Policy,
): string {
  const least = leastRole(permission, policy);
  const able = members.filter(
    ({ role, active }) => active && (role === "owner" || role === "admin") && !isAbove(least, role),
  );
  const names = able
    .sort((one, other) => Number(other.role === "owner") - Number(one.role === "owner"))
    .map(({ name, role }) => `${name} (${role})`);
  return new Intl.ListFormat("en", { type: "disjunction" }).format(
    names.length > most ? [...names.slice(0, most), "another owner or admin"] : names,
  );
}
