import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../api/client";
import { keys } from "../../api/keys";
import { pageQuery, wholeList } from "../../api/wholeList";

/** All tasks of a project, also those that are done. */
export function tasksQuery(organizationId: string, projectId: string) {
  return queryOptions({
    queryKey: keys.tasksOf(organizationId, projectId),
    queryFn: ({ signal }) =>
      wholeList((cursor) =>
        unwrap(
          api.GET("/organizations/{organizationId}/tasks", {
            params: { path: { organizationId }, query: { projectId, ...pageQuery(cursor) } },
            signal,
          }),
        ),
      ),
  });
}
