import type { Membership, Project, Role, Session, TimeEntry } from "../api/types";

// What the tests' server answers. Only tests import this, so that it is in no build.

export function timeEntry(part: Partial<TimeEntry> = {}): TimeEntry {
  return {
    id: "entry-1",
    userId: "user-1",
    projectId: null,
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

const everything = [
  "clients.read",
  "clients.create",
  "clients.update",
  "clients.delete",
  "projects.read",
  "projects.create",
  "projects.update",
  "projects.delete",
  "timeEntries.read",
  "timeEntries.create",
  "timeEntries.update",
  "timeEntries.delete",
  "timeEntries.readAll",
  "timeEntries.updateAll",
  "reports.read",
];

export function membership(slug: string, role: Role = "owner"): Membership {
  return {
    id: `membership-${slug}`,
    role,
    permissions: role === "viewer" ? ["projects.read", "clients.read", "reports.read"] : everything,
    organization: {
      id: `organization-${slug}`,
      slug,
      name: `Organization ${slug}`,
      kind: "team",
      currency: "EUR",
      createdAt: "2026-01-05T09:00:00.000Z",
    },
  };
}

export function session(memberships: Membership[]): Session {
  return {
    user: { id: "user-1", name: "Ada Demo", email: "ada@example.com", isOperator: false },
    memberships,
    activeOrganizationId: memberships[0]?.organization.id ?? null,
    instance: { version: "0.1.0", claimed: true, signUpOpen: true },
  };
}
