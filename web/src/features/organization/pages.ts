/** The pages of an organization, in the order of the navigation. */
export const pageRoutes = {
  timer: "/o/$slug/timer",
  projects: "/o/$slug/projects",
  clients: "/o/$slug/clients",
} as const;

export type OrganizationPage = keyof typeof pageRoutes;

export const pageNames: Record<OrganizationPage, string> = {
  timer: "Timer",
  projects: "Projects",
  clients: "Clients",
};

export const organizationPages = Object.keys(pageRoutes) as OrganizationPage[];

/** The page an address is on; the timer for addresses outside an organization. */
export function pageOf(pathname: string): OrganizationPage {
  const part = /^\/o\/[^/]+\/([^/]+)/.exec(pathname)?.[1];
  return organizationPages.find((page) => page === part) ?? "timer";
}
