import { isAbove } from "../../api/permissions";
import type { Member, Role } from "../../api/types";

export type MemberState = "active" | "deactivated" | "removed" | "placeholder";

export function stateOf({ active, placeholder, removed }: Member): MemberState {
  if (removed) {
    return "removed";
  }
  if (placeholder) {
    return "placeholder";
  }
  return active ? "active" : "deactivated";
}

/** Why nothing of this member can be changed by someone who may change members; null if it can. */
export function untouchable(member: Member, own: Role): string | null {
  if (member.removed) {
    return `${member.name} was removed. What they tracked stays here.`;
  }
  if (isAbove(member.role, own)) {
    return `${member.name} is ${withArticle(member.role)}, which is above your own role (${own}).`;
  }
  return null;
}

/** Why a role cannot be given; null if it can. */
export function roleRefusal(role: Role, own: Role): string | null {
  return isAbove(role, own) ? `Above your own role (${own})` : null;
}

export function withArticle(role: Role): string {
  return /^[aeiou]/.test(role) ? `an ${role}` : `a ${role}`;
}

export const roleWords: Record<Role, string> = {
  owner: "Everything, also handing the organization on",
  admin: "Settings, members and roles up to admin",
  manager: "Clients, projects and everyone's time",
  member: "Their own time",
  viewer: "Looks at projects and reports",
};
