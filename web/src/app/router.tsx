import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  type RouterHistory,
  redirect,
} from "@tanstack/react-router";
import type { Session } from "../api/types";
import { readMailSearch } from "../features/operator/mail/mailSearch";
import { NoOrganizationPage } from "../features/organization/NoOrganizationPage";
import { safeReturnAddress } from "../features/session/returnAddress";
import { sessionQuery } from "../features/session/session";
import { readReturn, readSignIn } from "../features/session/signInSearch";
import { NotFoundPage } from "./NotFoundPage";
import { OrganizationFrame } from "./OrganizationFrame";
import { OtherTabs } from "./OtherTabs";
import { StartPending } from "./StartPending";
import { StartProblem } from "./StartProblem";
import { ConnectionBanner } from "./shell/ConnectionBanner";
import { Shell } from "./shell/Shell";

interface RouterContext {
  queryClient: QueryClient;
}

const root = createRootRouteWithContext<RouterContext>()({
  component: () => (
    <>
      <ConnectionBanner />
      <OtherTabs />
      <Outlet />
    </>
  ),
});

function session(context: RouterContext): Promise<Session> {
  return context.queryClient.ensureQueryData(sessionQuery);
}

/** Sends on whom a page for strangers has nothing to offer: the signed-in, and the very first. */
async function strangersOnly(context: RouterContext, returnTo?: string): Promise<void> {
  const { user, instance } = await session(context);
  if (user) {
    throw redirect({ to: safeReturnAddress(returnTo), replace: true });
  }
  if (!instance.claimed) {
    throw redirect({ to: "/set-up", replace: true });
  }
}

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: readSignIn,
  beforeLoad: ({ context, search }) => strangersOnly(context, search.return),
  component: lazyRouteComponent(() => import("../features/session/SignInPage"), "SignInPage"),
});

const signUp = createRoute({
  getParentRoute: () => root,
  path: "/sign-up",
  validateSearch: readReturn,
  beforeLoad: ({ context, search }) => strangersOnly(context, search.return),
  component: lazyRouteComponent(() => import("../features/session/SignUpPage"), "SignUpPage"),
});

const setUp = createRoute({
  getParentRoute: () => root,
  path: "/set-up",
  beforeLoad: ({ context }) => session(context),
  component: lazyRouteComponent(() => import("../features/session/SetUpPage"), "SetUpPage"),
});

const link = createRoute({
  getParentRoute: () => root,
  path: "/link",
  beforeLoad: ({ context }) => session(context),
  component: lazyRouteComponent(() => import("../features/link/LinkPage"), "LinkPage"),
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: "/invitation",
  beforeLoad: ({ context }) => session(context),
  component: lazyRouteComponent(
    () => import("../features/invitation/InvitationPage"),
    "InvitationPage",
  ),
});

const signedIn = createRoute({
  getParentRoute: () => root,
  id: "signed-in",
  beforeLoad: async ({ context, location }) => {
    const { user, instance } = await session(context);
    if (!(user || instance.claimed)) {
      throw redirect({ to: "/set-up", replace: true });
    }
    if (!user) {
      const search = location.href === "/" ? {} : { return: location.href };
      throw redirect({ to: "/sign-in", search, replace: true });
    }
  },
  component: Shell,
});

const home = createRoute({
  getParentRoute: () => signedIn,
  path: "/",
  beforeLoad: async ({ context }) => {
    const { memberships, activeOrganizationId } = await session(context);
    const membership =
      memberships.find(({ organization }) => organization.id === activeOrganizationId) ??
      memberships[0];
    if (membership) {
      throw redirect({
        to: "/o/$slug/timer",
        params: { slug: membership.organization.slug },
        replace: true,
      });
    }
  },
  component: NoOrganizationPage,
});

const account = createRoute({
  getParentRoute: () => signedIn,
  path: "/account",
  component: lazyRouteComponent(() => import("../features/account/AccountPage"), "AccountPage"),
});

const operator = createRoute({
  getParentRoute: () => signedIn,
  path: "/operator",
  component: lazyRouteComponent(
    () => import("../features/operator/OperatorFrame"),
    "OperatorFrame",
  ),
});

const operatorHome = createRoute({
  getParentRoute: () => operator,
  path: "/",
  component: lazyRouteComponent(() => import("../features/operator/OverviewPage"), "OverviewPage"),
});

const operatorMail = createRoute({
  getParentRoute: () => operator,
  path: "/mail",
  validateSearch: readMailSearch,
  component: lazyRouteComponent(() => import("../features/operator/mail/MailPage"), "MailPage"),
});

const organization = createRoute({
  getParentRoute: () => signedIn,
  path: "/o/$slug",
  beforeLoad: async ({ context, params }) => {
    const { memberships } = await session(context);
    if (!memberships.some((membership) => membership.organization.slug === params.slug)) {
      // Someone may have been made a member since the session was asked for.
      await context.queryClient.fetchQuery({ ...sessionQuery, staleTime: 5_000 });
    }
  },
  component: OrganizationFrame,
});

const organizationHome = createRoute({
  getParentRoute: () => organization,
  path: "/",
  beforeLoad: ({ params }) => {
    throw redirect({ to: "/o/$slug/timer", params, replace: true });
  },
});

const timer = createRoute({
  getParentRoute: () => organization,
  path: "/timer",
  component: lazyRouteComponent(() => import("../features/timer/TimerPage"), "TimerPage"),
});

const projects = createRoute({
  getParentRoute: () => organization,
  path: "/projects",
  component: lazyRouteComponent(() => import("../features/projects/ProjectsPage"), "ProjectsPage"),
});

const clients = createRoute({
  getParentRoute: () => organization,
  path: "/clients",
  component: lazyRouteComponent(() => import("../features/clients/ClientsPage"), "ClientsPage"),
});

const members = createRoute({
  getParentRoute: () => organization,
  path: "/members",
  validateSearch: ({ show }: Record<string, unknown>): { show?: "invitations" } =>
    show === "invitations" ? { show } : {},
  component: lazyRouteComponent(() => import("../features/members/MembersPage"), "MembersPage"),
});

const settings = createRoute({
  getParentRoute: () => organization,
  path: "/settings",
  component: lazyRouteComponent(() => import("../features/settings/SettingsPage"), "SettingsPage"),
});

const auditLog = createRoute({
  getParentRoute: () => organization,
  path: "/audit-log",
  component: lazyRouteComponent(() => import("../features/audit/AuditLogPage"), "AuditLogPage"),
});

const routeTree = root.addChildren([
  signIn,
  signUp,
  setUp,
  link,
  invitation,
  signedIn.addChildren([
    home,
    account,
    operator.addChildren([operatorHome, operatorMail]),
    organization.addChildren([
      organizationHome,
      timer,
      projects,
      clients,
      members,
      settings,
      auditLog,
    ]),
  ]),
]);

export function createAppRouter(queryClient: QueryClient, history?: RouterHistory) {
  return createRouter({
    routeTree,
    context: { queryClient },
    defaultPreload: "intent",
    // The cache decides what is fresh, not the router.
    defaultPreloadStaleTime: 0,
    defaultPendingComponent: StartPending,
    defaultErrorComponent: StartProblem,
    defaultNotFoundComponent: NotFoundPage,
    scrollRestoration: true,
    ...(history ? { history } : {}),
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
