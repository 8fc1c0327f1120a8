import type { Permission } from "../../api/permissions";
import type { Membership } from "../../api/types";

/** The pages of an organization, in the order of the navigation. */
export const pageRoutes = {
  timer: "/o/$slug/timer",
  projects: "/o/$slug/projects",
  clients: "/o/$slug/clients",
  members: "/o/$slug/members",
  settings: "/o/$slug/settings",
  "audit-log": "/o/$slug/audit-log",
} as const;

export type OrganizationPage = keyof typeof pageRoutes;

export const pageNames: Record<OrganizationPage, string> = {
  timer: "Timer",
  projects: "Projects",
  clients: "Clients",
  members: "Members",
  settings: "Settings",
  "audit-log": "Audit log",
};

const pages = Object.keys(pageRoutes) as OrganizationPage[];

const needed: Partial<Record<OrganizationPage, Permission>> = {
  members: "members.read",
  "audit-log": "auditLog.read",
};

/** The pages that have something to show here. The others still answer, and say why they are empty. */
export function organizationPages({ organization, permissions }: Membership): OrganizationPage[] {
  return pages.filter((page) => {
    const permission = needed[page];
    const applies = page !== "members" || organization.kind === "team";
    return applies && (permission === undefined || permissions.includes(permission));
  });
}

/** The page an address is on; the timer for addresses outside an organization. */
export function pageOf(pathname: string): OrganizationPage {
  const part = /^\/o\/[^/]+\/([^/]+)/.exec(pathname)?.[1];
  return pages.find((page) => page === part) ?? "timer";
}

/** The same address under another slug: `/o/old/projects?x` to `/o/new/projects?x`. */
export function underSlug(href: string, slug: string): string {
  return href.replace(/^\/o\/[^/?#]+/, `/o/${encodeURIComponent(slug)}`);
}

// What fits beside each other at the bottom of a phone.
const most = 5;

/** The bottom bar of a phone: as many pages as fit, and the rest behind “More”. */
export function barPages(shown: readonly OrganizationPage[]): {
  bar: OrganizationPage[];
  more: OrganizationPage[];
} {
  const room = shown.length <= most ? most : most - 1;
  return { bar: shown.slice(0, room), more: shown.slice(room) };
}
