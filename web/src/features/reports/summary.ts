import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../api/client";
import { keys, type SummaryFilter } from "../../api/keys";

/** Tracked time in sums. What a member may not see is not in them; the running timer never is. */
export function summaryQuery(organizationId: string, filter: SummaryFilter = {}) {
  return queryOptions({
    queryKey: keys.summary(organizationId, filter),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/organizations/{organizationId}/reports/summary", {
          params: { path: { organizationId }, query: filter },
          signal,
        }),
      ),
  });
}
