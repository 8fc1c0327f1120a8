import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, expectDone, unwrap } from "../../api/client";
import { keys } from "../../api/keys";
import type { NewTimeEntry, TimeEntry, TimeEntryChange, TimerStart } from "../../api/types";
import { notifyProblem } from "../../ui/notifyProblem";
import { useMembership } from "../organization/useOrganization";
import type { TimerState } from "./timer";

// Every change names its organization when it begins: an answer that comes after switching goes into
// the cache of the organization it was asked of.

export function useStartTimer() {
  const queryClient = useQueryClient();
  const organizationId = useMembership().organization.id;
  return useMutation({
    mutationFn: (body: TimerStart) =>
      unwrap(
        api.POST("/organizations/{organizationId}/timer/start", {
          params: { path: { organizationId } },
          body,
        }),
      ),
    onSuccess: ({ entry }) => {
      setTimer(queryClient, organizationId, entry);
      return timeChanged(queryClient, organizationId);
    },
    onError: (error) => notifyProblem("The timer was not started", error),
  });
}

export function useStopTimer() {
  return useStopTimerIn(useMembership().organization.id);
}

/** Stops the timer of any of one's organizations, also of one that is not on screen. */
export function useStopTimerIn(organizationId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () =>
      unwrap(
        api.POST("/organizations/{organizationId}/timer/stop", {
          params: { path: { organizationId } },
        }),
      ),
    onSuccess: () => {
      setTimer(queryClient, organizationId, null);
      return timeChanged(queryClient, organizationId);
    },
    onError: (error) => {
      notifyProblem("The timer was not stopped", error);
      // It may have been stopped elsewhere: show what is true.
      return timeChanged(queryClient, organizationId);
    },
  });
}

export function useUpdateEntry() {
  const queryClient = useQueryClient();
  const organizationId = useMembership().organization.id;
  return useMutation({
    mutationFn: ({ entry, change }: { entry: TimeEntry; change: TimeEntryChange }) =>
      unwrap(
        api.PATCH("/organizations/{organizationId}/time-entries/{timeEntryId}", {
          params: { path: { organizationId, timeEntryId: entry.id } },
          body: change,
        }),
      ),
    onSuccess: (entry) => {
      if (entry.stoppedAt === null) {
        setTimer(queryClient, organizationId, entry);
      }
      return timeChanged(queryClient, organizationId);
    },
    onError: (error) => {
      notifyProblem("The change was not saved", error);
      return timeChanged(queryClient, organizationId);
    },
  });
}

export function useCreateEntry() {
  const queryClient = useQueryClient();
  const organizationId = useMembership().organization.id;
  return useMutation({
    mutationFn: (body: NewTimeEntry) =>
      unwrap(
        api.POST("/organizations/{organizationId}/time-entries", {
          params: { path: { organizationId } },
          body,
        }),
      ),
    onSuccess: () => timeChanged(queryClient, organizationId),
  });
}

export function useDeleteEntry() {
  const queryClient = useQueryClient();
  const organizationId = useMembership().organization.id;
  return useMutation({
    mutationFn: (entry: TimeEntry) =>
      expectDone(
        api.DELETE("/organizations/{organizationId}/time-entries/{timeEntryId}", {
          params: { path: { organizationId, timeEntryId: entry.id } },
        }),
      ),
    onSuccess: (_, entry) => {
      if (entry.stoppedAt === null) {
        setTimer(queryClient, organizationId, null);
      }
      return timeChanged(queryClient, organizationId);
    },
    onError: (error) => {
      notifyProblem("The entry was not deleted", error);
      return timeChanged(queryClient, organizationId);
    },
  });
}

function setTimer(queryClient: QueryClient, organizationId: string, entry: TimeEntry | null): void {
  queryClient.setQueryData(keys.timer(organizationId), (state: TimerState | undefined) => ({
    entry,
    clockOffset: state?.clockOffset ?? 0,
  }));
}

/** Everything that counts time is asked for again. */
async function timeChanged(queryClient: QueryClient, organizationId: string): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: keys.timeEntries(organizationId) }),
    queryClient.invalidateQueries({ queryKey: keys.summaries(organizationId) }),
    queryClient.invalidateQueries({ queryKey: keys.timer(organizationId) }),
    queryClient.invalidateQueries({ queryKey: keys.timers }),
  ]);
}
