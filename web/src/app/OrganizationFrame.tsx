import { getRouteApi, Navigate, Outlet, useRouterState } from "@tanstack/react-router";
import { useState } from "react";
import type { Membership } from "../api/types";
import { ClosedOrganizationPage } from "../features/organization/ClosedOrganizationPage";
import { ClosingBanner } from "../features/organization/ClosingBanner";
import { FormerSlug } from "../features/organization/FormerSlug";
import { underSlug } from "../features/organization/pages";
import { MembershipContext } from "../features/organization/useOrganization";
import { useSession } from "../features/session/session";
import { FormatsContext } from "../ui/formats";
import { TimerShortcuts } from "./TimerShortcuts";

const route = getRouteApi("/signed-in/o/$slug");

/**
 * Everything below `/o/{slug}`. The key throws away all that the pages hold when the organization
 * changes (drafts, open drawers, searches), in the same frame in which the address does.
 */
export function OrganizationFrame() {
  const { slug } = route.useParams();
  const { memberships } = useSession();
  const href = useRouterState({ select: ({ location }) => location.href });
  const here = memberships.find(({ organization }) => organization.slug === slug);
  const shown = useLastShown(slug, here);
  // The address changed under an open page, here or by someone else: the page stays as it is.
  const membership =
    here ?? memberships.find(({ organization }) => organization.id === shown?.organization.id);

  if (membership) {
    return (
      <MembershipContext key={membership.organization.id} value={membership}>
        <FormatsContext value={membership.organization.formats}>
          {!here && <Navigate to={underSlug(href, membership.organization.slug)} replace />}
          <TimerShortcuts />
          <ClosingBanner />
          <Outlet />
        </FormatsContext>
      </MembershipContext>
    );
  }
  return shown === null ? (
    <FormerSlug slug={slug} />
  ) : (
    <ClosedOrganizationPage name={shown.organization.name} />
  );
}

/**
 * The organization that this address showed before it went: renamed and ended memberships are told
 * from addresses that never were one's own by it.
 */
function useLastShown(slug: string, here: Membership | undefined): Membership | null {
  const [last, setLast] = useState<{ slug: string; membership: Membership } | null>(null);
  if (here && last?.membership !== here) {
    setLast({ slug, membership: here });
  }
  return last?.slug === slug ? last.membership : null;
}
