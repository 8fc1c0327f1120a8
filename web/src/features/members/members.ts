import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useQuery,
} from "@tanstack/react-query";
import { api, unwrap } from "../../api/client";
import { keys, type MemberFilter } from "../../api/keys";
import type { Member } from "../../api/types";
import { pageQuery, wholeList } from "../../api/wholeList";

const rowsPerPage = 50;
// As many as a list that is searched by typing shows.
const mostFound = 50;
// As many as are named to somebody who has to ask one of them.
const mostGranters = 5;

interface MemberQuery extends MemberFilter {
  limit: number;
  cursor?: string;
}

function memberPage(organizationId: string, query: MemberQuery, signal: AbortSignal) {
  return unwrap(
    api.GET("/organizations/{organizationId}/members", {
      params: { path: { organizationId }, query },
      signal,
    }),
  );
}

/** The members that fit, page by page: an organization may have thousands. */
export function memberPagesQuery(organizationId: string, filter: MemberFilter) {
  return infiniteQueryOptions({
    queryKey: keys.memberPages(organizationId, filter),
    queryFn: ({ pageParam, signal }) =>
      memberPage(
        organizationId,
        {
          ...filter,
          limit: rowsPerPage,
          ...(pageParam === undefined ? {} : { cursor: pageParam }),
        },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => (last.isDone ? undefined : last.continueCursor),
    placeholderData: keepPreviousData,
  });
}

/** The first members that fit, for picking one by typing. */
export function foundMembersQuery(organizationId: string, filter: MemberFilter) {
  return queryOptions({
    queryKey: keys.foundMembers(organizationId, filter),
    queryFn: async ({ signal }): Promise<Member[]> =>
      (await memberPage(organizationId, { ...filter, limit: mostFound }, signal)).page,
    placeholderData: keepPreviousData,
  });
}

/** Some of the active owners and admins: those who can give somebody a role. */
export function grantersQuery(organizationId: string) {
  return queryOptions({
    queryKey: keys.granters(organizationId),
    queryFn: async ({ signal }) => {
      const pages = await Promise.all(
        (["owner", "admin"] as const).map((role) =>
          memberPage(organizationId, { role, state: "active", limit: mostGranters }, signal),
        ),
      );
      return pages.flatMap(({ page }) => page);
    },
    staleTime: 60_000,
  });
}

/** All members, for lists that name people by their id. Asked for only where such a list is shown. */
export function allMembersQuery(organizationId: string) {
  return queryOptions({
    queryKey: keys.memberNames(organizationId),
    queryFn: ({ signal }) =>
      wholeList((cursor) => memberPage(organizationId, pageQuery(cursor), signal)),
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
