import { getRouteApi, Outlet } from "@tanstack/react-router";
import { NotAMemberPage } from "../features/organization/NotAMemberPage";
import { MembershipContext } from "../features/organization/useOrganization";
import { useSession } from "../features/session/session";
import { TimerShortcuts } from "./TimerShortcuts";

const route = getRouteApi("/signed-in/o/$slug");

/**
 * Everything below `/o/{slug}`. The key throws away all that the pages hold when the organization
 * changes (drafts, open drawers, searches), in the same frame in which the address does.
 */
export function OrganizationFrame() {
  const { slug } = route.useParams();
  const { memberships } = useSession();
  const membership = memberships.find(({ organization }) => organization.slug === slug);
  if (membership === undefined) {
    return <NotAMemberPage slug={slug} />;
  }
  return (
    <MembershipContext key={membership.organization.id} value={membership}>
      <TimerShortcuts />
      <Outlet />
    </MembershipContext>
  );
}
