import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, expectDone, unwrap } from "../../api/client";
import { keys } from "../../api/keys";
import type { Task, TaskChange } from "../../api/types";
import { notifyProblem } from "../../ui/notifyProblem";
import { useMembership } from "../organization/useOrganization";

export function useCreateTask(projectId: string) {
  const organizationId = useMembership().organization.id;
  const changed = useTasksChanged();
  return useMutation({
    mutationFn: (name: string) =>
      unwrap(
        api.POST("/organizations/{organizationId}/tasks", {
          params: { path: { organizationId } },
          body: { projectId, name },
        }),
      ),
    onSuccess: changed,
  });
}

export function useUpdateTask() {
  const organizationId = useMembership().organization.id;
  const changed = useTasksChanged();
  return useMutation({
    mutationFn: ({ task, change }: { task: Task; change: TaskChange }) =>
      unwrap(
        api.PATCH("/organizations/{organizationId}/tasks/{taskId}", {
          params: { path: { organizationId, taskId: task.id } },
          body: change,
        }),
      ),
    onSettled: changed,
    onError: (error) => notifyProblem("The task was not changed", error),
  });
}

export function useDeleteTask() {
  const organizationId = useMembership().organization.id;
  const changed = useTasksChanged();
  return useMutation({
    mutationFn: (task: Task) =>
      expectDone(
        api.DELETE("/organizations/{organizationId}/tasks/{taskId}", {
          params: { path: { organizationId, taskId: task.id } },
        }),
      ),
    onSettled: changed,
  });
}

function useTasksChanged(): () => Promise<unknown> {
  const queryClient = useQueryClient();
  const organizationId = useMembership().organization.id;
  return () => queryClient.invalidateQueries({ queryKey: keys.tasks(organizationId) });
}
