import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, expectDone, unwrap } from "../../api/client";
import { keys } from "../../api/keys";
import type { NewProject, ProjectChange } from "../../api/types";
import { useMembership } from "../organization/useOrganization";

export function useSaveProject(projectId: string | null) {
  const queryClient = useQueryClient();
  const organizationId = useMembership().organization.id;
  return useMutation({
    mutationFn: (body: NewProject) =>
      projectId === null
        ? unwrap(
            api.POST("/organizations/{organizationId}/projects", {
              params: { path: { organizationId } },
              body,
            }),
          )
        : updateProject(organizationId, projectId, body),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.projects(organizationId) }),
  });
}

export function useArchiveProject() {
  const queryClient = useQueryClient();
  const organizationId = useMembership().organization.id;
  return useMutation({
    mutationFn: ({ id, archived }: { id: string; archived: boolean }) =>
      updateProject(organizationId, id, { archived }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.projects(organizationId) }),
  });
}

export function useDeleteProject() {
  const queryClient = useQueryClient();
  const organizationId = useMembership().organization.id;
  return useMutation({
    mutationFn: (projectId: string) =>
      expectDone(
        api.DELETE("/organizations/{organizationId}/projects/{projectId}", {
          params: { path: { organizationId, projectId } },
        }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.projects(organizationId) }),
  });
}

function updateProject(organizationId: string, projectId: string, body: ProjectChange) {
  return unwrap(
    api.PATCH("/organizations/{organizationId}/projects/{projectId}", {
      params: { path: { organizationId, projectId } },
      body,
    }),
  );
}
