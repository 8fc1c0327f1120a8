import { createContext, use } from "react";
import type { Permission } from "../../api/permissions";
import type { Membership, Organization } from "../../api/types";
import { useSession } from "../session/session";
import { useSwitchOrganization } from "./useSwitchOrganization";

/** The membership that the address names. There is no other source of “the” organization. */
export const MembershipContext = createContext<Membership | null>(null);

export interface OrganizationView {
  organization: Organization;
  membership: Membership;
  memberships: readonly Membership[];
  switchOrganization: (organization: Organization) => void;
}

export function useOrganization(): OrganizationView {
  const { memberships } = useSession();
  const membership = useMembership();
  const switchOrganization = useSwitchOrganization();
  return { organization: membership.organization, membership, memberships, switchOrganization };
}

export function useMembership(): Membership {
  const membership = use(MembershipContext);
  if (membership === null) {
    throw new Error("Only pages below /o/… have an organization.");
  }
  return membership;
}

/** Whether the role held here may do something. The server decides; this only spares a refusal. */
export function useMay(permission: Permission): boolean {
  return useMembership().permissions.includes(permission);
}
