import { type QueryClient, queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import { createContext, use } from "react";
import { api, expectDone, unwrap } from "../../api/client";
import { keys } from "../../api/keys";
import type { Membership, Organization, Session, User } from "../../api/types";
import { tellOtherTabs } from "./otherTabs";

/** Who is here, in which organizations, on what instance: all a page needs at its start, in one call. */
export const sessionQuery = queryOptions({
  queryKey: keys.session,
  queryFn: ({ signal }) => unwrap(api.GET("/auth/session", { signal })),
  staleTime: 60_000,
});

export function useSession(): Session {
  return useSuspenseQuery(sessionQuery).data;
}

/**
 * The user whose pages these are, given by the frame around them. Not read from the cache by each:
 * when the session ends, the frame goes as a whole, and nothing in it is left without a user.
 */
export const UserContext = createContext<User | null>(null);

export function useUser(): User {
  const user = use(UserContext);
  if (user === null) {
    throw new Error("Only pages within the frame for signed-in users have a user.");
  }
  return user;
}

/** Signed in, up or over: this page and the browser's others are the new session's from now on. */
export function beginSession(queryClient: QueryClient, session: Session): void {
  replaceSession(queryClient, session);
  tellOtherTabs();
}

/**
 * Asks who is here now, when something other than this page may have changed it. What another user
 * was allowed to see goes in the moment in which they do.
 */
export async function refreshSession(queryClient: QueryClient): Promise<void> {
  const session = await unwrap(api.GET("/auth/session"));
  const before = queryClient.getQueryData(sessionQuery.queryKey);
  if (before?.user?.id === session.user?.id) {
    queryClient.setQueryData(sessionQuery.queryKey, session);
  } else {
    replaceSession(queryClient, session);
  }
}

/**
 * A new session begins with an empty cache: what the one before was allowed to see is not the new
 * one's to see. The session itself, the only key of one part, is replaced instead of removed,
 * because the page that signs in is looking at it.
 */
function replaceSession(queryClient: QueryClient, session: Session): void {
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey.length > 1 });
  queryClient.setQueryData(sessionQuery.queryKey, session);
}

/** A membership that was made, in the session at once: going there must not wait for asking again. */
export function addMembership(queryClient: QueryClient, membership: Membership): void {
  queryClient.setQueryData(sessionQuery.queryKey, (session) =>
    session
      ? {
          ...session,
          activeOrganizationId: membership.organization.id,
          memberships: [
            ...session.memberships.filter(({ id }) => id !== membership.id),
            membership,
          ].sort(inListOrder),
        }
      : session,
  );
  tellOtherTabs();
}

/** What has changed about an organization, in the session at once. */
export function setOrganization(queryClient: QueryClient, organization: Organization): void {
  queryClient.setQueryData(sessionQuery.queryKey, (session) =>
    session
      ? {
          ...session,
          memberships: session.memberships.map((membership) =>
            membership.organization.id === organization.id
              ? { ...membership, organization }
              : membership,
          ),
        }
      : session,
  );
}

/**
 * A membership that has ended: its organization leaves the screen in this very frame, and its rows
 * the memory. Then the server is asked, which may know more.
 */
export async function endMembership(
  queryClient: QueryClient,
  organizationId: string,
): Promise<void> {
  queryClient.setQueryData(sessionQuery.queryKey, (session) =>
    session
      ? {
          ...session,
          memberships: session.memberships.filter(
            ({ organization }) => organization.id !== organizationId,
          ),
        }
      : session,
  );
  queryClient.removeQueries({ queryKey: keys.organization(organizationId) });
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: keys.session, exact: true }),
    queryClient.invalidateQueries({ queryKey: keys.timers }),
  ]);
}

/** The order in which the server lists memberships: the personal workspace first, then by name. */
function inListOrder({ organization: one }: Membership, { organization: other }: Membership) {
  return one.kind === other.kind
    ? one.name.localeCompare(other.name)
    : Number(other.kind === "personal") - Number(one.kind === "personal");
}

export async function signOut(): Promise<void> {
  await expectDone(api.POST("/auth/sign-out"));
  tellOtherTabs();
}
