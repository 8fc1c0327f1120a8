/**
 * The cache keys. A tenant's data is cached under a key that starts with the organization's id, so
 * what one organization cached can never be the answer to another's question.
 */
export const keys = {
  session: ["session"] as const,
  devices: ["session", "devices"] as const,

  organization: (organizationId: string) => [organizationId] as const,
  clients: (organizationId: string) => [organizationId, "clients"] as const,
  projects: (organizationId: string) => [organizationId, "projects"] as const,
  timer: (organizationId: string) => [organizationId, "timer"] as const,
  timeEntries: (organizationId: string) => [organizationId, "timeEntries"] as const,
  ownTimeEntries: (organizationId: string, userId: string) =>
    [organizationId, "timeEntries", { userId }] as const,
  summaries: (organizationId: string) => [organizationId, "reports", "summary"] as const,
  summary: (organizationId: string, filter: SummaryFilter) =>
    [organizationId, "reports", "summary", filter] as const,
};

export interface SummaryFilter {
  userId?: string;
  projectId?: string;
  from?: string;
  to?: string;
}
