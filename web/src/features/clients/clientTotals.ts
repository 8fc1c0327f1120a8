import type { Project, ReportSummary } from "../../api/types";

export interface ClientTotals {
  projects: number;
  seconds: number;
}

/** For each client, how many active projects it has, and the time tracked on all of its projects. */
export function clientTotals(
  projects: readonly Project[],
  summary: ReportSummary | undefined,
): ReadonlyMap<string, ClientTotals> {
  const seconds = new Map(summary?.byProject.map((row) => [row.projectId ?? "", row.seconds]));
  const totals = new Map<string, ClientTotals>();
  for (const { id, clientId, archived } of projects) {
    if (clientId) {
      const before = totals.get(clientId) ?? { projects: 0, seconds: 0 };
      totals.set(clientId, {
        projects: before.projects + (archived ? 0 : 1),
        seconds: before.seconds + (seconds.get(id) ?? 0),
      });
    }
  }
  return totals;
}
