import type { Invitation, MessageState, Role } from "./types";

/**
 * The cache keys. A tenant's data is cached under a key that starts with the organization's id, so
 * what one organization cached can never be the answer to another's question.
 */
export const keys = {
  session: ["session"] as const,
  account: ["session", "account"] as const,
  devices: ["session", "devices"] as const,
  /** One's own running timers, wherever they run. */
  timers: ["session", "timers"] as const,
  offers: ["session", "offer"] as const,
  offer: (token: string, userId: string | null) => ["session", "offer", token, userId] as const,
  formerSlug: (slug: string) => ["session", "formerSlug", slug] as const,

  organization: (organizationId: string) => [organizationId] as const,
  members: (organizationId: string) => [organizationId, "members"] as const,
  memberPages: (organizationId: string, filter: MemberFilter) =>
    [organizationId, "members", "pages", filter] as const,
  foundMembers: (organizationId: string, filter: MemberFilter) =>
    [organizationId, "members", "found", filter] as const,
  granters: (organizationId: string) => [organizationId, "members", "granters"] as const,
  memberNames: (organizationId: string) => [organizationId, "members", "names"] as const,
  invitations: (organizationId: string) => [organizationId, "invitations"] as const,
  invitationPages: (organizationId: string, filter: InvitationFilter) =>
    [organizationId, "invitations", "pages", filter] as const,
  invitationPreview: (organizationId: string, letter: object) =>
    [organizationId, "invitations", "preview", letter] as const,
  auditLog: (organizationId: string) => [organizationId, "auditLog"] as const,
  auditLogOf: (organizationId: string, filter: AuditFilter) =>
    [organizationId, "auditLog", filter] as const,
  categories: (organizationId: string) => [organizationId, "categories"] as const,
  clients: (organizationId: string) => [organizationId, "clients"] as const,
  projects: (organizationId: string) => [organizationId, "projects"] as const,
  tasks: (organizationId: string) => [organizationId, "tasks"] as const,
  tasksOf: (organizationId: string, projectId: string) =>
    [organizationId, "tasks", projectId] as const,
  timer: (organizationId: string) => [organizationId, "timer"] as const,
  timeEntries: (organizationId: string) => [organizationId, "timeEntries"] as const,
  ownTimeEntries: (organizationId: string, userId: string) =>
    [organizationId, "timeEntries", { userId }] as const,
  everyonesTimeEntries: (organizationId: string) =>
    [organizationId, "timeEntries", "everyone"] as const,
  summaries: (organizationId: string) => [organizationId, "reports", "summary"] as const,
  summary: (organizationId: string, filter: SummaryFilter) =>
    [organizationId, "reports", "summary", filter] as const,
};

export interface MemberFilter {
  search?: string;
  state?: "active" | "inactive" | "removed" | "placeholder";
  role?: Role;
}

export interface InvitationFilter {
  status?: Invitation["status"];
  search?: string;
}

export interface AuditFilter {
  function?: string;
  actorId?: string;
  membershipId?: string;
  from?: string;
  to?: string;
}

export interface SummaryFilter {
  userId?: string;
  projectId?: string;
  from?: string;
  to?: string;
}

/** The keys of what operators see of the whole instance. */
export const operatorKeys = {
  mail: ["operator", "mail"] as const,
  mailStatus: ["operator", "mail", "status"] as const,
  messagesOf: (filter: MessageFilter) => ["operator", "mail", "messages", filter] as const,
  message: (messageId: string) => ["operator", "mail", "message", messageId] as const,
  suppressions: ["operator", "mail", "suppressions"] as const,
  samples: ["operator", "mail", "samples"] as const,
};

export interface MessageFilter {
  state?: MessageState;
  search?: string;
}
