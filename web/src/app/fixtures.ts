import { isAbove, leastRole, type Permission } from "../api/permissions";
import { permissionTable } from "../api/permissionTable";
import type {
  Invitation,
  Member,
  Membership,
  Project,
  Role,
  Session,
  TimeEntry,
} from "../api/types";

// What the tests' server answers. Only tests import this, so that it is in no build.

export function timeEntry(part: Partial<TimeEntry> = {}): TimeEntry {
  return {
    id: "entry-1",
    userId: "user-1",
    projectId: null,
    taskId: null,
    categoryId: null,
    description: "",
    startedAt: "2026-11-23T08:00:00.000Z",
    stoppedAt: "2026-11-23T09:00:00.000Z",
    seconds: 3600,
    source: "timer",
    createdAt: "2026-11-23T09:00:00.000Z",
    updatedAt: "2026-11-23T09:00:00.000Z",
    ...part,
  };
}

export function project(part: Partial<Project> = {}): Project {
  return {
    id: "project-1",
    clientId: null,
    name: "Website",
    color: null,
    hourlyRate: null,
    budget: null,
    archived: false,
    createdAt: "2026-11-23T09:00:00.000Z",
    updatedAt: "2026-11-23T09:00:00.000Z",
    ...part,
  };
}

export function member(part: Partial<Member> = {}): Member {
  return {
    id: "member-1",
    userId: "user-1",
    name: "Ada Demo",
    role: "member",
    active: true,
    placeholder: false,
    removed: false,
    ...part,
  };
}

const permissions = Object.keys(permissionTable) as Permission[];

export function membership(slug: string, role: Role = "owner"): Membership {
  const policy = { ratesVisibleTo: "managers", tasksManagedBy: "managers" } as const;
  return {
    id: `membership-${slug}`,
    role,
    permissions: permissions.filter((word) => !isAbove(leastRole(word, policy), role)),
    organization: {
      id: `organization-${slug}`,
      slug,
      name: `Organization ${slug}`,
      kind: "team",
      currency: "EUR",
      timeZone: "Europe/Berlin",
      weekStart: 1,
      formats: { date: "yyyy-mm-dd", time: "24h", number: "1,234.56", duration: "h:mm" },
      ...policy,
      createdAt: "2026-01-05T09:00:00.000Z",
      deletion: null,
    },
  };
}

export function session(memberships: Membership[]): Session {
  return {
    user: { id: "user-1", name: "Ada Demo", email: "ada@example.com", isOperator: false },
    memberships,
    activeOrganizationId: memberships[0]?.organization.id ?? null,
    instance: { version: "0.1.0", claimed: true, signUpOpen: true, mail: "leaves" },
  };
}

export function invitation(part: Partial<Invitation> = {}): Invitation {
  return {
    id: "invitation-1",
    email: "ines@example.com",
    role: "member",
    status: "pending",
    note: null,
    invitedBy: { userId: "user-1", name: "Ada Demo" },
    createdAt: "2026-11-23T09:00:00.000Z",
    expiresAt: "2026-11-30T09:00:00.000Z",
    sends: 1,
    acceptedAt: null,
    acceptedBy: null,
    declinedAt: null,
    revokedAt: null,
    revokedBecause: null,
    renewalAskedAt: null,
    delivery: { state: "queued", at: "2026-11-23T09:00:00.000Z", attempts: 0, reason: null },
    ...part,
  };
}
