import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, unwrap } from "../../api/client";
import { keys } from "../../api/keys";
import type { Project } from "../../api/types";
import { pageQuery, wholeList } from "../../api/wholeList";

/** All projects, archived ones too: entries refer to them by id and must be able to name them. */
export function projectsQuery(organizationId: string) {
  return queryOptions({
    queryKey: keys.projects(organizationId),
    queryFn: ({ signal }) =>
      wholeList((cursor) =>
        unwrap(
          api.GET("/organizations/{organizationId}/projects", {
            params: { path: { organizationId }, query: { archived: "all", ...pageQuery(cursor) } },
            signal,
          }),
        ),
      ),
    staleTime: 60_000,
  });
}

export function useProjectsById(organizationId: string): ReadonlyMap<string, Project> {
  return useQuery({ ...projectsQuery(organizationId), select: byId }).data ?? none;
}

const none: ReadonlyMap<string, Project> = new Map();

function byId(projects: Project[]): ReadonlyMap<string, Project> {
  return new Map(projects.map((project) => [project.id, project]));
}
