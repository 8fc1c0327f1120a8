import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../api/client";
import { type AuditFilter, keys } from "../../api/keys";
import type { AuditEntry } from "../../api/types";
import { type Page, pageQuery, wholeList } from "../../api/wholeList";

const rowsPerPage = 50;

async function auditPage(
  organizationId: string,
  filter: AuditFilter,
  page: { limit: number; cursor?: string },
  signal: AbortSignal,
): Promise<Page<AuditEntry>> {
  const answer = await unwrap(
    api.GET("/organizations/{organizationId}/audit-log", {
      params: { path: { organizationId }, query: { ...filter, ...page } },
      signal,
    }),
  );
  // What was and what is have fields of their own for each function: the description has no more
  // than “an object” for them.
  return { ...answer, page: answer.page as AuditEntry[] };
}

/** What was changed, newest first, page by page. */
export function auditLogQuery(organizationId: string, filter: AuditFilter) {
  return infiniteQueryOptions({
    queryKey: keys.auditLogOf(organizationId, filter),
    queryFn: ({ pageParam, signal }) =>
      auditPage(
        organizationId,
        filter,
        { limit: rowsPerPage, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => (last.isDone ? null : last.continueCursor),
  });
}

/** All that fits the filter, for a file: what is on screen is only its first pages. */
export function wholeAuditLog(
  organizationId: string,
  filter: AuditFilter,
  signal: AbortSignal,
): Promise<AuditEntry[]> {
  return wholeList((cursor) => auditPage(organizationId, filter, pageQuery(cursor), signal));
}
