import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../api/client";
import { keys } from "../../api/keys";
import { pageQuery, wholeList } from "../../api/wholeList";
import { type LocalDay, startOfDay } from "../../ui/localDay";

const rowsPerPage = 50;

/** One's own entries, newest first, page by page; everyone's where `userId` is null. */
export function timeEntryPagesQuery(organizationId: string, userId: string | null) {
  return infiniteQueryOptions({
    queryKey:
      userId === null
        ? keys.everyonesTimeEntries(organizationId)
        : keys.ownTimeEntries(organizationId, userId),
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET("/organizations/{organizationId}/time-entries", {
          params: {
            path: { organizationId },
            query: {
              limit: rowsPerPage,
              ...(userId === null ? {} : { userId }),
              ...(pageParam === null ? {} : { cursor: pageParam }),
            },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => (last.isDone ? null : last.continueCursor),
  });
}

/** One's own entries since a day: few enough to be had whole, so that their sums are exact. */
export function entriesSinceQuery(organizationId: string, userId: string, since: LocalDay) {
  return queryOptions({
    queryKey: [...keys.ownTimeEntries(organizationId, userId), { since }] as const,
    queryFn: ({ signal }) =>
      wholeList((cursor) =>
        unwrap(
          api.GET("/organizations/{organizationId}/time-entries", {
            params: {
              path: { organizationId },
              query: { userId, from: startOfDay(since).toISOString(), ...pageQuery(cursor) },
            },
            signal,
          }),
        ),
      ),
  });
}
