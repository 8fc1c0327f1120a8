import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { Navigate, useRouterState } from "@tanstack/react-router";
import { useEffect } from "react";
import { api, unwrap } from "../../api/client";
import { keys } from "../../api/keys";
import { asProblem } from "../../api/problem";
import { LoadingRows } from "../../ui/LoadingRows";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { addMembership, useSession } from "../session/session";
import { NotAMemberPage } from "./NotAMemberPage";
import { underSlug } from "./pages";

/** The membership that a slug leads to, also one that the organization had formerly. */
function membershipBySlugQuery(slug: string) {
  return queryOptions({
    queryKey: keys.formerSlug(slug),
    queryFn: ({ signal }) =>
      unwrap(api.GET("/memberships/by-slug/{slug}", { params: { path: { slug } }, signal })),
    // An address can be given up and taken by another: it is asked for with each visit.
    staleTime: 0,
    gcTime: 0,
  });
}

/** Leads an old link to the organization's present address, to the same page of it. */
export function FormerSlug({ slug }: { slug: string }) {
  const { memberships } = useSession();
  const queryClient = useQueryClient();
  const href = useRouterState({ select: ({ location }) => location.href });
  const found = useQuery(membershipBySlugQuery(slug));
  const membership = found.data;
  const isKnown =
    membership !== undefined &&
    memberships.some(({ organization }) => organization.slug === membership.organization.slug);

  useEffect(() => {
    // Renamed a moment ago, by someone else: the session here still has the old address.
    if (membership && !isKnown) {
      addMembership(queryClient, membership);
    }
  }, [membership, isKnown, queryClient]);

  if (isKnown && membership.organization.slug !== slug) {
    return <Navigate to={underSlug(href, membership.organization.slug)} replace />;
  }
  if (found.isError) {
    return asProblem(found.error).code === "organization_not_found" ? (
      <NotAMemberPage slug={slug} />
    ) : (
      <ProblemNotice
        title="This address could not be looked up"
        error={found.error}
        onRetry={() => found.refetch()}
      />
    );
  }
  return <LoadingRows label="Finding the organization" />;
}
