import { type QueryClient, queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import { createContext, use } from "react";
import { api, expectDone, unwrap } from "../../api/client";
import { keys } from "../../api/keys";
import type { Session, User } from "../../api/types";

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

/**
 * A new session begins with an empty cache: what the one before was allowed to see is not the new
 * one's to see. The session itself, the only key of one part, is replaced instead of removed,
 * because the page that signs in is looking at it.
 */
export function beginSession(queryClient: QueryClient, session: Session): void {
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey.length > 1 });
  queryClient.setQueryData(sessionQuery.queryKey, session);
}

export async function signOut(): Promise<void> {
  await expectDone(api.POST("/auth/sign-out"));
}
