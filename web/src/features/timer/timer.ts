import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, unwrap } from "../../api/client";
import { keys } from "../../api/keys";
import type { TimeEntry } from "../../api/types";
import { useNow } from "../../ui/useNow";

export interface TimerState {
  entry: TimeEntry | null;
  /** How far the server's clock is ahead of this device's, in milliseconds. */
  clockOffset: number;
}

/** The running timer. A device whose clock is off still counts from the server's. */
export function timerQuery(organizationId: string) {
  return queryOptions({
    queryKey: keys.timer(organizationId),
    queryFn: async ({ signal }): Promise<TimerState> => {
      const { entry, now } = await unwrap(
        api.GET("/organizations/{organizationId}/timer", {
          params: { path: { organizationId } },
          signal,
        }),
      );
      return { entry: entry ?? null, clockOffset: Date.parse(now) - Date.now() };
    },
    // Started or stopped on another device: seen here within half a minute, or on coming back.
    refetchInterval: 30_000,
    refetchOnWindowFocus: "always",
  });
}

/** Everything of one's own that runs, wherever it does, in one call. */
export const runningTimersQuery = queryOptions({
  queryKey: keys.timers,
  queryFn: async ({ signal }) => (await unwrap(api.GET("/timers", { signal }))).page,
  // Other organizations' events do not come to this page.
  refetchInterval: 30_000,
  refetchOnWindowFocus: "always",
});

export interface RunningTimer {
  entry: TimeEntry;
  elapsed: number;
}

export function useRunningTimer(organizationId: string, enabled = true): RunningTimer | null {
  const { data } = useQuery({ ...timerQuery(organizationId), enabled });
  const entry = data?.entry ?? null;
  const startedAt = entry ? Date.parse(entry.startedAt) - (data?.clockOffset ?? 0) : 0;
  const now = useNow(entry !== null, startedAt);
  return entry && { entry, elapsed: Math.max(0, Math.floor((now - startedAt) / 1000)) };
}
