import { infiniteQueryOptions, queryOptions, useQuery } from "@tanstack/react-query";
import { api, unwrap } from "../../api/client";
import { keys } from "../../api/keys";
import type { Member } from "../../api/types";
import { pageQuery, wholeList } from "../../api/wholeList";

function memberPage(organizationId: string, cursor: string | undefined, signal: AbortSignal) {
  return unwrap(
    api.GET("/organizations/{organizationId}/members", {
      params: { path: { organizationId }, query: pageQuery(cursor) },
      signal,
    }),
  );
}

/** The members in the order they came, page by page: an organization may have thousands. */
export function memberPagesQuery(organizationId: string) {
  return infiniteQueryOptions({
    queryKey: keys.memberPages(organizationId),
    queryFn: ({ pageParam, signal }) => memberPage(organizationId, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => (last.isDone ? undefined : last.continueCursor),
    staleTime: 60_000,
  });
}

/** All members, for lists that name people by their id. Asked for only where such a list is shown. */
export function allMembersQuery(organizationId: string) {
  return queryOptions({
    queryKey: keys.memberNames(organizationId),
    queryFn: ({ signal }) => wholeList((cursor) => memberPage(organizationId, cursor, signal)),
    staleTime: 5 * 60_000,
  });
}

export interface People {
  byUser: ReadonlyMap<string, Member>;
  byMembership: ReadonlyMap<string, Member>;
}

const nobody: People = { byUser: new Map(), byMembership: new Map() };

export function usePeople(organizationId: string, enabled = true): People {
  return useQuery({ ...allMembersQuery(organizationId), enabled, select: peopleOf }).data ?? nobody;
}

function peopleOf(members: Member[]): People {
  return {
    byUser: new Map(members.map((member) => [member.userId, member])),
    byMembership: new Map(members.map((member) => [member.id, member])),
  };
}
